/// Sums, differences and products, without rounding.
extension Numeral {
  static func + (left: Numeral, right: Numeral) -> Numeral {
    if left.isNegative != right.isNegative { return left - right.negated }
    let (mine, other, exponent) = aligned(left, right)
    var sum: [UInt8] = []
    var carry: UInt8 = 0
    for index in mine.indices.reversed() {
      let digit = mine[index] + other[index] + carry
      sum.append(digit % 10)
      carry = digit / 10
    }
    return Numeral(isNegative: left.isNegative, digits: [carry] + sum.reversed(), exponent: exponent + 1)
  }

  static func - (left: Numeral, right: Numeral) -> Numeral {
    if left.isNegative != right.isNegative { return left + right.negated }
    let isSwapped = left.magnitude < right.magnitude
    let (mine, other, exponent) = isSwapped ? aligned(right, left) : aligned(left, right)
    var difference: [UInt8] = []
    var borrow: UInt8 = 0
    for index in mine.indices.reversed() {
      let subtracted = other[index] + borrow
      borrow = mine[index] < subtracted ? 1 : 0
      difference.append(mine[index] + 10 * borrow - subtracted)
    }
    return Numeral(
      isNegative: left.isNegative != isSwapped, digits: difference.reversed(), exponent: exponent)
  }

  static func * (left: Numeral, right: Numeral) -> Numeral {
    var product = [Int](repeating: 0, count: left.digits.count + right.digits.count)
    for (row, mine) in left.digits.enumerated() {
      for (column, other) in right.digits.enumerated() { product[row + column + 1] += Int(mine) * Int(other) }
    }
    for index in product.indices.reversed().dropLast() {
      product[index - 1] += product[index] / 10
      product[index] %= 10
    }
    return Numeral(
      isNegative: left.isNegative != right.isNegative, digits: product.map { UInt8($0) },
      exponent: left.exponent + right.exponent)
  }

  /// To forty digits; nil for a division by zero.
  func divided(by divisor: Numeral) -> Numeral? {
    guard !divisor.digits.isEmpty else { return nil }
    if digits.isEmpty { return self }
    let whole = { (numeral: Numeral) in
      Numeral(isNegative: false, digits: numeral.digits, exponent: numeral.digits.count)
    }
    let other = whole(divisor)
    let ten = Numeral(isNegative: false, digits: [1], exponent: 2)
    var rest = Numeral.zero
    var quotient: [UInt8] = []
    for index in 0..<(digits.count + divisor.digits.count + 40) {
      let next = index < digits.count ? digits[index] : 0
      rest = rest * ten + Numeral(isNegative: false, digits: [next], exponent: 1)
      var digit: UInt8 = 0
      while !(rest < other) {
        rest = rest - other
        digit += 1
      }
      quotient.append(digit)
    }
    // The quotient of the digits as whole numbers, with the point moved by what both are more or less than those.
    let exponent = digits.count + (self.exponent - digits.count) - (divisor.exponent - divisor.digits.count)
    return Numeral(isNegative: isNegative != divisor.isNegative, digits: quotient, exponent: exponent)
  }

  static let zero = Numeral(isNegative: false, digits: [], exponent: 0)

  /// With exactly so many digits behind the point, which it must not have more of.
  func text(_ places: Int) -> String {
    let text = text
    guard places > 0 else { return text }
    return text + (fractionDigits == 0 ? "." : "") + String(repeating: "0", count: places - fractionDigits)
  }

  /// The digits behind the point cut to so many, halves away from zero.
  func rounded(_ places: Int) -> Numeral {
    guard fractionDigits > places else { return self }
    let kept = exponent + places
    guard kept >= 0 else { return Numeral(isNegative: false, digits: [], exponent: 0) }
    let short = Numeral(isNegative: isNegative, digits: Array(digits.prefix(kept)), exponent: exponent)
    guard digits[kept] >= 5 else { return short }
    return short + Numeral(isNegative: isNegative, digits: [1], exponent: 1 - places)
  }

  /// One unit of the last digit more or less, but at most one.
  var successor: Numeral { self + unit }
  var predecessor: Numeral { self - unit }

  private var unit: Numeral { Numeral(isNegative: false, digits: [1], exponent: 1 - fractionDigits) }
  private var negated: Numeral { Numeral(isNegative: !isNegative, digits: digits, exponent: exponent) }
  private var magnitude: Numeral { Numeral(isNegative: false, digits: digits, exponent: exponent) }

  /// Digits of equal length with the point at the same place. Numbers too far apart to write out lose their small end.
  private static func aligned(_ left: Numeral, _ right: Numeral) -> ([UInt8], [UInt8], Int) {
    let exponent = max(
      left.digits.isEmpty ? right.exponent : left.exponent, right.digits.isEmpty ? left.exponent : right.exponent)
    func padded(_ numeral: Numeral) -> [UInt8] {
      [UInt8](repeating: 0, count: min(exponent - (numeral.digits.isEmpty ? exponent : numeral.exponent), 4096))
        + numeral.digits
    }
    let (mine, other) = (padded(left), padded(right))
    let count = max(mine.count, other.count)
    return (
      mine + [UInt8](repeating: 0, count: count - mine.count),
      other + [UInt8](repeating: 0, count: count - other.count),
      exponent
    )
  }
}
