import Platform
import Testing

@testable import Journal

/// What storage does to files: a bit flips, the end is missing, a part is zeros.
enum Blow: CaseIterable {
  case flip, cut, zeros, page

  func strike(_ bytes: [UInt8], at offset: Int) -> [UInt8] {
    var bytes = bytes
    switch self {
    case .flip: bytes[offset] ^= 1 << (offset % 8)
    case .cut: bytes.removeSubrange(offset...)
    case .zeros: for index in bytes.indices[offset...].prefix(16) { bytes[index] = 0 }
    case .page: for index in bytes.indices[(offset & ~4095)...].prefix(4096) { bytes[index] = 0 }
    }
    return bytes
  }
}

/// Either everything that was acknowledged is there, or the journal is refused and stays as it was.
@Suite struct DamageTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func check(_ whole: [UInt8], _ turns: [[String]], at offset: Int, _ blow: Blow) throws {
    let bytes = blow.strike(whole, at: offset)
    folder.write(bytes)
    do {
      #expect(try folder.content().turns == turns, "\(blow) at byte \(offset)")
    } catch {
      #expect("\(error)".contains("--data-recover"), "\(error)")
      let recovered = try folder.content(recovers: true)
      #expect(!recovered.replay.damages.isEmpty)
      #expect(Self.isPart(recovered.turns, of: turns), "\(blow) at byte \(offset)")
    }
    #expect(try folder.bytes() == bytes, "\(blow) at byte \(offset)")
  }

  /// Whether these are some of the others, in their order.
  private static func isPart(_ some: [[String]], of all: [[String]]) -> Bool {
    var rest = all[...]
    for turn in some {
      guard let index = rest.firstIndex(of: turn) else { return false }
      rest = rest[(index + 1)...]
    }
    return true
  }

  @Test(arguments: Blow.allCases)
  func everyByteOfASmallJournalCounts(blow: Blow) throws {
    let turns = [["one"], ["two", "", "three"], ["{\"id\":\"cus_1\"}"], ["four"]]
    try folder.fill(turns[0], turns[1], turns[2], turns[3])
    let whole = try folder.bytes()
    for offset in whole.indices { try check(whole, turns, at: offset, blow) }
  }

  @Test(arguments: Blow.allCases)
  func randomBytesOfALargeJournalCount(blow: Blow) throws {
    var random = Random(state: 7)
    let turns = (0..<150).map { turn in
      (0...turn % 3).map { payload in String(repeating: "\(turn)-\(payload);", count: Int(random.next() % 150)) }
    }
    do {
      let file = try folder.fill()
      // Written at once, which takes fewer syncs.
      var draft = try file.draft()
      for turn in turns { try draft.add(turn.map { Array($0.utf8) }) }
      try file.adopt(draft)
    }
    let whole = try folder.bytes()
    for _ in 0..<(getenv("NESTBOX_LONG") == nil ? 100 : 2_000) {
      try check(whole, turns, at: Int(random.next() % UInt64(whole.count)), blow)
    }
  }

  @Test func theErrorTellsWhatIsLost() throws {
    try folder.fill(["one"], ["two"], ["three"], ["four"])
    let whole = try folder.bytes()
    let second = Header.size + Record.Head.size + 3
    folder.write(Blow.flip.strike(whole, at: second + Record.Head.size))
    var error = #expect(throws: JournalError.self) { try folder.content() }
    #expect(
      error?.description == """
        \(folder.data) is damaged at byte \(second): \(Record.Head.size + 3) bytes with 1 record cannot be read; 3 whole turns \
        can. Nothing was changed. Start with --data-recover to go on with what is whole; the file is then kept as \
        \(folder.data).damaged
        """)
    folder.write(Array(whole.dropLast(2)))
    error = #expect(throws: JournalError.self) { try folder.content() }
    #expect(error?.description.contains("\(Record.Head.size + 4) bytes with 1 record cannot be read; 3 whole") == true)
  }

  @Test func aRecoveredJournalGoesOnBesideTheDamagedOne() throws {
    try folder.fill(["one"], ["two"], ["three"])
    let damaged = Blow.flip.strike(try folder.bytes(), at: Header.size + 50)
    folder.write(damaged)
    chmod(folder.data, 0o640)
    let file = try JournalFile(folder.data)
    let (turns, replay) = try file.content(recovers: true)
    #expect(turns == [["one"], ["three"]] && replay.damages.count == 1)
    var draft = try file.draft()
    for turn in turns { try draft.add(turn.map { Array($0.utf8) }) }
    #expect(try file.adopt(draft, keepsOld: true) == folder.data + ".damaged")
    try file.append([Array("four".utf8)])
    #expect(try file.content().turns == [["one"], ["three"], ["four"]])
    #expect(try folder.bytes("data.damaged") == damaged)
    #expect(folder.mode() == 0o640 && folder.names == ["data", "data.damaged"])
  }

  @Test func anEmptyFileIsNoNewJournal() throws {
    folder.write([])
    #expect(throws: JournalError.self) { try folder.content() }
    #expect(try folder.bytes() == [])
    #expect(try folder.content(recovers: true).turns == [])
  }
}

/// The same numbers in every run.
private struct Random {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}
