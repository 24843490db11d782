/// A subcommand: what it is called, accepts and does. Its stored properties are the options' values, set from the declarations.
protocol Command {
  static var name: String { get }
  static var summary: String { get }
  static var options: [Option<Self>] { get }
  static var argument: Argument<Self>? { get }
  /// The words that its first argument can be, each with its own operand and what it does.
  static var actionRows: [(name: String, help: String)] { get }
  /// Lines to paste, each with what it does.
  static var examples: [(line: String, purpose: String)] { get }
  init()
  func run() throws -> Exit
}

extension Command {
  static var options: [Option<Self>] { [] }
  static var argument: Argument<Self>? { nil }
  static var actionRows: [(name: String, help: String)] { [] }
}

enum Exit: Int32 {
  case good = 0
  case contractFailed = 1
  case wrongUsage = 2
  case unreachable = 3

  /// A request to Stripe's API was answered with an error.
  static let refused = contractFailed
}

/// The end of a command that could not do its work, in one line.
struct Failure: Error, CustomStringConvertible {
  let exit: Exit
  let description: String
}
