import Wire

/// Something wrong with a file that a person wrote: where, what, and if possible what was meant.
package struct Diagnostic: Error, Sendable {
  package let message: String
  package let path: String?
  package let line: Int
  package let column: Int
  private let text: String
  private let width: Int
  /// The service's answer that led here: then it is the service that is wrong, not the file.
  private(set) var answer: JSON?

  /// The same, blamed on an answer.
  func blaming(_ answer: String) -> Diagnostic {
    var diagnostic = self
    diagnostic.answer = .string(answer)
    return diagnostic
  }

  package init(_ message: String, at place: Place) {
    let (line, column) = place.source.lineAndColumn(place.range.lowerBound)
    let text = place.source.line(line)
    let end = place.source.lineAndColumn(place.range.upperBound)
    self.init(
      message, path: place.path, line: line, column: column, text: text,
      width: end.line == line ? end.column - column : text.count - column + 1)
  }

  package init(_ message: String, path: String, line: Int, column: Int, text: String, width: Int) {
    self.message = message
    self.path = path
    self.line = line
    self.column = column
    self.text = text
    self.width = max(1, width)
  }

  package init(_ message: String) {
    self.message = message
    path = nil
    (line, column, text, width) = (0, 0, "", 0)
  }

  /// One line, and the place with a caret under it where there is one.
  package var description: String {
    guard let path else { return message }
    return "\(path):\(line):\(column): \(message)\n" + excerpt
  }

  /// The line in question, cut to what fits a terminal, with carets under the place.
  package var excerpt: String {
    guard path != nil else { return "" }
    let number = String(line)
    let indent = String(repeating: " ", count: number.count)
    let characters = Array(text)
    let cut = column > 90 ? column - 40 : 0
    let shown = characters.dropFirst(cut).prefix(110).map { $0 == "\t" ? " " : String($0) }.joined()
    let lead = String(repeating: " ", count: max(0, column - 1 - cut))
    let carets = String(repeating: "^", count: max(1, min(width, 110 - lead.count)))
    return "  \(number) │ \(shown)\n  \(indent) │ \(lead)\(carets)"
  }
}
