extension JSONParser {
  mutating func string(_ input: Span<UInt8>) throws(Fault) -> String {
    position += 1
    let start = position
    let isASCII = skipPlain(input)
    guard position < input.count else { throw Fault(reason: "Unterminated string") }
    guard input[position] == UInt8(ascii: "\"") else { return try escapedString(input, start) }
    let plain = input.extracting(start..<position)
    let text = isASCII ? plain.text : plain.validText
    guard let text else { throw Fault(reason: "Invalid UTF-8") }
    position += 1
    return text
  }

  private mutating func escapedString(_ input: Span<UInt8>, _ start: Int) throws(Fault) -> String {
    var text: [UInt8] = []
    var plain = start
    while position < input.count {
      input.extracting(plain..<position).withUnsafeBufferPointer { text.append(contentsOf: $0) }
      switch input[position] {
      case UInt8(ascii: "\""):
        guard let result = text.span.validText else { throw Fault(reason: "Invalid UTF-8") }
        position += 1
        return result
      case UInt8(ascii: "\\"):
        position += 1
        try escape(input, &text)
      default: throw Fault(reason: "Control character in a string")
      }
      plain = position
      _ = skipPlain(input)
    }
    throw Fault(reason: "Unterminated string")
  }

  /// Moves over what stands for itself, and says whether all of it is ASCII.
  private mutating func skipPlain(_ input: Span<UInt8>) -> Bool {
    let plain = JSONText.plain(input, from: position)
    position = plain.end
    return plain.isASCII
  }

  private mutating func escape(_ input: Span<UInt8>, _ text: inout [UInt8]) throws(Fault) {
    guard position < input.count else { throw Fault(reason: "Unterminated string") }
    let byte = input[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      text.append(contentsOf: UTF8.encode(try unicodeEscape(input)) ?? UTF8.encodedReplacementCharacter)
    default:
      position -= 1
      throw Fault(reason: "Unknown escape")
    }
  }

  private mutating func unicodeEscape(_ input: Span<UInt8>) throws(Fault) -> Unicode.Scalar {
    let first = try hexadecimal(input)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard (0xD800...0xDBFF).contains(first), take(UInt8(ascii: "\\"), input), take(UInt8(ascii: "u"), input) else {
      throw Fault(reason: "Lone surrogate")
    }
    let second = try hexadecimal(input)
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    else { throw Fault(reason: "Lone surrogate") }
    return scalar
  }

  private mutating func hexadecimal(_ input: Span<UInt8>) throws(Fault) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard position < input.count, let digit = hexDigit(input[position]) else {
        throw Fault(reason: "Expected four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}

/// The value of an ASCII hexadecimal digit.
package func hexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x30...0x39: byte - 0x30
  case 0x41...0x46: byte - 0x41 + 10
  case 0x61...0x66: byte - 0x61 + 10
  default: nil
  }
}
