import Wire

extension Card {
  /// Reads a raw number, expiry and code, with Stripe's errors for what cannot be right.
  ///
  /// - Parameter name: the name under which they came.
  init(_ data: Arguments, name: String, call: Call) throws(StripeError) {
    for required in ["number", "exp_month", "exp_year"] where data[required] == nil {
      throw .missing("\(name)[\(required)]")
    }
    let digits = CardNumber.digits(data.string("number") ?? "")
    guard let digits, CardNumber.isValid(digits) else { throw .card("incorrect_number", "number") }
    let month = data.integer("exp_month") ?? 0
    let year = Self.fullYear(data.integer("exp_year") ?? 0)
    try Self.checkExpiry(month, year, now: call.now)
    let cvc = data.string("cvc")
    if let cvc {
      let brand = CardBrand(number: digits)
      guard cvc.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        brand.securityCodeLength.contains(cvc.utf8.count)
      else { throw .card("invalid_cvc", "cvc") }
    }
    self.init(
      number: digits, row: TestCard.row(number: digits), expMonth: month, expYear: year, hasCVC: cvc != nil,
      account: call.sandbox.accountID)
  }

  static func checkExpiry(_ month: Int, _ year: Int, now: Int) throws(StripeError) {
    guard (1...12).contains(month) else { throw .card("invalid_expiry_month", "exp_month") }
    let today = CivilDate(now)
    guard (today.year...(today.year + 50)).contains(year) else { throw .card("invalid_expiry_year", "exp_year") }
    guard year > today.year || month >= today.month else { throw .card("invalid_expiry_month", "exp_month") }
  }

  /// `34` is 2034.
  static func fullYear(_ year: Int) -> Int { (0..<100).contains(year) ? 2000 + year : year }
}

extension StripeError {
  /// A card that cannot be right, found before any bank is asked.
  static func card(_ code: String, _ param: String) -> StripeError {
    let messages = [
      "incorrect_number": "Your card number is incorrect.",
      "invalid_number": "Your card number is invalid.",
      "invalid_expiry_month": "Your card's expiration month is invalid.",
      "invalid_expiry_year": "Your card's expiration year is invalid.",
      "invalid_cvc": "Your card's security code is invalid.",
    ]
    return StripeError(.card, status: 402, messages[code] ?? "Your card was declined.", code: code, param: param)
  }
}
