extension Option where Root: Command {
  /// The token of the control API: the same option, and variable, for all commands.
  static func controlToken(_ path: WritableKeyPath<Root, String?>) -> Self {
    .value("control-token", "TOKEN", path, "The token that calls of the control API bring along")
  }
}
