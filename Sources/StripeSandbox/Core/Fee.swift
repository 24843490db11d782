/// Stripe's fee for a payment.
struct Fee: Sendable {
  /// Hundredths of a percent.
  private let rate: Int
  /// In the currency's smallest unit.
  private let fixed: Int
  private var maximum: Int?

  init(rate: Int, fixed: Int, maximum: Int? = nil) {
    self.rate = rate
    self.fixed = fixed
    self.maximum = maximum
  }

  func amount(of payment: Int) -> Int {
    // Rounded half up, as recorded.
    let share = (payment * rate + 5000) / 10_000
    return min(share + fixed, maximum ?? .max)
  }

  /// Stripe's price list for cards: by the country of the account that is paid, and by whether the card comes from
  /// abroad.
  ///
  /// - Parameter currency: the balance's. Nothing is converted: the fixed part is so many of its smallest units.
  static func card(of issuer: String?, paidIn country: String, _ currency: String) -> Fee {
    let price = prices[country] ?? (isEuropean(country) ? european : usual)
    let isFromAbroad =
      issuer.map { $0 != country && !(isEuropean($0) && isEuropean(country)) } ?? false
    return Fee(rate: isFromAbroad ? price.abroad : price.rate, fixed: price.fixed * Currency.scale(currency) / 100)
  }

  /// A row of the price list. The fixed part is in hundredths of the country's currency.
  private typealias CardPrice = (rate: Int, abroad: Int, fixed: Int)

  private static let usual: CardPrice = (290, 390, 30)
  private static let european: CardPrice = (150, 325, 25)
  private static let prices: [String: CardPrice] = [
    "US": (290, 440, 30), "AU": (170, 350, 30), "BR": (399, 399, 39), "CA": (290, 370, 30), "GB": (150, 325, 20),
    "HK": (340, 390, 235), "JP": (360, 360, 0), "MX": (360, 410, 300), "NZ": (265, 350, 30), "SG": (340, 390, 50),
  ]

  /// ACH's: 0.8 % up to 5 dollars. Other ways to pay cost as much where their row says nothing else.
  static let bankDebit = Fee(rate: 80, fixed: 0, maximum: 500)

  /// The fee for a lost or withdrawn dispute: 15 dollars.
  static func dispute(_ currency: String) -> Int { 15 * Currency.scale(currency) }

  private static func isEuropean(_ country: String) -> Bool { europe.contains(country) }

  private static let europe: Set<String> = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT",
    "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
  ]
}
