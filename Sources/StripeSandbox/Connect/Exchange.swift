/// Exchange rates. They are fixed, and some are those of a day that was recorded.
enum Exchange {
  /// How many units of a currency make a dollar.
  private static let perDollar: [String: Double] = [
    "usd": 1, "aed": 3.6725, "aud": 1.57152, "bgn": 1.8, "brl": 5.64578, "cad": 1.38343, "chf": 0.88, "cny": 7.2,
    "czk": 23, "dkk": 6.85, "eur": 0.92, "gbp": 0.79, "hkd": 7.8, "huf": 360, "idr": 15_800, "ils": 3.7, "inr": 84,
    "jpy": 150, "krw": 1350, "mxn": 18.5, "myr": 4.45, "nok": 10.8, "nzd": 1.66, "pen": 3.75, "php": 57, "pln": 3.95,
    "ron": 4.57, "sek": 10.5, "sgd": 1.36622, "thb": 35, "try": 34, "twd": 32, "zar": 18,
  ]

  /// Stripe keeps two per cent of money that comes in another currency.
  private static let share = 0.98

  /// - Parameter isReturn: the money goes back, which is converted in full.
  static func rate(_ source: String, _ target: String, isReturn: Bool = false) -> Double {
    let exact = (perDollar[target] ?? 1) / (perDollar[source] ?? 1) * (isReturn ? 1 : share)
    return (exact * 100_000).rounded() / 100_000
  }

  static func convert(_ amount: Int, _ source: String, _ target: String, isReturn: Bool = false) -> Int {
    guard source != target else { return amount }
    let rate = rate(source, target, isReturn: isReturn)
    let value = Double(amount) / Double(Currency.scale(source)) * rate * Double(Currency.scale(target))
    return Int(value.rounded())
  }
}
