extension JSONParser {
  mutating func number(_ input: Span<UInt8>) throws(Fault) -> JSON {
    let start = position
    let isNegative = take(UInt8(ascii: "-"), input)
    var digits = Digits()
    if !take(UInt8(ascii: "0"), input) { try read(&digits, input) }
    let whole = position
    var exponent = 0
    if take(UInt8(ascii: "."), input) {
      let point = position
      try read(&digits, input)
      exponent = point - position
    }
    if take(UInt8(ascii: "e"), input) || take(UInt8(ascii: "E"), input) {
      exponent += try readExponent(input)
    }
    if position == whole, digits.count <= 18, !(keepsNumbers && isNegative && digits.value == 0) {
      return .integer(isNegative ? -Int(digits.value) : Int(digits.value))
    }
    if keepsNumbers { return asWritten(input.extracting(start..<position).text) }
    if let value = digits.scaled(exponent) { return .double(isNegative ? -value : value) }
    return try slowNumber(input.extracting(start..<position).text, isInteger: position == whole)
  }

  private func asWritten(_ text: String) -> JSON {
    if let value = Int(text), text == "\(value)" { return .integer(value) }
    if let value = Double(text), JSON.double(value).text == text { return .double(value) }
    return .decimal(text)
  }

  private func slowNumber(_ text: String, isInteger: Bool) throws(Fault) -> JSON {
    if isInteger, let value = Int(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else { throw Fault(reason: "Number out of range") }
    return .double(value)
  }

  private mutating func readExponent(_ input: Span<UInt8>) throws(Fault) -> Int {
    let isNegative = take(UInt8(ascii: "-"), input)
    if !isNegative { _ = take(UInt8(ascii: "+"), input) }
    var digits = Digits()
    try read(&digits, input)
    // So far out, the digits' own scale no longer matters.
    let value = digits.count > 9 ? 1 << 30 : Int(digits.value)
    return isNegative ? -value : value
  }

  private mutating func read(_ digits: inout Digits, _ input: Span<UInt8>) throws(Fault) {
    let start = position
    while position < input.count, case let digit = input[position] &- 0x30, digit < 10 {
      digits.append(digit)
      position += 1
    }
    guard position > start else { throw Fault(reason: "Expected a digit") }
  }
}

/// The digits of a number, as far as they are exact.
private struct Digits {
  private(set) var value: UInt64 = 0
  private(set) var count = 0

  mutating func append(_ digit: UInt8) {
    if count < 18 { value = value * 10 + UInt64(digit) }
    count += 1
  }

  /// The value by a power of ten, where one rounding is all it takes (Clinger's fast path).
  func scaled(_ exponent: Int) -> Double? {
    guard count <= 18, value < 1 << 53, (-22...22).contains(exponent) else { return nil }
    let power = Self.powers[abs(exponent)]
    return exponent < 0 ? Double(value) / power : Double(value) * power
  }

  /// All of them exact.
  private static let powers: [23 of Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]
}
