import Wire

/// A card as payment methods, tokens and charges know it.
package struct Card: Codable, Sendable {
  /// The last four digits: what the others tell is read once, and they are not kept.
  private let number: LastDigits
  var brand: CardBrand
  var checks = Checks()
  var country: String?
  var expMonth: Int
  var expYear: Int
  var fingerprint: String
  var funding: String
  var hasCVC: Bool
  var networks: [String]
  var preferredNetwork: String?
  /// `apple_pay` and the like; null where there is none.
  var wallet: JSON = .null
  /// The test card that it is, if its number is one of those.
  private let test: TestCard.Match?
  /// A SetupIntent has authenticated it for payments without the customer.
  var isSetUp = false

  /// The issuer's checks of the code and the address: null until asked for, or if there is nothing to check.
  struct Checks: Codable, Sendable, Equatable {
    var line1: String?
    var postalCode: String?
    var cvc: String?

    /// A publishable key does not learn what the issuer found.
    func write(_ w: inout ObjectWriter) {
      let isShown = !w.isPublishable
      w.field("address_line1_check", isShown ? line1 : nil)
      w.field("address_postal_code_check", isShown ? postalCode : nil)
      w.field("cvc_check", isShown ? cvc : nil)
    }
  }

  init(number: String, row: TestCard.Row?, expMonth: Int, expYear: Int, hasCVC: Bool, account: String) {
    self.number = LastDigits(number)
    brand = row?.brand ?? CardBrand(number: number)
    country = row?.country ?? CardNumber.country(number) ?? "US"
    self.expMonth = expMonth
    self.expYear = expYear
    fingerprint = CardNumber.fingerprint(number, account: account)
    funding = row?.funding ?? "credit"
    self.hasCVC = hasCVC
    networks = row?.networks ?? [brand.name]
    test = row.map(TestCard.Match.init)
    checks.cvc = hasCVC ? "unchecked" : nil
  }

  /// The card of a test token or a magic payment method: valid for a year from now.
  init(_ row: TestCard.Row, now: Int, account: String) {
    let date = CivilDate(now)
    self.init(
      number: row.number, row: row, expMonth: date.month, expYear: date.year + 1, hasCVC: true, account: account)
  }

  var behaviour: TestCard.Behaviour {
    _read {
      // A code that was not given cannot be wrong.
      if let test, hasCVC || !test.row.refusesCode { yield test.row.behaviour } else { yield TestCard.Behaviour.normal }
    }
  }

  var last4: String { number.text }

  var displayBrand: String {
    (preferredNetwork.flatMap(CardBrand.init(rawValue:)) ?? brand).displayName
  }

  /// The verdicts of the issuer, who looks at the code and at what there is of an address.
  func verdicts(on billing: BillingDetails) -> Checks {
    Checks(
      line1: verdict(billing.address.line1 != nil, .line1),
      postalCode: verdict(billing.address.postalCode != nil, .postalCode), cvc: verdict(hasCVC, .cvc))
  }

  /// Marks the parts of an address as `unchecked` until the issuer checks them.
  mutating func expectChecks(of billing: BillingDetails) {
    if billing.address.postalCode != nil { checks.postalCode = checks.postalCode ?? "unchecked" }
    if billing.address.line1 != nil { checks.line1 = checks.line1 ?? "unchecked" }
  }

  private func verdict(_ isGiven: Bool, _ mistake: TestCard.Mistakes) -> String? {
    guard isGiven else { return nil }
    let mistakes = behaviour.mistakes
    // A bank that is never asked checks nothing.
    if behaviour.isBlocked || mistakes.contains(.addressUnchecked) && mistake != .cvc { return "unavailable" }
    return mistakes.contains(mistake) ? "fail" : "pass"
  }

  /// The card was replaced: a new date, or another of its networks.
  mutating func update(_ arguments: Arguments, now: Int) throws(StripeError) {
    let month = arguments.integer("exp_month") ?? expMonth
    let year = arguments.integer("exp_year").map(Self.fullYear) ?? expYear
    if arguments.has("exp_month") || arguments.has("exp_year") { try Self.checkExpiry(month, year, now: now) }
    expMonth = month
    expYear = year
    arguments.object("networks")?.assign("preferred", to: &preferredNetwork)
  }

  /// The card that its network gives in its place: valid for four more years if nothing else is known.
  func renewed(
    number: String?, expMonth: Int?, expYear: Int?, now: Int, account: String
  ) throws(StripeError) -> Card {
    let month = expMonth ?? self.expMonth
    let year = expYear ?? (expMonth == nil && number == nil ? self.expYear + 4 : self.expYear)
    try Self.checkExpiry(month, year, now: now)
    var card = self
    if let number {
      guard let digits = CardNumber.digits(number), CardNumber.isValid(digits) else {
        throw .card("incorrect_number", "number")
      }
      card = Card(
        number: digits, row: TestCard.row(number: digits), expMonth: month, expYear: year, hasCVC: hasCVC,
        account: account)
      card.checks = checks
      card.wallet = wallet
    }
    card.expMonth = month
    card.expYear = year
    return card
  }

  /// Why a charge of this card fails, if it does.
  func decline(_ billing: BillingDetails) -> Decline? {
    if let decline = behaviour.decline { return decline }
    if behaviour.mistakes.contains(.cvc), hasCVC { return .wrongCVC }
    return behaviour.mistakes.contains(.postalCode) && !behaviour.mistakes.contains(.line1)
      && billing.address.postalCode != nil ? .incorrectZip : nil
  }

  /// The same, where only the code and the postal code are looked at.
  func declineOfVerification(_ billing: BillingDetails) -> Decline? {
    behaviour.mistakes.isDisjoint(with: [.cvc, .postalCode]) ? nil : decline(billing)
  }

  /// The `card` hash of a payment method.
  func write(_ w: inout ObjectWriter) {
    w.field("brand", brand.name)
    w.object("checks") { checks.write(&$0) }
    w.field("country", country)
    w.field("display_brand", displayBrand)
    w.field("exp_month", expMonth)
    w.field("exp_year", expYear)
    if !w.isPublishable { w.field("fingerprint", fingerprint) }
    w.field("funding", funding)
    w.null("generated_from")
    w.field("last4", last4)
    w.object("networks") { w in
      w.field("available", networks)
      w.field("preferred", preferredNetwork)
    }
    if !w.isPublishable { w.field("regulated_status", "unregulated") }
    w.object("three_d_secure_usage") { $0.field("supported", behaviour.authentication != .notSupported) }
    w.field("wallet", wallet)
  }
}
