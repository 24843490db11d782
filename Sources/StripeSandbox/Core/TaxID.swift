import Wire

package struct TaxID: Resource {
  package static let object: StaticString = "tax_id"
  package static let events: [EventRecipe] = [
    .init("customer.tax_id.created", "a: POST customers; POST customers/{a}/tax_ids type=eu_vat&value=DE123456789"),
    .init(
      "customer.tax_id.deleted",
      """
      a: POST customers; b: POST customers/{a}/tax_ids type=eu_vat&value=DE123456789
      DELETE customers/{a}/tax_ids/{b}
      """),
    .init(
      "customer.tax_id.updated",
      "a: POST customers; POST customers/{a}/tax_ids type=eu_vat&value=DE000000000; GET customers/{a}/tax_ids"),
  ]
  package static let followUps: [FollowUp] = [verify]
  /// The government answers for Stripe's test numbers: https://docs.stripe.com/billing/customer/tax-ids
  private static let verify = FollowUp("verifyTaxID") { call, id in
    guard let taxID = call.sandbox.store[TaxID.self][id], let verdict = taxID.verdict else { return }
    call.update(TaxID.self, id, announcing: "customer.tax_id.updated") { $0.verification = verdict }
  }
  package static let idPrefixes = ["txi_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let example: Script? = "tax_id: POST customers/{customer}/tax_ids type=us_ein&value=12-3456789"
  package static let indexes = [Index<TaxID>(name: "customer") { $0.customer }]
  package static var expandable: [String: Expandable] {
    ["customer": .one("customer"), "owner.customer": .one("customer")]
  }

  package let id: String
  package let created: Int
  let customer: String
  let type: String
  let value: String
  /// What the government said.
  var verification: Verification?

  enum Verification: String, Codable, Sendable { case verified, unverified }

  /// Nine zeros are known, nine ones are not; there is no word about any other number.
  private var verdict: Verification? {
    guard TaxIDType.isVerifiable(type) else { return nil }
    return value.hasSuffix("000000000") ? .verified : value.hasSuffix("111111111") ? .unverified : nil
  }

  package func write(_ w: inout ObjectWriter) {
    w.field("country", TaxIDType.country(of: type, value))
    w.field("created", created)
    w.reference("customer", customer)
    w.null("customer_account")
    w.field("livemode", false)
    w.object("owner") { w in
      w.reference("customer", customer)
      w.null("customer_account")
      w.field("type", "customer")
    }
    w.field("type", type)
    w.field("value", value)
    w.object("verification") { w in
      w.field("status", verification?.rawValue ?? (TaxIDType.isVerifiable(type) ? "pending" : "unavailable"))
      w.field("verified_address", verification == .verified ? "510 TOWNSEND ST, SAN FRANCISCO" : nil as String?)
      w.field("verified_name", verification == .verified ? "TEST BUSINESS" : nil as String?)
    }
  }
}

extension TaxID {
  static let routes = Routes("/v1/customers/{customer}/tax_ids", of: TaxID.self) {
    $0.post("", takes: Parameters(parameters)) { call throws(StripeError) in
      let customer = try call.found(Customer.self)
      let taxID = try TaxID(call.arguments, customer: customer.id, param: "value", call)
      call.insert(taxID, announcing: "customer.tax_id.created")
      call.sandbox.later(0, verify, taxID.id)
      return call.answer(TaxID.self, taxID.id)
    }
    $0.list("") { call throws(StripeError) in
      let customer = try call.found(Customer.self)
      var listing = Listing<TaxID>(call)
      listing.narrow("customer", to: customer.id)
      return try listing.page()
    }
    $0.get("{id}") { call throws(StripeError) in call.answer(TaxID.self, try found(call).id) }
    $0.delete("{id}") { call throws(StripeError) in
      let id = try found(call).id
      call.delete(TaxID.self, id, announcing: "customer.tax_id.deleted")
      return { $0.deleted(TaxID.self, id) }
    }
  }

  static let parameters = "type: \(TaxIDType.all)!\nvalue!"

  /// - Parameter param: the name of the value's parameter, for errors.
  init(_ arguments: Arguments, customer: String, param: String, _ call: Call) throws(StripeError) {
    id = call.sandbox.identifiers.dated("txi_", now: call.now)
    created = call.now
    self.customer = customer
    type = try arguments.required("type")
    value = try arguments.required("value")
    guard TaxIDType.accepts(value, as: type) else {
      throw StripeError("Invalid value for \(type).", code: "tax_id_invalid", param: param)
    }
  }

  private static func found(_ call: Call) throws(StripeError) -> TaxID {
    let customer = try call.found(Customer.self)
    let taxID = try call.found(TaxID.self, at: 1)
    guard taxID.customer == customer.id else { throw .notFound(TaxID.self, taxID.id) }
    return taxID
  }
}

extension Store {
  /// Newest first.
  func taxIDs(of customer: String) -> [TaxID] {
    (self[TaxID.self].positions("customer", customer) ?? []).reversed().compactMap { self[TaxID.self][Int($0)] }
  }
}
