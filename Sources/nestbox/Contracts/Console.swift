import Platform

/// Where text for people goes: standard output, unless a report goes there.
struct Console: Sendable {
  private let descriptor: Int32
  let hasColour: Bool

  init(takesOutput: Bool = false) {
    descriptor = takesOutput ? STDERR_FILENO : STDOUT_FILENO
    hasColour = isatty(descriptor) == 1 && getenv("NO_COLOR") == nil
  }

  func write(_ text: String) { Stream(descriptor: descriptor).write(text + "\n") }
}
