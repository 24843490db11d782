/// Looking at bytes, for the scanner.
extension UInt8 {
  var isDigit: Bool { (0x30...0x39).contains(self) }
  var isWord: Bool { isDigit || (0x61...0x7A).contains(lowercased) || self == UInt8(ascii: "_") }
  var isHexDigit: Bool { isDigit || (0x61...0x66).contains(lowercased) }
  var lowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
  /// Quotes, brackets, `&`, `,`, `;`, white space.
  var endsValue: Bool { self <= 0x20 || "\"'&,;{}[]()<>".utf8.contains(self) }
}

extension Span<UInt8> {
  func isEscape(at index: Int) -> Bool {
    index + 2 < count && self[index] == UInt8(ascii: "%") && self[index + 1].isHexDigit && self[index + 2].isHexDigit
  }

  /// Whether these bytes are the word, whatever the case. The word is in small letters.
  func isWord(_ word: StaticString, _ range: Range<Int>) -> Bool {
    guard word.utf8CodeUnitCount == range.count else { return false }
    for offset in 0..<range.count where self[range.lowerBound + offset].lowercased != word.utf8Start[offset] {
      return false
    }
    return true
  }

  func isWord(anyOf words: [StaticString], _ range: Range<Int>) -> Bool {
    for word in words where isWord(word, range) { return true }
    return false
  }

  func starts(with prefix: StaticString, at index: Int) -> Bool {
    guard index + prefix.utf8CodeUnitCount <= count else { return false }
    for offset in 0..<prefix.utf8CodeUnitCount where self[index + offset] != prefix.utf8Start[offset] { return false }
    return true
  }

  func contains(_ byte: UInt8, in range: Range<Int>) -> Bool { range.contains { self[$0] == byte } }

  func end(from start: Int, while belongs: (UInt8) -> Bool) -> Int {
    var index = start
    while index < count, belongs(self[index]) { index += 1 }
    return index
  }

  func endOfDigits(from start: Int) -> Int { end(from: start) { $0.isDigit } }

  func startsDigits(afterSeparatorAt index: Int) -> Bool {
    let next = end(ofSeparatorAt: index)
    return next > index && next < count && self[next].isDigit
  }

  /// The word that starts here, if one does.
  func word(from start: Int) -> Range<Int>? {
    let end = endOfWord(from: start)
    return start < end ? start..<end : nil
  }

  func endOfWord(from start: Int) -> Int { end(from: start) { $0.isWord } }

  /// Skips these characters, plain or as the two small hex digits of their percent-encoding.
  func end(from start: Int, ofAny characters: StaticString, escaped: [StaticString] = []) -> Int {
    let plain = UnsafeBufferPointer(start: characters.utf8Start, count: characters.utf8CodeUnitCount)
    var index = start
    while index < count {
      if plain.contains(self[index]) {
        index += 1
      } else if isEscape(at: index), escaped.contains(where: { isWord($0, index + 1..<index + 3) }) {
        index += 3
      } else {
        break
      }
    }
    return index
  }

  /// One space, dash or plus, or an escaped space; otherwise nothing.
  func end(ofSeparatorAt index: Int) -> Int {
    guard index < count else { return index }
    if " -+".utf8.contains(self[index]) { return index + 1 }
    return starts(with: "%20", at: index) ? index + 3 : index
  }
}

extension [UInt8] {
  mutating func append(_ span: Span<UInt8>, _ range: Range<Int>) {
    span.extracting(range).withUnsafeBufferPointer { append(contentsOf: $0) }
  }
}
