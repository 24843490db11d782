/// The texts of `--help`.
enum Help {
  private static let width = 100

  static var overview: String {
    let commands = Nestbox.commands.map { ($0.name, $0.summary) }
    return """
      nestbox \(Nestbox.version): a payments sandbox

      Usage: nestbox COMMAND [OPTIONS]

      Commands:
      \(table(commands))

      'nestbox COMMAND --help' tells a command's options. --version prints the version.
      Exit codes: 0 good, 1 a contract failed or a request was refused, 2 wrong usage, 3 not to be reached.
      """
  }

  static func text(of command: any Command.Type) -> String { describe(command) }

  private static func describe<Root: Command>(_ command: Root.Type) -> String {
    var usage = "nestbox \(Root.name)"
    if !Root.options.isEmpty { usage += " [OPTIONS]" }
    if let argument = Root.argument { usage += " " + synopsis(argument) }
    var sections = [wrap(Root.summary + ".", width).joined(separator: "\n"), "Usage: \(usage)"]
    if let argument = Root.argument { sections.append(table([(argument.placeholder, argument.help)])) }
    if !Root.actionRows.isEmpty { sections.append("Actions:\n" + table(Root.actionRows.map { ($0.name, $0.help) })) }
    sections.append("Examples:\n" + Root.examples.map { "  \($0.line)\n      \($0.purpose)" }.joined(separator: "\n"))
    let options = Root.options.map { ($0.synopsis, $0.details) }
    sections.append("Options:\n" + table(options + [("--help", "This text")]))
    return sections.joined(separator: "\n\n")
  }

  private static func synopsis<Root>(_ argument: Argument<Root>) -> String {
    let name = argument.placeholder + (argument.isRepeated ? "..." : "")
    return argument.isRequired ? name : "[\(name)]"
  }

  private static func table(_ rows: [(name: String, text: String)]) -> String {
    let column = (rows.map(\.name.count).max() ?? 0) + 4
    return rows.flatMap { row in
      let lines = wrap(row.text, width - column)
      let name = "  " + row.name + String(repeating: " ", count: column - 2 - row.name.count)
      return lines.enumerated().map { $0 == 0 ? name + $1 : String(repeating: " ", count: column) + $1 }
    }.joined(separator: "\n")
  }

  private static func wrap(_ text: String, _ width: Int) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ") {
      let line = lines[lines.count - 1]
      if line.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if line.count + 1 + word.count <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}

extension Option {
  fileprivate var synopsis: String {
    let names = (aliases.filter { !$0.hasPrefix("--") } + ["--" + name]).joined(separator: ", ")
    return switch shape {
    case .flag: names
    case .value(let placeholder): "\(names) \(placeholder)"
    case .optionalValue(let placeholder): "\(names)[=\(placeholder)]"
    case .list(let placeholder): "\(names) \(placeholder)..."
    }
  }

  fileprivate var details: String {
    let standard = standard().map { " (default \($0))" } ?? ""
    return help + standard + " [\(variable)]"
  }
}
