import Wire

struct Completion: Command {
  static let name = "completion"
  static let summary = "Prints what lets a shell complete commands and options"
  static var argument: Argument<Self>? { .one("SHELL", \.shell, "bash, zsh or fish") }
  static var options: [Option<Self>] { [] }

  static let examples = [
    (line: "source <(nestbox completion bash)", purpose: "bash, also in ~/.bashrc"),
    (line: "nestbox completion zsh > ~/.zfunc/_nestbox", purpose: "zsh, with ~/.zfunc in its fpath"),
    (line: "nestbox completion fish > ~/.config/fish/completions/nestbox.fish", purpose: "fish"),
  ]

  var shell = ""

  func run() throws -> Exit {
    switch shell {
    case "bash": Stream.output.write(Self.bash)
    case "zsh": Stream.output.write(Self.zsh)
    case "fish": Stream.output.write(Self.fish)
    default:
      throw UsageError.invalidValue(
        shell, source: "SHELL", expected: "bash, zsh or fish",
        suggestion: suggestion(for: shell, among: ["bash", "zsh", "fish"]))
    }
    return .good
  }

  private static var commandNames: String { Nestbox.commands.map { $0.name }.joined(separator: " ") }

  /// The words that may follow a command, and those that may follow an option of it.
  private static var cases: String {
    Nestbox.commands.map { command in
      let values = command.completions.filter { !$0.choices.isEmpty }.map { option in
        "      --\(option.name)) words=\"\(option.choices.joined(separator: " "))\" ;;\n"
      }.joined()
      let words = command.actionWords + command.completions.map { "--" + $0.name } + ["--help"]
      return """
            \(command.name))
            words="\(words.joined(separator: " "))"
            case $previous in
        \(values)      esac ;;

        """
    }.joined()
  }

  private static var bash: String {
    """
    # bash completion for nestbox
    _nestbox() {
      local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} words
      if ((COMP_CWORD == 1)); then words="\(commandNames) --help --version"; else
        case ${COMP_WORDS[1]} in
    \(cases)    esac
      fi
      COMPREPLY=($(compgen -W "$words" -- "$current"))
      ((${#COMPREPLY[@]})) || COMPREPLY=($(compgen -f -- "$current"))
    }
    complete -o filenames -F _nestbox nestbox

    """
  }

  private static var zsh: String {
    """
    #compdef nestbox
    _nestbox() {
      local previous=$words[CURRENT-1] command=$words[2]
      if ((CURRENT == 2)); then
        local -a commands=(
    \(Nestbox.commands.map { "      '\($0.name):\(zshQuoted($0.summary))'\n" }.joined())    )
        _describe command commands
        return
      fi
      local words
      case $command in
    \(cases)  esac
      compadd -- ${=words}
      _files
    }
    compdef _nestbox nestbox

    """
  }

  private static func zshQuoted(_ text: String) -> String {
    text.replacing("'", with: "’").replacing(":", with: "\\:")
  }

  private static var fish: String {
    var lines = ["# fish completion for nestbox", "complete -c nestbox -f -n __fish_use_subcommand -l help"]
    for command in Nestbox.commands {
      lines.append("complete -c nestbox -f -n __fish_use_subcommand -a \(command.name) -d '\(quoted(command.summary))'")
      let condition = "-n '__fish_seen_subcommand_from \(command.name)'"
      for word in command.actionWords { lines.append("complete -c nestbox \(condition) -f -a \(word)") }
      for option in command.completions {
        let values = option.choices.isEmpty ? "" : " -x -a '\(option.choices.joined(separator: " "))'"
        let operand = option.takesValue && values.isEmpty ? " -r" : values
        lines.append("complete -c nestbox \(condition) -l \(option.name) -d '\(quoted(option.help))'\(operand)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func quoted(_ text: String) -> String { text.replacing("'", with: "’") }
}

/// The facts of an option that completion needs.
private struct CompletedOption {
  let name: String
  let help: String
  let choices: [String]
  let takesValue: Bool
}

extension Command {
  fileprivate static var completions: [CompletedOption] {
    options.map {
      CompletedOption(name: $0.name, help: $0.help, choices: $0.choices, takesValue: $0.shape != .flag)
    }
  }

  fileprivate static var actionWords: [String] {
    actionRows.compactMap { $0.name.split(separator: " ").first.map(String.init) }
  }
}
