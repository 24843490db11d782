/// CRC-32 (ISO-HDLC, as in zip, PNG and Ethernet), eight bytes at a time.
package enum Checksum {
  /// Eight tables, one after the other: the n-th says what a byte does to the sum when n more bytes follow it.
  private static let tables: [UInt32] = {
    var tables: [UInt32] = (0..<256).map { byte in
      (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 0 ? value >> 1 : 0xEDB8_8320 ^ (value >> 1) }
    }
    for index in 256..<8 * 256 {
      let before = tables[index - 256]
      tables.append(before >> 8 ^ tables[Int(before & 0xFF)])
    }
    return tables
  }()

  package static func of(_ bytes: [UInt8]) -> UInt32 { of(bytes[...]) }

  package static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    tables.withUnsafeBufferPointer { tables in bytes.withUnsafeBytes { sum($0, tables) } }
  }

  private static func sum(_ bytes: UnsafeRawBufferPointer, _ tables: UnsafeBufferPointer<UInt32>) -> UInt32 {
    var sum: UInt32 = ~0
    var index = 0
    while index + 8 <= bytes.count {
      let eight = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)) ^ UInt64(sum)
      sum = 0
      for place in 0..<8 {
        sum ^= tables[(7 - place) << 8 | Int(eight >> (8 * UInt64(place)) & 0xFF)]
      }
      index += 8
    }
    while index < bytes.count {
      sum = tables[Int(UInt8(truncatingIfNeeded: sum) ^ bytes[index])] ^ sum >> 8
      index += 1
    }
    return ~sum
  }
}
