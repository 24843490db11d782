import Wire

/// A parsed command line.
enum Invocation {
  case text(String)
  case run(any Command)

  static func parse(_ arguments: [String], _ environment: Environment) throws(UsageError) -> Invocation {
    guard let first = arguments.first else { throw .noCommand }
    switch first {
    case "-h", "--help": return .text(Help.overview)
    case "--version": return .text("nestbox \(Nestbox.version)")
    case "help":
      guard arguments.count > 1 else { return .text(Help.overview) }
      return .text(Help.text(of: try command(arguments[1])))
    case _ where first.hasPrefix("-"):
      throw .unknownOption(
        first, command: "nestbox", suggestion: suggestion(for: first, among: ["--help", "--version"]))
    default: return try parse(command(first), Array(arguments.dropFirst()), environment)
    }
  }

  private static func command(_ name: String) throws(UsageError) -> any Command.Type {
    if let found = Nestbox.commands.first(where: { $0.name == name }) { return found }
    throw .unknownCommand(name, suggestion: suggestion(for: name, among: Nestbox.commands.map { $0.name } + ["help"]))
  }

  private static func parse<Root: Command>(
    _ command: Root.Type, _ arguments: [String], _ environment: Environment
  ) throws(UsageError) -> Invocation {
    let asksForHelp = arguments.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
    if asksForHelp { return .text(Help.text(of: command)) }
    let given = try Given(arguments, for: command)
    try environment.checkNames(against: Nestbox.commands.flatMap { $0.variables })
    return .run(try given.command(environment))
  }
}

extension Command {
  static var variables: [String] { options.map(\.variable) }
}

/// The arguments sorted to the options they belong to, before anything is converted.
struct Given<Root: Command> {
  private let options = Root.options
  private var values: [String: [String]] = [:]
  private var rest: [String] = []

  init(_ arguments: [String], for command: Root.Type) throws(UsageError) {
    var remaining = arguments[...]
    while let argument = remaining.popFirst() {
      switch argument {
      case "--":
        rest += remaining
        return
      case _ where argument.hasPrefix("-") && argument != "-": try addOption(argument, &remaining)
      default: rest.append(argument)
      }
    }
  }

  private mutating func addOption(_ argument: String, _ remaining: inout ArraySlice<String>) throws(UsageError) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let option = options.first(where: { $0.isCalled(parts[0]) }) else {
      let names = options.map { "--" + $0.name } + ["--help"]
      throw .unknownOption(
        parts[0], command: "nestbox \(Root.name)", suggestion: suggestion(for: parts[0], among: names))
    }
    let attached = parts.count > 1 ? parts[1] : nil
    switch option.shape {
    case .flag:
      guard attached == nil else { throw .unexpectedValue(option: parts[0]) }
      values[option.name] = ["true"]
    case .optionalValue: values[option.name] = attached.map { [$0] } ?? []
    case .value(let placeholder), .list(let placeholder):
      guard let value = attached ?? remaining.first, attached != nil || !value.hasPrefix("--") else {
        throw .missingValue(option: parts[0], placeholder: placeholder)
      }
      if attached == nil { remaining.removeFirst() }
      values[option.name, default: []].append(value)
    }
  }

  /// The command with everything set: what stands on the command line wins over the environment.
  func command(_ environment: Environment) throws(UsageError) -> Root {
    var root = Root()
    for option in options {
      guard let setting = setting(of: option, environment) else { continue }
      try option.assign(&root, setting)
    }
    try assignArguments(&root)
    return root
  }

  private func setting(of option: Option<Root>, _ environment: Environment) -> Setting? {
    if let values = values[option.name] { return Setting(source: "--" + option.name, values: values) }
    guard let text = environment[option.variable] else { return nil }
    let isList = if case .list = option.shape { true } else { false }
    return Setting(source: option.variable, values: isList ? text.split(separator: ",").map(String.init) : [text])
  }

  private func assignArguments(_ root: inout Root) throws(UsageError) {
    let name = "nestbox \(Root.name)"
    let allowed = Root.argument.map { $0.isRepeated ? Int.max : 1 } ?? 0
    if rest.count > allowed { throw .unexpectedArgument(rest[allowed], command: name) }
    guard let argument = Root.argument else { return }
    if rest.isEmpty, argument.isRequired { throw .missingArgument(argument.placeholder, command: name) }
    for text in rest { argument.assign(&root, text) }
  }
}
