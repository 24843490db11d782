import Wire

/// A command that asks a running sandbox and prints its answer.
protocol SandboxCommand: Command {
  var link: SandboxLink { get set }
  var style: OutputStyle { get set }
  func run(_ sandbox: SandboxClient, _ output: Output) throws -> Exit
}

extension SandboxCommand {
  static var shared: [Option<Self>] { Option.reaching(\.link) + Option.printing(\.style) }
  static var options: [Option<Self>] { shared }

  func run() throws -> Exit { try run(try SandboxClient(link), Output(style)) }
}

/// A command whose first word says what to do: `nestbox clock advance 30d`.
protocol ActionCommand: SandboxCommand {
  static var actions: [Action<Self>] { get }
  var words: [String] { get set }
}

/// One of the things that a command does.
struct Action<Root>: Sendable {
  enum Operand: Sendable {
    case none
    case optional(String)
    case required(String)
  }

  let name: String
  let operand: Operand
  let help: String
  /// The word after the name is the operand: `nil` where it was left out.
  let run: @Sendable (Root, SandboxClient, Output, String?) throws -> Void

  init(
    _ name: String, _ operand: Operand, _ help: String,
    _ run: @escaping @Sendable (Root, SandboxClient, Output, String?) throws -> Void
  ) {
    self.name = name
    self.operand = operand
    self.help = help
    self.run = run
  }
}

extension ActionCommand {
  static var argument: Argument<Self>? {
    .many("ACTION", \.words, "What to do; \(actions.first?.name ?? "") where nothing is said")
  }

  static var actionRows: [(name: String, help: String)] {
    actions.map { action in
      switch action.operand {
      case .none: (action.name, action.help)
      case .optional(let operand): ("\(action.name) [\(operand)]", action.help)
      case .required(let operand): ("\(action.name) \(operand)", action.help)
      }
    }
  }

  static var actionNames: [String] { actions.map(\.name) }

  func run(_ sandbox: SandboxClient, _ output: Output) throws -> Exit {
    let command = "nestbox \(Self.name)"
    let name = words.first ?? Self.actionNames.first ?? ""
    guard let action = Self.actions.first(where: { $0.name == name }) else {
      throw UsageError.unknownAction(name, command: command, suggestion: suggestion(for: name, among: Self.actionNames))
    }
    var operands = words.dropFirst()
    let operand = operands.popFirst()
    switch action.operand {
    case .none: if let operand { throw UsageError.unexpectedArgument(operand, command: command) }
    case .optional: break
    case .required(let placeholder):
      if operand == nil { throw UsageError.missingArgument(placeholder, command: command) }
    }
    if let extra = operands.first { throw UsageError.unexpectedArgument(extra, command: command) }
    try action.run(self, sandbox, output, operand)
    return .good
  }
}
