import Wire

/// RFC 1952, as HTTP's `Content-Encoding: gzip` has it.
enum Gzip {
  /// Without making it smaller: what matters is whether the service understands it.
  static func wrapped(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
    var start = 0
    repeat {
      let count = min(bytes.count - start, 65_535)
      result.append(start + count == bytes.count ? 1 : 0)
      for value in [count, ~count & 0xFFFF] { result += [UInt8(value & 0xFF), UInt8(value >> 8)] }
      result += bytes[start..<(start + count)]
      start += count
    } while start < bytes.count
    return result + littleEndian(Checksum.of(bytes)) + littleEndian(UInt32(truncatingIfNeeded: bytes.count))
  }

  /// Nil if it is no gzip, is cut short or does not have its checksum.
  static func unwrapped(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count >= 18, bytes[0] == 0x1F, bytes[1] == 0x8B, bytes[2] == 8 else { return nil }
    let flags = bytes[3]
    var position = 10
    if flags & 4 != 0 { position += 2 + Int(bytes[10]) + Int(bytes[11]) << 8 }
    for flag: UInt8 in [8, 16] where flags & flag != 0 {
      guard position < bytes.count, let end = bytes[position...].firstIndex(of: 0) else { return nil }
      position = end + 1
    }
    if flags & 2 != 0 { position += 2 }
    guard position < bytes.count - 8, let plain = Inflate.inflated(Array(bytes[position..<(bytes.count - 8)])) else {
      return nil
    }
    let trailer = littleEndian(Checksum.of(plain)) + littleEndian(UInt32(truncatingIfNeeded: plain.count))
    return Array(bytes.suffix(8)) == trailer ? plain : nil
  }

  private static func littleEndian(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
  }
}
