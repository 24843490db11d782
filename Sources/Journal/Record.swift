/// How a record stands in the file: a mark, its length, its checksum (little endian), then its bytes.
enum Record {
  static let mark: [UInt8] = Array("\u{1E}nbx".utf8)
  static let headSize = 12

  static func frame(_ payload: [UInt8]) -> [UInt8] {
    var bytes = mark
    bytes.reserveCapacity(headSize + payload.count)
    append(UInt32(truncatingIfNeeded: payload.count), to: &bytes)
    append(Checksum.of(payload), to: &bytes)
    bytes += payload
    return bytes
  }

  private static func append(_ number: UInt32, to bytes: inout [UInt8]) {
    for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
  }

  /// What a head says of the record behind it; nil if it is no head.
  static func head(_ bytes: ArraySlice<UInt8>) -> (length: Int, checksum: UInt32)? {
    guard bytes.count == headSize, bytes.starts(with: mark) else { return nil }
    func number(_ offset: Int) -> UInt32 {
      let start = bytes.startIndex + offset
      return bytes[start..<start + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
    return (Int(number(4)), number(8))
  }
}
