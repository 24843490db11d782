import Platform

/// Questions that parsers ask of bytes.
extension Span<UInt8> {
  package var text: String { isASCII ? asciiText : withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) } }

  /// Nil for what is not UTF-8.
  var validText: String? {
    isASCII ? asciiText : withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) }
  }

  /// The text of what is known to be ASCII.
  private var asciiText: String { String(copying: UTF8Span(unchecked: self, isKnownASCII: true)) }

  private var isASCII: Bool {
    var all: UInt8 = 0
    for index in indices { all |= self[index] }
    return all < 0x80
  }

  package func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard start < count else { return nil }
    return withUnsafeBufferPointer { all in
      guard let base = all.baseAddress, let found = memchr(base + start, Int32(byte), count - start) else { return nil }
      return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
  }

  func equals(_ text: StaticString) -> Bool {
    withUnsafeBufferPointer { all in
      guard let base = all.baseAddress, all.count == text.utf8CodeUnitCount else { return false }
      return memcmp(base, text.utf8Start, all.count) == 0
    }
  }

  package func starts(with text: StaticString) -> Bool {
    withUnsafeBufferPointer { all in
      text.withUTF8Buffer { text in
        guard all.count >= text.count else { return false }
        // Mostly the first bytes already differ.
        for index in text.indices where all[index] != text[index] { return false }
        return true
      }
    }
  }

  package func equals(_ other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    return withUnsafeBufferPointer { all in
      other.withUnsafeBufferPointer { other in
        guard let all = all.baseAddress, let other = other.baseAddress else { return true }
        return memcmp(all, other, count) == 0
      }
    }
  }

  /// The text has to be in lower case.
  func equalsIgnoringCase(_ text: StaticString) -> Bool { count == text.utf8CodeUnitCount && startsIgnoringCase(text) }

  /// The text has to be in lower case.
  func startsIgnoringCase(_ text: StaticString) -> Bool {
    guard count >= text.utf8CodeUnitCount else { return false }
    for index in 0..<text.utf8CodeUnitCount where lowercased(self[index]) != text.utf8Start[index] { return false }
    return true
  }

  func equalsIgnoringCase(_ other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in indices where self[index] != other[index] && lowercased(self[index]) != lowercased(other[index]) {
      return false
    }
    return true
  }

  var isToken: Bool { tokenEnd == count }

  /// Where the token that it starts with ends (RFC 9110, 5.6.2).
  var tokenEnd: Int {
    withUnsafeBufferPointer { bytes in
      var end = 0
      while end < bytes.count, isTokenByte(bytes[end]) { end += 1 }
      return end
    }
  }

  /// A control character other than a tab.
  var hasControl: Bool {
    // Every line of every request is asked.
    guard count < 8 || mayHaveControl else { return false }
    for index in indices where isControl(self[index]) { return true }
    return false
  }

  /// Whether eight bytes somewhere may have one. There have to be as many.
  private var mayHaveControl: Bool {
    let bytes = bytes
    let last = count - 8
    var start = 0
    while start < last {
      if hasControlOrTab(bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)) { return true }
      start += 8
    }
    return hasControlOrTab(bytes.unsafeLoadUnaligned(fromByteOffset: last, as: UInt64.self))
  }

  /// Every percent sign has its two digits.
  var isPercentEncodingSound: Bool {
    var start = 0
    while let percent = firstIndex(of: UInt8(ascii: "%"), from: start) {
      guard percent + 2 < count, hexDigit(self[percent + 1]) != nil, hexDigit(self[percent + 2]) != nil else {
        return false
      }
      start = percent + 3
    }
    return true
  }
}

func equalIgnoringCase(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
  left.count == right.count && zip(left, right).allSatisfy { lowercased($0) == lowercased($1) }
}

private func isTokenByte(_ byte: UInt8) -> Bool {
  // A letter, mostly.
  if (byte | 0x20) &- 0x61 < 26 { return true }
  let mask: UInt64 = byte < 64 ? 0x03FF_6CFA_0000_0000 : 0x57FF_FFFF_C7FF_FFFE
  return byte < 128 && mask >> UInt64(byte & 63) & 1 == 1
}

private func isControl(_ byte: UInt8) -> Bool { (byte < 0x20 && byte != 0x09) || byte == 0x7F }

/// Whether one of eight bytes is below 0x20, a tab included, or 0x7F: subtracting sets the high bit of a byte that is
/// smaller and did not have it.
private func hasControlOrTab(_ bytes: UInt64) -> Bool {
  let ones: UInt64 = 0x0101_0101_0101_0101
  let deleted = bytes ^ (0x7F * ones)
  return ((bytes &- 0x20 * ones) & ~bytes | (deleted &- ones) & ~deleted) & (0x80 * ones) != 0
}

func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

extension [UInt8] {
  mutating func append(_ text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func append(_ text: String) {
    text.utf8.span.withUnsafeBufferPointer { append(contentsOf: $0) }
  }

  mutating func append(decimal value: UInt) {
    // 64 bits have twenty digits at most.
    var digits = [20 of UInt8](repeating: 0x30)
    var start = 20
    var rest = value
    repeat {
      start -= 1
      digits[start] = UInt8(truncatingIfNeeded: rest % 10) + 0x30
      rest /= 10
    } while rest > 0
    digits.span.extracting(start..<20).withUnsafeBufferPointer { append(contentsOf: $0) }
  }
}

extension OutputSpan<UInt8> {
  package mutating func append(copying bytes: Span<UInt8>) {
    withUnsafeMutableBufferPointer { output, count in
      bytes.withUnsafeBufferPointer { count += output.extracting(count...).initialize(fromContentsOf: $0) }
    }
  }
}

extension Span<UInt8> {
  /// Where the pattern first stands, from an index on.
  package func firstRange(of pattern: Span<UInt8>, from start: Int = 0) -> Range<Int>? {
    guard !pattern.isEmpty else { return nil }
    var start = start
    while let index = firstIndex(of: pattern[0], from: start), index + pattern.count <= count {
      if extracting(index..<(index + pattern.count)).equals(pattern) { return index..<(index + pattern.count) }
      start = index + 1
    }
    return nil
  }
}
