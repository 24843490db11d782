import Wire

/// One `--option` of a command. Parsing, help, environment variable and suggestions all come from this value.
struct Option<Root> {
  enum Shape: Equatable {
    case flag
    case value(String)
    /// `--name` or `--name=VALUE`.
    case optionalValue(String)
    case list(String)
  }

  let name: String
  let shape: Shape
  let help: String
  /// The values there are, where they can be counted.
  var choices: [String] = []
  /// Other spellings, as other tools have them: `-d`, `--server`.
  var aliases: [String] = []
  /// The default value, as help shows it: computed only there.
  let standard: () -> String?
  let assign: (inout Root, Setting) throws(UsageError) -> Void

  var variable: String { Environment.prefix + name.uppercased().map { $0 == "-" ? "_" : $0 } }

  func alsoCalled(_ alias: String) -> Self {
    var option = self
    option.aliases.append(alias)
    return option
  }

  func isCalled(_ name: String) -> Bool { name == "--" + self.name || aliases.contains(name) }
}

/// The given value of an option, and its source: `--port` or `NESTBOX_PORT`.
struct Setting {
  let source: String
  let values: [String]

  func convert<Value: OptionValue>(_ text: String) throws(UsageError) -> Value {
    guard let value = Value(option: text) else {
      throw .invalidValue(
        text, source: source, expected: Value.expectation, suggestion: suggestion(for: text, among: Value.choices))
    }
    return value
  }

  /// The last one counts, so that a script can append to what it was given.
  func last<Value: OptionValue>() throws(UsageError) -> Value { try convert(values.last ?? "") }
}

extension Option where Root: Command {
  static func flag(_ name: String, _ path: WritableKeyPath<Root, Bool>, _ help: String) -> Self {
    Self(name: name, shape: .flag, help: help, standard: { nil }) { (root: inout Root, setting) throws(UsageError) in
      root[keyPath: path] = try setting.last()
    }
  }

  static func value<Value: OptionValue>(
    _ name: String, _ placeholder: String, _ path: WritableKeyPath<Root, Value>, _ help: String
  ) -> Self {
    Self(
      name: name, shape: .value(placeholder), help: help, choices: Value.choices,
      standard: { "\(Root()[keyPath: path])" }
    ) {
      (root: inout Root, setting) throws(UsageError) in root[keyPath: path] = try setting.last()
    }
  }

  static func value<Value: OptionValue>(
    _ name: String, _ placeholder: String, _ path: WritableKeyPath<Root, Value?>, _ help: String
  ) -> Self {
    Self(
      name: name, shape: .value(placeholder), help: help, choices: Value.choices,
      standard: { Root()[keyPath: path].map { "\($0)" } }
    ) {
      (root: inout Root, setting) throws(UsageError) in
      let value: Value = try setting.last()
      root[keyPath: path] = value
    }
  }

  /// Given as often as wanted; in the environment with commas between.
  static func list<Value: OptionValue>(
    _ name: String, _ placeholder: String, _ path: WritableKeyPath<Root, [Value]>, _ help: String
  ) -> Self {
    Self(name: name, shape: .list(placeholder), help: help, choices: Value.choices, standard: { nil }) {
      (root: inout Root, setting) throws(UsageError) in
      for text in setting.values { root[keyPath: path].append(try setting.convert(text)) }
    }
  }

  /// `--json`, which is short for `--report json=-`.
  static func json(_ path: WritableKeyPath<Root, [Assignment]>) -> Self {
    Self(name: "json", shape: .flag, help: "The same as --report json=-", standard: { nil }) {
      (root: inout Root, setting) throws(UsageError) in
      if try setting.last() { root[keyPath: path].append(Assignment("json", "-")) }
    }
  }

  /// `--name` alone means the implied value.
  static func optionalValue<Value: OptionValue>(
    _ name: String, _ placeholder: String, _ path: WritableKeyPath<Root, Value?>, implied: Value, _ help: String
  ) -> Self {
    Self(name: name, shape: .optionalValue(placeholder), help: help, choices: Value.choices, standard: { nil }) {
      (root: inout Root, setting) throws(UsageError) in
      let value: Value = setting.values.isEmpty ? implied : try setting.last()
      root[keyPath: path] = value
    }
  }
}

/// The operand after a command's options: `nestbox record STORY`.
struct Argument<Root> {
  let placeholder: String
  let help: String
  let isRequired: Bool
  let isRepeated: Bool
  let assign: (inout Root, String) -> Void

  static func one(_ placeholder: String, _ path: WritableKeyPath<Root, String>, _ help: String) -> Self {
    Self(placeholder: placeholder, help: help, isRequired: true, isRepeated: false) { $0[keyPath: path] = $1 }
  }

  static func many(_ placeholder: String, _ path: WritableKeyPath<Root, [String]>, _ help: String) -> Self {
    Self(placeholder: placeholder, help: help, isRequired: false, isRepeated: true) { $0[keyPath: path].append($1) }
  }
}
