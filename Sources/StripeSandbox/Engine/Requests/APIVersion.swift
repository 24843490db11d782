/// The version of Stripe's API that a request asks for, compared by its date.
package struct APIVersion: Codable, Sendable, Comparable {
  /// As the request wrote it; answers echo it.
  package let name: String
  private let date: Int

  package static let newest = APIVersion(known: "2026-11-18.endive", 2026_11_18)

  // The versions that change something here; `Release.all` says what.
  /// The fields of customers, from the oldest change on: cards became sources, `account_balance` the balance,
  /// `tax_info` tax ids; and lists are only shown when expanded.
  static let sources = APIVersion(known: "2015-02-18", 2015_02_18)
  /// PaymentIntents speak of payment methods where they spoke of sources.
  static let paymentMethods = APIVersion(known: "2019-02-11", 2019_02_11)
  static let customerBalance = APIVersion(known: "2019-10-17", 2019_10_17)
  static let taxIDs = APIVersion(known: "2019-12-03", 2019_12_03)
  static let bareCustomers = APIVersion(known: "2020-08-27", 2020_08_27)
  static let latestCharge = APIVersion(known: "2022-11-15", 2022_11_15)
  static let automaticPaymentMethods = APIVersion(known: "2023-08-16", 2023_08_16)
  /// Messages name ConfirmationTokens.
  static let confirmationTokens = APIVersion(known: "2023-10-16", 2023_10_16)
  static let automaticAsyncCapture = APIVersion(known: "2024-04-10", 2024_04_10)
  /// A new invoice takes up pending invoice items only where it is asked to.
  static let excludesPendingItems = APIVersion(known: "2022-08-01", 2022_08_01)
  /// Subscriptions are billed in flexible mode unless they say otherwise.
  static let flexibleBilling = APIVersion(known: "2025-09-30.clover", 2025_09_30)
  static let basil = APIVersion(known: "2025-03-31.basil", 2025_03_31)
  /// A product's `features` become `marketing_features`.
  static let marketingFeatures = APIVersion(known: "2024-04-10", 2024_04_10)
  /// Promotion codes and discounts name their coupon inside a hash, and no longer show it whole.
  static let polymorphicCoupons = APIVersion(known: "2025-09-30.clover", 2025_09_30)
  /// A Checkout session no longer makes its PaymentIntent before the customer pays.
  static let lateCheckoutIntents = APIVersion(known: "2022-08-01", 2022_08_01)
  /// The kinds of a Checkout page get the names `hosted_page`, `embedded_page` and `elements`.
  static let checkoutPages = APIVersion(known: "2026-03-25.dahlia", 2026_03_25)
  /// Service periods can be billed before they begin.
  static let prebilling = APIVersion(known: "2026-05-27.dahlia", 2026_05_27)
  static let clover = APIVersion(known: "2025-09-30.clover", 2025_09_30)
  static let dahlia = APIVersion(known: "2026-03-25.dahlia", 2026_03_25)
  /// The first of the newest release. Stripe asks those who use an older one to upgrade.
  static let endive = APIVersion(known: "2026-09-30.endive", 2026_09_30)

  /// From here on every self-contained object looks as it does in the newest version.
  static let lastChange = basil

  /// `YYYY-MM-DD`, a release name or `preview` after a dot, and betas after a semicolon.
  package init?(_ name: String) {
    let text = name.prefix { $0 != ";" }
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let numbers = parts.first?.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) } ?? []
    guard parts.first?.utf8.count == 10, numbers.count == 3, let year = numbers[0], let month = numbers[1],
      let day = numbers[2], (2011...2100).contains(year), (1...12).contains(month), (1...31).contains(day),
      parts.count == 1 || parts[1].utf8.allSatisfy({ (0x61...0x7A).contains($0) })
    else { return nil }
    self.init(known: name, year * 10_000 + month * 100 + day)
  }

  private init(known name: String, _ date: Int) {
    self.name = name
    self.date = date
  }

  /// Whether a beta is asked for behind the date: `2023-10-16; name=v1`.
  func hasBeta(_ beta: StaticString) -> Bool { name.contains("; " + beta.description + "=") }

  /// A version of whatever name: what is none is the newest.
  init(any name: String) { self = APIVersion(name) ?? APIVersion(known: name, Self.newest.date) }

  /// The version that a word of a declaration means: `basil`, `2022-11-15`.
  init?(word: String) {
    switch word {
    case "basil": self = .basil
    case "clover": self = .clover
    case "dahlia": self = .dahlia
    case "endive": self = .endive
    default: self.init(word)
    }
  }

  var notice: String {
    """
    You are using an outdated API version (\(name)). We recommend upgrading to the latest API version, \
    \(Self.newest.name). See https://docs.stripe.com/upgrades
    """
  }

  package static func < (left: Self, right: Self) -> Bool { left.date < right.date }
  package static func == (left: Self, right: Self) -> Bool { left.date == right.date }
}
