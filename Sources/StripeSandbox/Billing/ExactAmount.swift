/// A decimal number of up to twelve places, exact: `unit_amount_decimal`, a percentage, a flat amount.
///
/// Numbers that are too large are clamped, so that no request can make it trap.
package struct ExactAmount: Sendable, Hashable, Comparable {
  /// In units of 10⁻¹².
  private let units: Int128

  package static let zero = ExactAmount(0)
  private static let places = 12
  private static let scale: Int128 = 1_000_000_000_000

  private init(units: Int128) { self.units = units }

  package init(_ whole: Int) { units = Int128(whole) * Self.scale }

  /// `12`, `-0.5`, `.25`; nil for what is no number or has more than twelve places.
  package init?(_ text: String) {
    var digits = text.utf8.span
    let isNegative = digits.count > 0 && digits[0] == UInt8(ascii: "-")
    if isNegative { digits = digits.extracting(1..<digits.count) }
    guard (1...32).contains(digits.count) else { return nil }
    var units: Int128 = 0
    var places: Int?
    var count = 0
    for index in digits.indices {
      let byte = digits[index]
      switch byte {
      case UInt8(ascii: ".") where places == nil: places = 0
      case 0x30...0x39:
        if let soFar = places { places = soFar + 1 }
        count += 1
        units = units * 10 + Int128(byte - 0x30)
      default: return nil
      }
    }
    // A number of 26 digits and twelve places fits with room to spare.
    guard count > 0, places ?? 0 <= Self.places, count - (places ?? 0) <= 20 else { return nil }
    for _ in (places ?? 0)..<Self.places { units *= 10 }
    self.units = isNegative ? -units : units
  }

  /// Without needless zeros: `900`, `0.5`.
  package var text: String {
    let magnitude = units.magnitude
    let scale = UInt128(Self.scale)
    var text = (units < 0 ? "-" : "") + String(magnitude / scale)
    let fraction = String(magnitude % scale)
    guard fraction != "0" else { return text }
    text += "." + String(repeating: "0", count: Self.places - fraction.utf8.count) + fraction
    while text.utf8.last == UInt8(ascii: "0") { text.removeLast() }
    return text
  }

  /// The number as Stripe writes percentages: `25.5`, `10.0`.
  package var fractionText: String { whole == nil ? text : text + ".0" }

  /// Nil: it has a fraction.
  package var whole: Int? { units % Self.scale == 0 ? Int(clamping: units / Self.scale) : nil }

  /// The nearest integer; a half goes away from zero.
  package var rounded: Int {
    let half = Self.scale / 2
    let (sum, overflows) = units.addingReportingOverflow(units < 0 ? -half : half)
    return Int(clamping: (overflows ? units : sum) / Self.scale)
  }

  package static func < (left: Self, right: Self) -> Bool { left.units < right.units }

  package static func + (left: Self, right: Self) -> Self {
    let (sum, overflows) = left.units.addingReportingOverflow(right.units)
    return Self(units: overflows ? (right.units < 0 ? .min : .max) : sum)
  }

  package static func * (left: Self, right: Int) -> Self {
    let (product, overflows) = left.units.multipliedReportingOverflow(by: Int128(right))
    guard overflows else { return Self(units: product) }
    return Self(units: (left.units < 0) != (right < 0) ? .min : .max)
  }

  /// This many percent of an amount, rounded: 8.875 of 1000 is 89.
  package func percent(of amount: Int) -> Int {
    let product = self * amount
    let divisor = Self.scale * 100
    let half = product.units < 0 ? -divisor / 2 : divisor / 2
    let (sum, overflows) = product.units.addingReportingOverflow(half)
    return Int(clamping: (overflows ? product.units : sum) / divisor)
  }

  /// The amount in a total that has so many percent on top of it already, rounded: 19 in 1190 is 190.
  package func percentWithin(_ total: Int) -> Int {
    let whole = Self.scale * 100 + units
    guard whole > 0 else { return 0 }
    let (product, overflows) = (Self.scale * 100).multipliedReportingOverflow(by: Int128(total))
    guard !overflows else { return 0 }
    let half = product < 0 ? -whole / 2 : whole / 2
    return total - Int(clamping: (product + half) / whole)
  }
}

extension ExactAmount: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = ExactAmount(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "“\(text)” is no decimal number")
    }
    self = value
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
