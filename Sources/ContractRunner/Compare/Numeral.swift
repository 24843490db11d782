import Wire

/// A decimal number of any size, exactly.
struct Numeral: Hashable, Sendable {
  private(set) var isNegative: Bool
  /// Without zeros at either end; none at all is zero.
  private(set) var digits: [UInt8]
  /// Where the point stands: the value is 0.DIGITS times ten to this power.
  private(set) var exponent: Int

  /// As JSON writes numbers; a leading plus sign is fine as well.
  init?(_ text: some StringProtocol) {
    var rest = Array(text.utf8)[...]
    let sign = rest.first
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest.removeFirst() }
    let whole = Self.takeDigits(&rest)
    var fraction: [UInt8] = []
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = Self.takeDigits(&rest)
      if fraction.isEmpty { return nil }
    }
    if whole.isEmpty { return nil }
    var power = 0
    if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      guard let value = Int(String(decoding: rest, as: UTF8.self)) else { return nil }
      // Beyond this no two numbers that are written out can meet.
      power = min(max(value, -(1 << 40)), 1 << 40)
      rest = []
    }
    guard rest.isEmpty else { return nil }
    self.init(isNegative: sign == UInt8(ascii: "-"), digits: whole + fraction, exponent: whole.count + power)
  }

  init?(_ json: JSON) {
    switch json {
    case .integer(let value): self.init("\(value)")
    case .double, .decimal: self.init(json.text)
    default: return nil
    }
  }

  /// Digits as values from 0 to 9, of which the point stands behind `exponent`.
  init(isNegative: Bool, digits: [UInt8], exponent: Int) {
    let leading = digits.prefix { $0 == 0 }.count
    let significant = digits.dropFirst(leading)
    let trailing = significant.reversed().prefix { $0 == 0 }.count
    self.digits = Array(significant.dropLast(trailing))
    self.exponent = self.digits.isEmpty ? 0 : exponent - leading
    self.isNegative = isNegative && !self.digits.isEmpty
  }

  private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    rest = rest[digits.endIndex...]
    return digits.map { $0 - 0x30 }
  }

  var isWhole: Bool { digits.count <= exponent || digits.isEmpty }

  /// How many digits stand behind the point.
  var fractionDigits: Int { max(0, digits.count - exponent) }

  /// Without an exponent, unless the number is long because of it.
  var text: String {
    let sign = isNegative ? "-" : ""
    if digits.isEmpty { return "0" }
    let written = digits.map { String($0) }.joined()
    if exponent > 40 || exponent < -20 { return "\(sign)0.\(written)e\(exponent)" }
    if exponent <= 0 { return "\(sign)0." + String(repeating: "0", count: -exponent) + written }
    if isWhole { return sign + written + String(repeating: "0", count: exponent - digits.count) }
    return sign + written.prefix(exponent) + "." + written.dropFirst(exponent)
  }

  var json: JSON { isWhole ? Int(text).map(JSON.integer) ?? .decimal(text) : .decimal(text) }
}

extension Numeral: Comparable {
  static func < (left: Numeral, right: Numeral) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative ? right.isSmaller(than: left) : left.isSmaller(than: right)
  }

  /// Without regard to the sign.
  private func isSmaller(than other: Numeral) -> Bool {
    if digits.isEmpty || other.digits.isEmpty { return digits.isEmpty && !other.digits.isEmpty }
    if exponent != other.exponent { return exponent < other.exponent }
    return digits.lexicographicallyPrecedes(other.digits)
  }
}

extension JSON {
  var isNumber: Bool {
    switch self {
    case .integer, .double, .decimal: true
    default: false
    }
  }

  /// Whether both are the same value: numbers by what they are, however they are written.
  func isSame(as other: JSON) -> Bool {
    switch (self, other) {
    case (.integer(let left), .integer(let right)): return left == right
    case (.string(let left), .string(let right)): return left == right
    case (.array(let left), .array(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
    case (.object(let left), .object(let right)):
      return left.count == right.count && left.allSatisfy { right[$0.key]?.isSame(as: $0.value) ?? false }
    default:
      guard isNumber, other.isNumber else { return self == other }
      guard let left = Numeral(self), let right = Numeral(other) else { return false }
      return left == right
    }
  }
}
