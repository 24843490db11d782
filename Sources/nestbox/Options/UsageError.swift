/// Everything that can be wrong with a command line, as data.
enum UsageError: Error, Equatable {
  case noCommand
  case unknownCommand(String, suggestion: String?)
  case unknownOption(String, command: String, suggestion: String?)
  case unknownAction(String, command: String, suggestion: String?)
  case unknownVariable(String, suggestion: String)
  case missingValue(option: String, placeholder: String)
  case unexpectedValue(option: String)
  case invalidValue(String, source: String, expected: String, suggestion: String? = nil)
  case missingArgument(String, command: String)
  case unexpectedArgument(String, command: String)
}

extension UsageError: CustomStringConvertible {
  var description: String {
    switch self {
    case .noCommand:
      "a command is missing; 'nestbox --help' lists them"
    case .unknownCommand(let name, let suggestion):
      "there is no command '\(name)'\(Self.meant(suggestion)); 'nestbox --help' lists them"
    case .unknownOption(let name, let command, let suggestion):
      "'\(name)' is not an option of '\(command)'\(Self.meant(suggestion)); '\(command) --help' lists them"
    case .unknownAction(let name, let command, let suggestion):
      "'\(command)' does not know '\(name)'\(Self.meant(suggestion)); '\(command) --help' tells what it does"
    case .unknownVariable(let name, let suggestion):
      "the environment variable \(name) means nothing here\(Self.meant(suggestion))"
    case .missingValue(let option, let placeholder):
      "'\(option)' needs a value: \(option) \(placeholder)"
    case .unexpectedValue(let option):
      "'\(option)' takes no value"
    case .invalidValue(let value, let source, let expected, let suggestion):
      "'\(value)' is not a value of \(source)\(Self.meant(suggestion)): expected \(expected)"
    case .missingArgument(let placeholder, let command):
      "\(placeholder) is missing; '\(command) --help' tells how"
    case .unexpectedArgument(let argument, let command):
      "unexpected argument '\(argument)'; '\(command) --help' tells what it takes"
    }
  }

  private static func meant(_ suggestion: String?) -> String {
    suggestion.map { " (did you mean '\($0)'?)" } ?? ""
  }
}
