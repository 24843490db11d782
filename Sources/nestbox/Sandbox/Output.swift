import Platform
import Wire

/// How a command's answer is to look.
struct OutputStyle {
  enum Color: String, CaseIterable, OptionValue { case auto, always, never }

  var isJSON = false
  var color = Color.auto

  var hasColor: Bool { color.isOn(STDOUT_FILENO) }
}

extension OutputStyle.Color {
  /// NO_COLOR counts unless it is empty, as no-color.org says.
  func isOn(_ descriptor: Int32) -> Bool {
    switch self {
    case .always: true
    case .never: false
    case .auto: isatty(descriptor) == 1 && Environment.all["NO_COLOR", default: ""].isEmpty
    }
  }
}

/// Prints what a command has to say, for people or for programs.
struct Output {
  enum Paint: Int { case red = 31, green = 32, yellow = 33, blue = 34, faint = 2, bold = 1 }

  let isJSON: Bool
  private let hasColor: Bool

  init(_ style: OutputStyle) {
    isJSON = style.isJSON
    hasColor = style.hasColor
  }

  /// The answer itself with `--json`, and otherwise what it means.
  func show(_ answer: JSON, _ text: @autoclosure () -> String) {
    line(isJSON ? answer.prettyText : text())
  }

  /// Of many answers, one after the other: each is a line.
  func showLine(_ answer: JSON, _ text: @autoclosure () -> String) {
    line(isJSON ? answer.text : text())
  }

  func line(_ text: String) { Stream.output.write(text.hasSuffix("\n") || text.isEmpty ? text : text + "\n") }

  func painted(_ text: String, _ paint: Paint) -> String {
    hasColor ? "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m" : text
  }

  func painted(status: Int?) -> String {
    guard let status else { return painted("no answer", .red) }
    return painted("\(status)", status < 400 ? .green : status < 500 ? .yellow : .red)
  }

  /// Rows with their columns below each other.
  func table(_ rows: [[String]]) -> String {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    return rows.map { row in
      let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
      return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }
}
