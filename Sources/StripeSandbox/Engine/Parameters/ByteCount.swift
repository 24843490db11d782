extension String {
  /// How many of its bytes pass a test. Without a branch, so that the processor looks at many at once.
  @inline(__always)
  func byteCount(where test: (UInt8) -> Bool) -> Int {
    let bytes = utf8.span
    var count = 0
    for index in bytes.indices { count += test(bytes[index]) ? 1 : 0 }
    return count
  }

  /// The characters as Stripe counts them. Every byte but a continuation begins one.
  var scalarCount: Int { byteCount { $0 & 0xC0 != 0x80 } }
}
