import Wire

/// Validated parameters: absent, null (unset by an empty value) or of the declared type.
package struct Arguments: Sendable {
  let values: JSON.Object

  init(_ values: JSON.Object = JSON.Object()) { self.values = values }

  subscript(name: String) -> JSON? { values[name] }

  func has(_ name: String) -> Bool { values[name] != nil }

  func string(_ name: String) -> String? { values[name]?.string }
  func integer(_ name: String) -> Int? { values[name]?.integer }
  func bool(_ name: String) -> Bool? { values[name]?.bool }
  func strings(_ name: String) -> [String]? { values[name]?.array?.compactMap(\.string) }
  func object(_ name: String) -> Arguments? { values[name]?.object.map(Arguments.init) }
  func objects(_ name: String) -> [Arguments]? { values[name]?.array?.compactMap { $0.object.map(Arguments.init) } }

  /// A parameter that is declared as required, so that validation has found it.
  func required(_ name: String) throws(StripeError) -> String {
    guard let value = string(name) else { throw .missing(name) }
    return value
  }

  func requiredInteger(_ name: String) throws(StripeError) -> Int {
    guard let value = integer(name) else { throw .missing(name) }
    return value
  }

  /// Sets what the request sets, clears what it clears, leaves the rest.
  func assign(_ name: String, to field: inout String?) {
    guard let value = values[name] else { return }
    field = value.string
  }

  func assign(_ name: String, to field: inout Int?) {
    guard let value = values[name] else { return }
    field = value.integer
  }

  func assign<T>(_ name: String, to field: inout T?, _ make: (Arguments) -> T) {
    guard let value = values[name] else { return }
    field = value.object.map { make(Arguments($0)) }
  }

  /// Refuses what cannot be an email address.
  func checkEmail(_ name: String, in hash: String? = nil) throws(StripeError) {
    guard let email = string(name), !Self.isEmailAddress(email) else { return }
    let param = hash.map { "\($0)[\(name)]" } ?? name
    throw StripeError("Invalid email address: \(email)", code: "email_invalid", param: param)
  }

  /// Assigns a text without the blanks around it, which Stripe drops from names and phone numbers.
  func assignTrimmed(_ name: String, to field: inout String?) {
    guard let value = values[name] else { return }
    let text = value.string?.trimmed ?? ""
    field = text.isEmpty ? nil : text
  }

  /// One at sign, something before it, and behind it words between dots; no white space.
  private static func isEmailAddress(_ text: String) -> Bool {
    var hasSign = false
    var dots = 0
    var length = 0
    var isASCII = true
    let bytes = text.utf8.span
    for index in bytes.indices {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "@"):
        guard !hasSign, length > 0 else { return false }
        hasSign = true
        length = 0
      case UInt8(ascii: ".") where hasSign:
        guard length > 0 else { return false }
        dots += 1
        length = 0
      case 0x09...0x0D, 0x20: return false
      default:
        length += 1
        isASCII = isASCII && byte < 0x80
      }
    }
    return dots > 0 && length > 0 && (isASCII || !text.unicodeScalars.contains(where: \.properties.isWhitespace))
  }

  func merge(into metadata: inout Metadata) throws(StripeError) {
    guard let changes = values["metadata"] else { return }
    try metadata.merge(changes)
  }
}

extension String {
  fileprivate var trimmed: String {
    // A text that begins and ends with a visible ASCII character has no blanks to lose.
    if let first = utf8.first, let last = utf8.last, 0x21...0x7E ~= first, 0x21...0x7E ~= last { return self }
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
