import Wire

/// A tax as an account sets it itself; Stripe Tax makes its own.
package struct TaxRate: Resource {
  package static let object: StaticString = "tax_rate"
  package static let pathParameter = "tax_rate"
  package static let idPrefixes = ["txr_"]
  package static let example: Script? = "rate: POST tax_rates display_name=VAT&inclusive=false&percentage=19"
  package static let events: [EventRecipe] = [
    .init("tax_rate.created", "POST tax_rates display_name=VAT&inclusive=false&percentage=19"),
    .init(
      "tax_rate.updated",
      "a: POST tax_rates display_name=VAT&inclusive=false&percentage=19; POST tax_rates/{a} active=false"),
  ]

  package let id: String
  package let created: Int
  var isActive = true
  var country: String?
  var description: String?
  var displayName: String
  var isInclusive: Bool
  var jurisdiction: String?
  /// Of a rate that Stripe Tax found.
  var jurisdictionLevel: String?
  var metadata = Metadata()
  var percentage: ExactAmount
  var state: String?
  var taxType: String?
  var isAutomatic = false

  package var isSelfContained: Bool { true }

  package func write(_ w: inout ObjectWriter) {
    w.field("active", isActive)
    w.field("country", country)
    w.field("created", created)
    w.field("description", description)
    w.field("display_name", displayName)
    w.number("effective_percentage", isAutomatic ? percentage : nil)
    w.null("flat_amount")
    w.field("inclusive", isInclusive)
    w.field("jurisdiction", jurisdiction)
    w.field("jurisdiction_level", jurisdictionLevel)
    w.field("livemode", false)
    w.field("metadata", metadata)
    w.number("percentage", percentage)
    w.field("rate_type", "percentage")
    w.field("state", state)
    w.field("tax_type", taxType)
  }
}

extension TaxRate {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  static let routes = Routes("/v1/tax_rates", of: TaxRate.self) {
    $0.post(
      "",
      takes: Parameters("inclusive: boolean!\npercentage: decimal!\ndisplay_name: string(50)!\n" + sharedParameters),
      create)
    $0.list("", takes: .list("active: boolean\ncreated: range\ninclusive: boolean"), list)
    $0.get("{id}") { call throws(StripeError) in try call.answerFound(TaxRate.self) }
    $0.post("{id}", takes: Parameters("display_name: string(50)\n" + sharedParameters), update)
  }

  private static let sharedParameters = """
    active: boolean
    country
    description
    jurisdiction: string(50)
    metadata
    state
    tax_type: \(taxTypes)
    """

  static let taxTypes = """
    admissions_tax|amusement_tax|attendance_tax|communications_tax|digital_excise_tax|entertainment_tax|get_fund|\
    gross_receipts_tax|gst|hospitality_tax|hst|igst|jct|lease_tax|luxury_tax|mass_transit_parking_tax|nhil|\
    parking_tax|pst|qst|resort_tax|retail_delivery_fee|rst|sales_tax|service_tax|tourism_tax|utility_users_tax|vat
    """

  private mutating func apply(_ arguments: Arguments) throws(StripeError) {
    isActive = arguments.bool("active") ?? isActive
    arguments.assign("country", to: &country)
    if let country, arguments.has("country"), !Address.countries.contains(country.uppercased()) {
      throw .unknownCountry(country, param: "country")
    }
    arguments.assign("description", to: &description)
    displayName = arguments.string("display_name") ?? displayName
    arguments.assign("jurisdiction", to: &jurisdiction)
    try arguments.merge(into: &metadata)
    arguments.assign("state", to: &state)
    arguments.assign("tax_type", to: &taxType)
  }

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    var rate = TaxRate(
      id: call.sandbox.identifiers.dated("txr_", now: call.now), created: call.now, displayName: "",
      isInclusive: arguments.bool("inclusive") ?? false, percentage: arguments.exact("percentage") ?? .zero)
    guard rate.percentage >= .zero, rate.percentage <= ExactAmount(100) else {
      throw StripeError("Invalid percentage: must be between 0 and 100.", param: "percentage")
    }
    try rate.apply(arguments)
    call.insert(rate, announcing: "tax_rate.created")
    return call.answer(TaxRate.self, rate.id)
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var rate = try call.found(TaxRate.self)
    try rate.apply(call.arguments)
    call.update(TaxRate.self, rate.id, announcing: "tax_rate.updated") { $0 = rate }
    return call.answer(TaxRate.self, rate.id)
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    var listing = Listing<TaxRate>(call)
    listing.filter { !$0.isAutomatic }
    listing.filter("active") { $0.isActive }
    listing.filter("inclusive") { $0.isInclusive }
    return try listing.page()
  }
}

extension Call {
  /// Ids of tax rates in a parameter. Nil: it is not there.
  func taxRates(_ arguments: Arguments, _ name: String, param: String? = nil) throws(StripeError) -> [String]? {
    guard let value = arguments[name] else { return nil }
    let ids = (value.array ?? []).compactMap(\.string)
    for (index, id) in ids.enumerated() where !sandbox.store[TaxRate.self].contains(id) {
      throw .noSuch(TaxRate.self, id, param: "\(param ?? name)[\(index)]")
    }
    return ids
  }
}
