extension Card {
  /// How a card was written before payment methods.
  enum Place {
    case token
    /// Of a connected account, for its payouts.
    case account(payoutMethods: [String], isDefault: Bool)
    case source(customer: String?)

    fileprivate var isSource: Bool { if case .source = self { true } else { false } }
  }

  /// The card object of tokens, of a customer's sources and of an account, without its id.
  ///
  /// - Parameter currency: of a debit card that payouts go to.
  func writeLegacy(
    _ w: inout ObjectWriter, _ billing: BillingDetails, _ metadata: Metadata, in place: Place, currency: String? = nil
  ) {
    let address = billing.address
    w.field("address_city", address.city)
    w.field("address_country", address.country)
    w.field("address_line1", address.line1)
    w.field("address_line1_check", checks.line1)
    w.field("address_line2", address.line2)
    w.field("address_state", address.state)
    w.field("address_zip", address.postalCode)
    w.field("address_zip_check", checks.postalCode)
    if place.isSource { w.field("allow_redisplay", "unspecified") }
    if case .account(let methods, _) = place { w.field("available_payout_methods", methods) }
    w.field("brand", brand.title)
    w.field("country", country)
    if let currency { w.field("currency", currency) }
    if case .source(let customer) = place { w.reference("customer", customer) }
    w.field("cvc_check", checks.cvc)
    if case .account(_, let isDefault) = place { w.field("default_for_currency", isDefault) }
    w.null("dynamic_last4")
    w.field("email", billing.email)
    w.field("exp_month", expMonth)
    w.field("exp_year", expYear)
    w.field("fingerprint", fingerprint)
    w.field("funding", funding)
    w.field("last4", last4)
    w.field("metadata", metadata)
    w.field("name", billing.name)
    if !place.isSource { w.object("networks") { $0.field("preferred", preferredNetwork) } }
    w.field("phone", billing.phone)
    w.field("regulated_status", "unregulated")
    if case .account = place { w.field("status", "new") }
    w.null("tokenization_method")
    w.field("wallet", wallet)
  }
}

extension BillingDetails {
  /// `name`, `address_line1` and the like, as legacy cards take them.
  static let legacyParameters =
    "address_city, address_country, address_line1, address_line2, address_state, address_zip, name"

  mutating func updateLegacy(_ arguments: Arguments) {
    arguments.assign("address_city", to: &address.city)
    arguments.assign("address_country", to: &address.country)
    arguments.assign("address_line1", to: &address.line1)
    arguments.assign("address_line2", to: &address.line2)
    arguments.assign("address_state", to: &address.state)
    arguments.assign("address_zip", to: &address.postalCode)
    arguments.assign("name", to: &name)
  }
}
