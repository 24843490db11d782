/// Numbers as people read them.
enum Figures {
  /// `12,345`
  static func grouped(_ number: Int) -> String {
    var text = String(number.magnitude)
    var index = text.count - 3
    while index > 0 {
      text.insert(",", at: text.index(text.startIndex, offsetBy: index))
      index -= 3
    }
    return number < 0 ? "-" + text : text
  }

  static func rate(_ perSecond: Double) -> String { grouped(Int(perSecond.rounded())) }

  /// Three digits that count: `0.123`, `4.56`, `78.9`, `123`.
  static func short(_ number: Double) -> String {
    switch number.magnitude {
    case ..<10: fixed(number, 2)
    case ..<100: fixed(number, 1)
    default: grouped(Int(number.rounded()))
    }
  }

  static func fixed(_ number: Double, _ digits: Int) -> String {
    guard number.isFinite else { return "–" }
    let scale = (0..<digits).reduce(1) { product, _ in product * 10 }
    let scaled = Int((number * Double(scale)).rounded())
    let fraction = String(scaled.magnitude % UInt(scale))
    let zeros = String(repeating: "0", count: max(0, digits - fraction.count))
    return "\(scaled < 0 ? "-" : "")\(grouped(Int(scaled.magnitude) / scale))"
      + (digits > 0 ? ".\(zeros)\(fraction)" : "")
  }

  static func time(nanoseconds: Double) -> String {
    switch nanoseconds {
    case ..<1e6: short(nanoseconds / 1e3) + " µs"
    case ..<1e9: short(nanoseconds / 1e6) + " ms"
    default: short(nanoseconds / 1e9) + " s"
    }
  }

  static func time(seconds: Double) -> String { time(nanoseconds: seconds * 1e9) }

  static func size(_ bytes: Int) -> String {
    switch bytes {
    case ..<10_000: grouped(bytes) + " B"
    case ..<1_000_000_000: short(Double(bytes) / 1e6) + " MB"
    default: short(Double(bytes) / 1e9) + " GB"
    }
  }
}

/// Rows under headings; numbers to the right.
struct TextTable {
  private var rows: [[String]]
  private let leftColumns: Int

  /// - Parameter leftColumns: As many of the first columns hold words.
  init(_ heading: [String], leftColumns: Int = 1) {
    rows = [heading]
    self.leftColumns = leftColumns
  }

  mutating func add(_ row: [String]) { rows.append(row) }

  var text: String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return column < leftColumns ? cell + space : space + cell
      }
      return "  " + cells.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}
