import Wire

/// Which sandbox a command talks to.
struct SandboxLink {
  var url: HTTPURL?
  var port: UInt16 = 12111
  var key = "sk_test_nestbox"
  var controlToken: String?
}

extension Option where Root: Command {
  /// The options of every command that talks to a running sandbox.
  static func reaching(_ link: WritableKeyPath<Root, SandboxLink>) -> [Self] {
    [
      .value("url", "URL", link.appending(path: \.url), "The sandbox, if it is not on this machine")
        .alsoCalled("--server"),
      .value("port", "PORT", link.appending(path: \.port), "The port of a sandbox on this machine"),
      .value("key", "KEY", link.appending(path: \.key), "The secret key, which chooses the sandbox"),
      .controlToken(link.appending(path: \.controlToken)),
    ]
  }

  /// The options of every command whose answer people and programs read.
  static func printing(_ style: WritableKeyPath<Root, OutputStyle>) -> [Self] {
    [json(style), color(style.appending(path: \.color))]
  }

  static func json(_ style: WritableKeyPath<Root, OutputStyle>) -> Self {
    .flag("json", style.appending(path: \.isJSON), "Print JSON, for programs")
  }

  static func color(_ path: WritableKeyPath<Root, OutputStyle.Color>) -> Self {
    .value("color", "WHEN", path, "Colour: always, never, or auto for a terminal where NO_COLOR is not set")
  }
}
