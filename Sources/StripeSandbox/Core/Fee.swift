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

  /// Stripe's price list for cards: by the currency, and by whether the card comes from abroad.
  static func card(_ currency: String, country: String?) -> Fee {
    switch currency {
    case "usd": Fee(rate: 290, fixed: 30)
    case "cad": Fee(rate: country == "CA" ? 290 : 370, fixed: 30)
    case "eur": Fee(rate: isEuropean(country) ? 150 : 325, fixed: 25)
    case "gbp": Fee(rate: country == "GB" ? 150 : 325, fixed: 20)
    case "aud": Fee(rate: country == "AU" ? 170 : 350, fixed: 30)
    case "jpy": Fee(rate: 360, fixed: 0)
    default: Fee(rate: 290, fixed: 30 * Currency.scale(currency) / 100)
    }
  }

  /// ACH's: 0.8 % up to 5 dollars. Other ways to pay cost as much where their row says nothing else.
  static let bankDebit = Fee(rate: 80, fixed: 0, maximum: 500)

  /// The fee for a lost or withdrawn dispute: 15 dollars.
  static func dispute(_ currency: String) -> Int { 15 * Currency.scale(currency) }

  private static func isEuropean(_ country: String?) -> Bool {
    guard let country else { return false }
    return europe.contains(country)
  }

  private static let europe: Set<String> = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT",
    "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
  ]
}
