/// The currencies that Stripe knows, and how their amounts are counted and printed.
package enum Currency {
  static let supported = Vocabulary(list.split(separator: " ").map(String.init))

  /// As Stripe lists them in `Invalid currency`.
  private static let list = """
    usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf \
    clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl hrk htg huf idr \
    ils inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr \
    mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd \
    shp sle sos srd std szl thb tjs tnd top try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xcg xof xpf yer zar \
    zmw usdc btn ghs eek lvl svc vef ltl sll mro
    """

  private static let zeroDecimal = Vocabulary([
    "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "ugx", "vnd", "vuv", "xaf", "xof", "xpf",
  ])
  private static let threeDecimal = Vocabulary(["bhd", "jod", "kwd", "omr", "tnd"])

  /// How many of its units make one: 1, 100 or 1000.
  static func scale(_ currency: String) -> Int {
    zeroDecimal.contains(currency) ? 1 : threeDecimal.contains(currency) ? 1000 : 100
  }

  /// The least that may be charged, in the currency's smallest unit.
  static func minimum(_ currency: String) -> Int { minimums[currency] ?? (scale(currency) == 1 ? 50 : 1) }

  private static let minimums: [String: Int] = [
    "usd": 50, "aed": 200, "aud": 50, "bgn": 100, "brl": 50, "cad": 50, "chf": 50, "czk": 1500, "dkk": 250,
    "eur": 50, "gbp": 30, "hkd": 400, "huf": 17500, "inr": 50, "jpy": 50, "mxn": 1000, "myr": 200, "nok": 300,
    "nzd": 50, "pln": 200, "ron": 200, "sek": 300, "sgd": 50, "thb": 1000,
  ]

  /// Eight digits, and twelve of Indonesia's rupiah.
  static func maximum(_ currency: String) -> Int { currency == "idr" ? 999_999_999_999 : 99_999_999 }

  /// Amounts have to be a multiple of this: the card networks know no third decimal, and Iceland's and Uganda's
  /// currencies have lost the two decimals with which they are still written.
  private static func step(_ currency: String) -> Int {
    if threeDecimal.contains(currency) { return 10 }
    return currency == "isk" || currency == "ugx" ? 100 : 1
  }

  /// Whether an amount can be charged or refunded to the last digit.
  static func checkDigits(_ amount: Int, _ currency: String) throws(StripeError) {
    let step = step(currency)
    guard !amount.isMultiple(of: step) else { return }
    throw StripeError(
      """
      Invalid amount. Amounts in \(currency) must be evenly divisible by \(step) \
      (https://docs.stripe.com/currencies#special-cases).
      """, code: "parameter_invalid_integer", param: "amount")
  }

  private static let symbols: [String: String] = ["usd": "$", "eur": "€", "gbp": "£", "jpy": "¥", "inr": "₹"]

  /// `$12.34`, `€0.50`, `¥500`, `kr3.00`: how Stripe writes amounts in messages.
  static func format(_ amount: Int, _ currency: String) -> String {
    let scale = scale(currency)
    let magnitude = amount.magnitude
    let whole = group(magnitude / UInt(scale))
    let sign = amount < 0 ? "-" : ""
    let symbol = symbols[currency] ?? ""
    let tail = symbols[currency] == nil ? " " + currency.uppercased() : ""
    guard scale > 1 else { return sign + symbol + whole + tail }
    let digits = scale == 100 ? 2 : 3
    let fraction = String(magnitude % UInt(scale))
    let zeros = String(repeating: "0", count: digits - fraction.utf8.count)
    return sign + symbol + whole + "." + zeros + fraction + tail
  }

  private static func group(_ value: UInt) -> String {
    let digits = Array(String(value))
    var grouped = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { grouped.append(",") }
      grouped.append(digit)
    }
    return grouped
  }

  /// Checks that an amount is within Stripe's limits for charges.
  static func check(_ amount: Int, _ currency: String, _ version: APIVersion) throws(StripeError) {
    guard amount > 0 else {
      guard amount == 0 else {
        throw StripeError("Invalid positive integer", code: "parameter_invalid_integer", param: "amount")
      }
      guard version >= .latestCharge else { throw .belowOne("amount") }
      throw StripeError(
        """
        The amount must be greater than or equal to the minimum charge amount allowed for your account and the \
        currency set (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).  If you want to save a \
        Payment Method for future use without an immediate payment, use a Setup Intent instead: \
        https://docs.stripe.com/payments/setup-intents
        """, code: "parameter_invalid_integer", param: "amount")
    }
    guard amount >= minimum(currency) else {
      throw StripeError(
        "Amount must be at least \(format(minimum(currency), currency)) \(currency)", code: "amount_too_small",
        param: "amount")
    }
    let maximum = maximum(currency)
    guard amount <= maximum else {
      throw StripeError(
        "Amount must be no more than \(format(maximum, currency))", code: "amount_too_large", param: "amount")
    }
    try checkDigits(amount, currency)
  }
}
