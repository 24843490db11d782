import Wire

/// A type that an option's text can be turned into.
protocol OptionValue {
  init?(option text: String)
  /// Completes "expected …".
  static var expectation: String { get }
  /// All of them, where they can be counted: for suggestions and completion.
  static var choices: [String] { get }
}

extension OptionValue {
  static var choices: [String] { [] }
}

extension String: OptionValue {
  init?(option text: String) {
    guard !text.isEmpty else { return nil }
    self = text
  }
  static var expectation: String { "some text" }
}

extension Int: OptionValue {
  init?(option text: String) { self.init(text) }
  static var expectation: String { "a whole number" }
}

/// How many or how long: at least one.
struct Count: OptionValue, CustomStringConvertible {
  let value: Int

  init(_ value: Int) { self.value = value }

  init?(option text: String) {
    guard let value = Int(text), (1...1_000_000).contains(value) else { return nil }
    self.value = value
  }

  static var expectation: String { "a whole number from 1 to 1000000" }
  var description: String { "\(value)" }
}

extension UInt16: OptionValue {
  init?(option text: String) { self.init(text) }
  static var expectation: String { "a number from 0 to 65535" }
}

extension UInt64: OptionValue {
  init?(option text: String) { self.init(text) }
  static var expectation: String { "a whole number, not negative" }
}

extension Bool: OptionValue {
  init?(option text: String) {
    switch text.lowercased() {
    case "1", "true", "yes", "on": self = true
    case "0", "false", "no", "off": self = false
    default: return nil
    }
  }
  static var expectation: String { "true or false" }
}

extension HTTPURL: OptionValue {
  /// A host with its port needs no `http://`.
  init?(option text: String) { self.init(text.contains("://") || !text.contains(":") ? text : "http://" + text) }
  static var expectation: String { "a URL, such as http://localhost:12111 or localhost:12111" }
}

extension OptionValue where Self: RawRepresentable & CaseIterable, RawValue == String {
  init?(option text: String) { self.init(rawValue: text) }

  static var choices: [String] { allCases.map(\.rawValue) }

  static var expectation: String {
    let names = choices
    return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
  }
}
