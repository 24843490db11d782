/// A text without its percent escapes and its `\u` escapes, and where each of its bytes stood: a secret is recognised
/// however it was written, and masked where it was.
struct Unescaped {
  private(set) var bytes: [UInt8] = []
  /// Where each byte began, and where the last one ended. Empty where nothing was escaped.
  private var starts: [Int] = []

  /// Nil where nothing is escaped: then the text is as good as this.
  init?(_ text: Span<UInt8>) {
    guard let first = Self.firstEscape(text) else { return nil }
    bytes.reserveCapacity(text.count)
    starts.reserveCapacity(text.count + 1)
    var index = 0
    while index < text.count {
      let escape = index < first ? nil : Self.escape(text, at: index)
      bytes.append(escape?.byte ?? text[index])
      starts.append(index)
      index += escape?.length ?? 1
    }
    starts.append(index)
  }

  func source(_ index: Int) -> Int { starts[index] }

  func isEscaped(_ index: Int) -> Bool { starts[index + 1] - starts[index] > 1 }

  private static func firstEscape(_ text: Span<UInt8>) -> Int? {
    for index in text.indices where escape(text, at: index) != nil { return index }
    return nil
  }

  /// `%41`, `\u0041` of what is ASCII, or an escape of JSON's for what may stand between the digits of a card number.
  private static func escape(_ text: Span<UInt8>, at index: Int) -> (byte: UInt8, length: Int)? {
    switch text[index] {
    case UInt8(ascii: "%"):
      return hexadecimal(text, at: index + 1).map { ($0, 3) }
    case UInt8(ascii: "\\"):
      if text.starts(with: "\\t", at: index) { return (0x09, 2) }
      if text.starts(with: "\\/", at: index) { return (UInt8(ascii: "/"), 2) }
      guard text.starts(with: "\\u00", at: index), let byte = hexadecimal(text, at: index + 4), byte < 0x80 else {
        return nil
      }
      return (byte, 6)
    default: return nil
    }
  }

  private static func hexadecimal(_ text: Span<UInt8>, at index: Int) -> UInt8? {
    guard index + 1 < text.count, let high = text[index].hexValue, let low = text[index + 1].hexValue else {
      return nil
    }
    return high << 4 | low
  }
}
