/// Looking at bytes, for the scanner.
extension UInt8 {
  var isDigit: Bool { (0x30...0x39).contains(self) }
  var isWord: Bool { isDigit || (0x61...0x7A).contains(lowercased) || self == UInt8(ascii: "_") }
  var lowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
  /// Quotes, brackets, `&`, `,`, `;`, white space.
  var endsValue: Bool { self <= 0x20 || "\"'&,;{}[]()<>".utf8.contains(self) }
  /// True for characters that may stand between the groups of a card number.
  var separatesDigits: Bool { " -+._/\t".utf8.contains(self) }

  var hexValue: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46, 0x61...0x66: lowercased - 0x61 + 10
    default: nil
    }
  }
}

extension Span<UInt8> {
  /// Whether these bytes are the word, whatever the case. The word is in small letters.
  func isWord(_ word: StaticString, _ range: Range<Int>) -> Bool {
    word.utf8CodeUnitCount == range.count && hasSuffix(word, range)
  }

  func isWord(anyOf words: [StaticString], _ range: Range<Int>) -> Bool {
    for word in words where isWord(word, range) { return true }
    return false
  }

  /// Whether these bytes end in the word, whatever the case.
  func hasSuffix(_ word: StaticString, _ range: Range<Int>) -> Bool {
    let length = word.utf8CodeUnitCount
    guard length <= range.count else { return false }
    let start = range.upperBound - length
    for offset in 0..<length where self[start + offset].lowercased != word.utf8Start[offset] { return false }
    return true
  }

  func hasPrefix(_ word: StaticString, _ range: Range<Int>) -> Bool {
    let length = word.utf8CodeUnitCount
    return length <= range.count && isWord(word, range.lowerBound..<(range.lowerBound + length))
  }

  /// In the same case.
  func starts(with prefix: StaticString, at index: Int) -> Bool {
    guard index + prefix.utf8CodeUnitCount <= count else { return false }
    for offset in 0..<prefix.utf8CodeUnitCount where self[index + offset] != prefix.utf8Start[offset] { return false }
    return true
  }

  func end(from start: Int, atMost length: Int = .max, while belongs: (UInt8) -> Bool) -> Int {
    let limit = length < count - start ? start + length : count
    var index = start
    while index < limit, belongs(self[index]) { index += 1 }
    return index
  }

  func endOfWord(from start: Int) -> Int { end(from: start) { $0.isWord } }

  /// The word that starts here, if one does.
  func word(from start: Int) -> Range<Int>? {
    let end = endOfWord(from: start)
    return start < end ? start..<end : nil
  }
}

extension [UInt8] {
  mutating func append(_ span: Span<UInt8>, _ range: Range<Int>) {
    span.extracting(range).withUnsafeBufferPointer { append(contentsOf: $0) }
  }
}
