import Wire

/// How a record stands in the file: a head, then its bytes.
enum Record {
  /// More than this is told in several records.
  static let limit = 1 << 20

  /// JSON has no such bytes.
  static let sign: [UInt8] = Array("\u{1E}nbx".utf8)

  struct Flags: OptionSet {
    let rawValue: UInt32

    /// The first of a turn.
    static let begins = Flags(rawValue: 1)
    /// The next record goes on with this one's payload.
    static let payloadGoesOn = Flags(rawValue: 2)
    /// The next payload belongs to the same turn.
    static let turnGoesOn = Flags(rawValue: 4)
  }

  struct Head {
    static let size = 40

    /// That of the file.
    let identity: UInt64
    /// Its place in the file's sequence of records, from 0.
    let number: UInt64
    let flags: Flags
    let length: Int
    let checksum: UInt32

    init(_ payload: ArraySlice<UInt8>, identity: UInt64, number: UInt64, _ flags: Flags) {
      self.identity = identity
      self.number = number
      self.flags = flags
      length = payload.count
      checksum = Checksum.of(payload)
    }

    init?(_ bytes: ArraySlice<UInt8>) {
      guard bytes.count == Self.size, bytes.starts(with: Record.sign), let flags: UInt32 = bytes.number(at: 4),
        let identity: UInt64 = bytes.number(at: 8), let number: UInt64 = bytes.number(at: 16),
        let length: UInt64 = bytes.number(at: 24), length <= Record.limit, let checksum: UInt32 = bytes.number(at: 32),
        bytes.number(at: 36) == Checksum.of(bytes.prefix(36))
      else { return nil }
      self.identity = identity
      self.number = number
      self.flags = Flags(rawValue: flags)
      self.length = Int(length)
      self.checksum = checksum
    }

    func append(to bytes: inout [UInt8]) {
      let start = bytes.count
      bytes += Record.sign
      bytes.append(number: flags.rawValue)
      bytes.append(number: identity)
      bytes.append(number: number)
      bytes.append(number: UInt64(length))
      bytes.append(number: checksum)
      bytes.append(number: Checksum.of(bytes[start...]))
    }
  }

  /// The payloads of a turn as records, `number` being that of the next.
  static func frame(_ turn: [[UInt8]], identity: UInt64, number: inout UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(turn.reduce(0) { $0 + $1.count + Head.size * (1 + $1.count / limit) })
    for (index, payload) in turn.enumerated() {
      var start = 0
      repeat {
        let piece = payload[start...].prefix(limit)
        var flags: Flags = index == 0 && start == 0 ? .begins : []
        start += piece.count
        if start < payload.count { flags.insert(.payloadGoesOn) }
        if index + 1 < turn.count { flags.insert(.turnGoesOn) }
        Head(piece, identity: identity, number: number, flags).append(to: &bytes)
        bytes += piece
        number += 1
      } while start < payload.count
    }
    return bytes
  }
}
