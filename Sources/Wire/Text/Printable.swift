extension String {
  /// The text as a terminal may get it: characters that would steer it or turn its direction are written out.
  package var printable: String { writingOut { "\\u{\(hexadecimal($0))}" } }

  /// The same for a JSON text, which stays one.
  package var printableJSON: String {
    writingOut { scalar in
      scalar.utf16.map { unit in
        let digits = hexadecimal(unit)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }.joined()
    }
  }

  private func writingOut(_ form: (Unicode.Scalar) -> String) -> String {
    guard unicodeScalars.contains(where: \.steersTerminal) else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      if scalar.steersTerminal { text += form(scalar) } else { text.unicodeScalars.append(scalar) }
    }
  }
}

private func hexadecimal(_ scalar: Unicode.Scalar) -> String { String(scalar.value, radix: 16, uppercase: true) }
private func hexadecimal(_ unit: UInt16) -> String { String(unit, radix: 16, uppercase: true) }

extension Unicode.Scalar {
  /// Controls but for tab and line feed, marks of direction, invisible characters and separators of lines.
  fileprivate var steersTerminal: Bool {
    if value < 0x7F { return value < 0x20 && value != 0x09 && value != 0x0A }
    guard !isCommon else { return false }
    return switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  /// Latin, Greek, Cyrillic and Armenian, which most texts are made of, need no table. The soft hyphen is no letter.
  private var isCommon: Bool { (0xA0..<0x0590).contains(value) && value != 0xAD }
}
