/// FNV-1a: of the same bytes always the same number, in every run and on every machine.
package enum FNV {
  package static let start: UInt64 = 0xCBF2_9CE4_8422_2325

  /// - Parameter hash: that of the bytes before these.
  package static func hash(_ bytes: Span<UInt8>, after hash: UInt64 = start) -> UInt64 {
    bytes.withUnsafeBufferPointer { $0.reduce(hash) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 } }
  }
}
