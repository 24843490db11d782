import Platform

extension JournalFile {
  /// Hands out every turn, oldest first.
  ///
  /// A damaged file is an error that tells what is lost; nothing is changed then.
  /// - Parameter recovers: goes on with what is whole, and leaves it to the caller to write the file anew.
  package func replay(
    recovers: Bool = false, _ body: (_ turn: [[UInt8]]) throws -> Void
  ) throws -> Replay {
    let size = file.size
    var replay: Replay
    if let header {
      replay = try read(header, size, recovers, body)
    } else if try file.read(at: 0, FirstFormat.title.count) == FirstFormat.title {
      replay = try readFirstFormat(size, recovers, body)
    } else {
      replay = try readWithoutHeader(size, recovers, body)
    }
    if !replay.damages.isEmpty, !recovers { throw JournalError(path, replay) }
    // The draft of an unfinished rewriting.
    unlink(target.draft)
    return replay
  }

  private func read(
    _ header: Header, _ size: Int, _ recovers: Bool, _ body: ([[UInt8]]) throws -> Void
  ) throws -> Replay {
    var reader = TurnReader(Source(file: file, identity: header.identity), from: .start, to: size)
    let marked = acknowledged.mark
    var replay = Replay()
    reading: while true {
      let before = Mark(count: reader.number, end: UInt64(reader.offset))
      switch try reader.next() {
      case .turn(let turn):
        replay.turns += 1
        if recovers || replay.damages.isEmpty { try body(turn) }
      case .finished:
        known(to: before)
        if before.end < marked.end {
          replay.damages.append(Damage(size, Int(marked.end) - size, before, marked.count))
        }
        break reading
      case .broken:
        let goesOn = try reader.skip()
        if goesOn {
          replay.damages.append(Damage(Int(before.end), reader.offset - Int(before.end), before, reader.number))
          continue
        }
        known(to: before)
        if before.end < marked.end {
          let offset = Int(before.end)
          replay.damages.append(Damage(offset, max(size, Int(marked.end)) - offset, before, marked.count))
        } else if acknowledged.isCertain {
          replay.unfinished = size - Int(before.end)
        } else {
          replay.damages.append(Damage(offset: Int(before.end), bytes: size - Int(before.end)))
        }
        break reading
      }
    }
    return replay
  }

  private func readFirstFormat(
    _ size: Int, _ recovers: Bool, _ body: ([[UInt8]]) throws -> Void
  ) throws -> Replay {
    var reader = FirstFormat(file, to: size)
    var replay = Replay()
    while true {
      let before = reader.offset
      switch try reader.next() {
      case .turn(let turn):
        replay.turns += 1
        if recovers || replay.damages.isEmpty { try body(turn) }
      case .finished: return replay
      case .broken:
        _ = try reader.skip()
        replay.damages.append(Damage(offset: before, bytes: reader.offset - before))
      }
    }
  }

  /// The first page is not to be relied on. The records tell what file they belong to.
  private func readWithoutHeader(
    _ size: Int, _ recovers: Bool, _ body: ([[UInt8]]) throws -> Void
  ) throws -> Replay {
    var replay = Replay()
    replay.damages.append(Damage(offset: 0, bytes: min(size, Header.size)))
    guard let identity = try firstIdentity(size) else { return replay }
    var reader = TurnReader(Source(file: file, identity: identity), from: Mark(count: 0, end: 0), to: size)
    while try reader.skip() {
      while case .turn(let turn) = try reader.next() {
        replay.turns += 1
        if recovers { try body(turn) }
      }
    }
    return replay
  }

  private func firstIdentity(_ size: Int) throws(JournalError) -> UInt64? {
    var window = Window(file, end: size)
    var offset = 0
    while let next = try window.find(Record.sign, from: offset) {
      if let head = try window.bytes(at: next, Record.Head.size).flatMap(Record.Head.init) { return head.identity }
      offset = next + 1
    }
    return nil
  }
}

extension Damage {
  /// - Parameter next: the number of the first record behind it.
  fileprivate init(_ offset: Int, _ bytes: Int, _ before: Mark, _ next: UInt64) {
    self.init(offset: offset, bytes: bytes, records: next > before.count ? next - before.count : nil)
  }
}
