/// The taxes that Stripe Tax charges one customer.
///
/// An account that has registered nowhere collects tax everywhere, as if it had set Stripe Tax up in the dashboard; from
/// its first registration on it collects where it is registered.
struct AutomaticTax {
  var location: TaxLocation?
  /// The customer's `tax_exempt`: none, exempt or reverse.
  var exemption = "none"
  /// Whether the customer has shown to be a business of the European Union.
  var isEuropeanBusiness = false

  /// A tax as it applies to a thing that is sold.
  struct Applied: Equatable {
    let entry: TaxTable.Entry
    let percentage: ExactAmount
    let reason: String
  }

  func applied(to code: String?, in sandbox: Sandbox) -> [Applied] {
    guard let location else { return [] }
    return TaxTable.entries(country: location.country, state: location.state).map { entry in
      let reason = reason(entry, code, sandbox)
      return Applied(entry: entry, percentage: reason == "standard_rated" ? entry.percentage : .zero, reason: reason)
    }
  }

  private func reason(_ entry: TaxTable.Entry, _ code: String?, _ sandbox: Sandbox) -> String {
    guard sandbox.collectsTax(at: entry) else { return "not_collecting" }
    if exemption == "exempt" { return "customer_exempt" }
    if exemption == "reverse" { return "reverse_charge" }
    if isEuropeanBusiness, TaxTable.europeanUnion.contains(entry.country),
      entry.country != sandbox.taxSettings.headOffice.country
    {
      return "reverse_charge"
    }
    if Self.untaxed.contains(code ?? sandbox.taxSettings.taxCode) { return "product_exempt" }
    return entry.percentage == .zero ? "zero_rated" : "standard_rated"
  }

  /// Tax codes of what no place taxes.
  private static let untaxed = ["txcd_00000000", "txcd_90020001"]
}

extension Sandbox {
  /// Whether tax is in the price, where the price does not say.
  func includesTax(_ behavior: String?, currency: String) -> Bool {
    switch behavior {
    case "inclusive": true
    case "exclusive": false
    default:
      switch taxSettings.taxBehavior {
      case "inclusive": true
      case "exclusive": false
      default: currency != "usd" && currency != "cad"
      }
    }
  }

  func automaticTax(for customer: Customer?) -> AutomaticTax {
    AutomaticTax(
      location: customer?.taxLocation, exemption: customer?.taxExempt ?? "none",
      isEuropeanBusiness: customer.map { store.taxIDs(of: $0.id).contains { $0.type == "eu_vat" } } ?? false)
  }

  func collectsTax(at location: TaxLocation) -> Bool {
    TaxTable.entries(country: location.country, state: location.state).contains(where: collectsTax)
  }

  fileprivate func collectsTax(at entry: TaxTable.Entry) -> Bool {
    let registrations = store[TaxRegistration.self]
    return registrations.count == 0 || registrations.all.contains { $0.covers(entry, at: now) }
  }
}

extension Customer {
  var taxLocation: TaxLocation? { TaxLocation(billing: address, shipping: shipping?.address) }
}

extension Call {
  /// The taxes on each price of an invoice or a session, by tax rates that Stripe Tax keeps.
  func taxTerms(_ automatic: AutomaticTax, price: Price?, currency: String) -> [TaxTerms] {
    let product = price.flatMap { sandbox.store[Product.self][$0.product] }
    return taxTerms(
      automatic.held(at: product?.taxDetails?.performanceLocation, sandbox),
      code: product?.taxCode ?? product?.taxDetails?.taxCode, behavior: price?.taxBehavior, currency: currency)
  }

  func taxTerms(_ automatic: AutomaticTax, code: String?, behavior: String?, currency: String) -> [TaxTerms] {
    let isInclusive = sandbox.includesTax(behavior, currency: currency)
    return automatic.applied(to: code, in: sandbox).map { applied in
      TaxTerms(
        rate: taxRate(of: applied, isInclusive), percentage: applied.percentage, isInclusive: isInclusive,
        reason: applied.reason)
    }
  }

  /// Stripe Tax keeps a rate for each place and way of charging it.
  private func taxRate(of applied: AutomaticTax.Applied, _ isInclusive: Bool) -> String {
    let entry = applied.entry
    let known = sandbox.store[TaxRate.self].all.first {
      $0.isAutomatic && $0.country == entry.country && $0.state == entry.state && $0.taxType == entry.type
        && $0.isInclusive == isInclusive && $0.percentage == applied.percentage
    }
    if let known { return known.id }
    var rate = TaxRate(
      id: sandbox.identifiers.dated("txr_", now: now), created: now, displayName: entry.displayName,
      isInclusive: isInclusive, percentage: applied.percentage)
    rate.isAutomatic = true
    rate.isActive = false
    rate.country = entry.country
    rate.state = entry.state
    rate.jurisdiction = entry.state ?? entry.country
    rate.jurisdictionLevel = entry.state == nil ? "country" : "state"
    rate.taxType = entry.type
    sandbox.store[TaxRate.self].insert(rate)
    return rate.id
  }
}

extension StripeError {
  static func noTaxLocation(param: String? = nil) -> StripeError {
    StripeError(
      """
      The customer's location isn't recognized. Set a valid customer address in order to automatically calculate tax.
      """, code: "customer_tax_location_invalid", param: param)
  }
}
