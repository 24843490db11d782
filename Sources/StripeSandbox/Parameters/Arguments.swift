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
  func checkEmail(_ name: String) throws(StripeError) {
    guard let email = string(name) else { return }
    let parts = email.split(separator: "@", omittingEmptySubsequences: false)
    let domain = parts.last?.split(separator: ".", omittingEmptySubsequences: false) ?? []
    guard parts.count == 2, parts[0] != "", domain.count > 1, !domain.contains(""),
      !email.contains(where: \.isWhitespace)
    else { throw StripeError("Invalid email address: \(email)", code: "email_invalid", param: name) }
  }

  /// What the request says without the blanks around it, which Stripe drops from names and phone numbers.
  func assignTrimmed(_ name: String, to field: inout String?) {
    guard let value = values[name] else { return }
    let text = value.string?.trimmed ?? ""
    field = text.isEmpty ? nil : text
  }

  func merge(into metadata: inout Metadata) throws(StripeError) {
    guard let changes = values["metadata"] else { return }
    try metadata.merge(changes)
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
