/// The commands as a document, made of what `--help` says.
enum CommandReference {
  static func markdown() -> String {
    let intro = """
      # Commands

      What `nestbox COMMAND --help` prints. Every option is also an environment variable, named in brackets. Exit codes: 0
      good, 1 a contract failed or a request was refused, 2 wrong usage, 3 something could not be reached.
      """
    let commands = Nestbox.commands.map { "## \($0.name)\n\n```text\n\(Help.text(of: $0))\n```" }
    return ([intro] + commands).joined(separator: "\n\n") + "\n"
  }
}
