import Platform

/// Where text for people goes: standard output, unless a report goes there.
struct Console: Sendable {
  private let descriptor: Int32
  let hasColour: Bool

  init(_ color: OutputStyle.Color = .auto, takesOutput: Bool = false) {
    descriptor = takesOutput ? STDERR_FILENO : STDOUT_FILENO
    hasColour = color.isOn(descriptor)
  }

  /// For a command whose result goes to programs with `--json`, and otherwise to people.
  init(_ style: OutputStyle) { self.init(style.color, takesOutput: style.isJSON) }

  func write(_ text: String) { Stream(descriptor: descriptor).write(text + "\n") }
}
