/// Writes a small PDF: text in Helvetica and thin lines on white pages.
///
/// Coordinates are points from the upper left corner of the page.
struct PDF {
  enum Paper: String {
    case letter, a4

    var width: Int { self == .a4 ? 595 : 612 }
    var height: Int { self == .a4 ? 842 : 792 }
  }

  enum Font: Int {
    case regular = 1
    case bold = 2
  }

  let paper: Paper
  private let title: String
  /// The drawing operators, page by page.
  private var pages: [[UInt8]] = [[]]

  init(title: String, paper: Paper = .letter) {
    self.title = title
    self.paper = paper
  }

  mutating func beginPage() { pages.append([]) }

  mutating func text(_ text: String, x: Int, y: Int, size: Int = 10, _ font: Font = .regular) {
    draw("BT /F\(font.rawValue) \(size) Tf \(x) \(paper.height - y) Td ")
    pages[pages.count - 1] += Self.literal(text)
    draw(" Tj ET\n")
  }

  /// A text that ends at `x`.
  mutating func text(_ text: String, endingAt x: Int, y: Int, size: Int = 10, _ font: Font = .regular) {
    self.text(text, x: x - Self.width(of: text, size: size), y: y, size: size, font)
  }

  mutating func line(from x: Int, to end: Int, y: Int) {
    draw("0.8 G 0.5 w \(x) \(paper.height - y) m \(end) \(paper.height - y) l S\n")
  }

  private mutating func draw(_ operators: String) { pages[pages.count - 1] += Array(operators.utf8) }

  /// The whole file: the objects, the table of where each of them begins, and the trailer.
  func finish() -> [UInt8] {
    var file = Array("%PDF-1.4\n%\u{E2}\u{E3}\n".utf8)
    var offsets: [Int] = []
    func add(_ object: [UInt8]) {
      offsets.append(file.count)
      file += Array("\(offsets.count) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
    }
    func add(_ object: String) { add(Array(object.utf8)) }
    // Five objects come before the pages; each page is two: itself and what is drawn on it.
    let kids = pages.indices.map { "\(6 + 2 * $0) 0 R" }.joined(separator: " ")
    add("<< /Type /Catalog /Pages 2 0 R >>")
    add("<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>")
    for name in ["Helvetica", "Helvetica-Bold"] {
      add("<< /Type /Font /Subtype /Type1 /BaseFont /\(name) /Encoding /WinAnsiEncoding >>")
    }
    add(Array("<< /Producer (Nestbox) /Title ".utf8) + Self.literal(title) + Array(" >>".utf8))
    for (index, content) in pages.enumerated() {
      add(
        """
        << /Type /Page /Parent 2 0 R /MediaBox [0 0 \(paper.width) \(paper.height)] \
        /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents \(7 + 2 * index) 0 R >>
        """)
      add(Array("<< /Length \(content.count) >>\nstream\n".utf8) + content + Array("\nendstream".utf8))
    }
    let start = file.count
    var table = "xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      let digits = String(offset)
      table += String(repeating: "0", count: max(10 - digits.utf8.count, 0)) + digits + " 00000 n \n"
    }
    table += "trailer\n<< /Size \(offsets.count + 1) /Root 1 0 R /Info 5 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    return file + Array(table.utf8)
  }

  /// A text in parentheses.
  private static func literal(_ text: String) -> [UInt8] {
    var literal: [UInt8] = [UInt8(ascii: "(")]
    for byte in encoded(text) {
      if [UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\")].contains(byte) {
        literal.append(UInt8(ascii: "\\"))
      }
      literal.append(byte)
    }
    literal.append(UInt8(ascii: ")"))
    return literal
  }
}

// MARK: - Characters

extension PDF {
  /// Windows-1252, which the fonts are encoded in. What it does not have is a question mark, a line's end a blank.
  private static func encoded(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { scalar in
      switch scalar.value {
      case 0x20...0x7E, 0xA0...0xFF: UInt8(scalar.value)
      case 0..<0x20: UInt8(ascii: " ")
      default: special[scalar] ?? UInt8(ascii: "?")
      }
    }
  }

  private static let special: [Unicode.Scalar: UInt8] = [
    "€": 0x80, "‚": 0x82, "„": 0x84, "…": 0x85, "Š": 0x8A, "Œ": 0x8C, "Ž": 0x8E, "‘": 0x91, "’": 0x92, "“": 0x93,
    "”": 0x94, "•": 0x95, "–": 0x96, "—": 0x97, "™": 0x99, "š": 0x9A, "œ": 0x9C, "ž": 0x9E, "Ÿ": 0x9F,
  ]

  static func width(of text: String, size: Int) -> Int {
    encoded(text).reduce(0) { $0 + advance(of: $1) } * size / 1000
  }

  /// How far a character of Helvetica reaches, in thousandths of its size.
  private static func advance(of byte: UInt8) -> Int {
    let index = Int(byte) - 0x20
    return advances.indices.contains(index) ? advances[index] : 556
  }

  private static let advances = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
  ]

  /// A text in pieces that are no wider than this, broken at blanks where there are some.
  static func lines(of text: String, width limit: Int, size: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      var rest = Substring(word)
      let joined = line.isEmpty ? String(word) : line + " " + word
      if width(of: joined, size: size) <= limit {
        line = joined
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while width(of: String(rest), size: size) > limit, rest.count > 1 {
        var end = rest.index(before: rest.endIndex)
        while width(of: String(rest[..<end]), size: size) > limit, end > rest.index(after: rest.startIndex) {
          end = rest.index(before: end)
        }
        lines.append(String(rest[..<end]))
        rest = rest[end...]
      }
      line = String(rest)
    }
    return line.isEmpty && !lines.isEmpty ? lines : lines + [line]
  }
}
