extension String {
  /// The characters as Stripe counts them. Every byte but a continuation begins one.
  var scalarCount: Int {
    let bytes = utf8.span
    var count = 0
    for index in bytes.indices { count += bytes[index] & 0xC0 == 0x80 ? 0 : 1 }
    return count
  }
}
