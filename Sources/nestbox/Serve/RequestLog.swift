/// One line a request. Lines are collected and written together: at once when there are many, after a moment when
/// there are few.
final class RequestLog {
  enum Format { case text, json }

  private static let fullBuffer = 32_768
  private static let patience = 0.02

  private let format: Format
  private let write: ([UInt8]) -> Bool
  private let after: (Double, @escaping () -> Void) -> Void
  private var clock = LogClock()
  private var lines: LogLines
  private var isFlushPlanned = false
  private var hasReader = true

  /// Writing returns whether there is still a reader; without one, the log falls silent.
  init(
    _ format: Format, after: @escaping (Double, @escaping () -> Void) -> Void, write: @escaping ([UInt8]) -> Bool
  ) {
    self.format = format
    lines = LogLines(format)
    self.after = after
    self.write = write
  }

  func note(_ entry: LogEntry) {
    guard hasReader else { return }
    clock.update()
    switch format {
    case .text: lines.appendText(entry, clock)
    case .json: lines.appendJSON(entry, clock)
    }
    if lines.bytes.count >= Self.fullBuffer { return flush() }
    guard !isFlushPlanned else { return }
    isFlushPlanned = true
    after(Self.patience) { [self] in
      isFlushPlanned = false
      flush()
    }
  }

  func flush() {
    guard !lines.bytes.isEmpty else { return }
    hasReader = write(lines.bytes)
    lines.removeAll()
  }
}
