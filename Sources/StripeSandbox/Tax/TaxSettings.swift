import Wire

/// The defaults of Stripe Tax. There is one in an account, and it has no id.
package struct TaxSettings: Resource {
  package static let object: StaticString = "tax.settings"
  package static let idPrefixes: [String] = []
  package static let hidesID = true
  static let onlyID = "tax_settings"
  package static let events: [EventRecipe] = [
    .init("tax.settings.updated", "POST tax/settings defaults[tax_behavior]=exclusive")
  ]

  package let id = Self.onlyID
  package let created = 0
  var headOffice: Address
  var taxBehavior: String? = "inferred_by_currency"
  var taxCode = "txcd_10000000"

  private enum CodingKeys: CodingKey { case headOffice, taxBehavior, taxCode }

  /// The head office is where the account is; in the United States it has to say in which state.
  private var missing: [String] {
    let place = headOffice
    if place.country == nil { return ["head_office.address.country"] }
    guard TaxTable.needsState(place.country ?? ""), place.state == nil else { return [] }
    return ["head_office.address.state"]
  }

  package func write(_ w: inout ObjectWriter) {
    w.object("defaults") { w in
      w.field("provider", "stripe")
      w.field("tax_behavior", taxBehavior)
      w.field("tax_code", taxCode)
    }
    w.object("head_office") { w in w.object("address") { headOffice.write(&$0) } }
    w.field("livemode", false)
    w.field("status", missing.isEmpty ? "active" : "pending")
    w.object("status_details") { w in
      if missing.isEmpty {
        w.object("active") { _ in }
      } else {
        w.object("pending") { $0.field("missing_fields", missing) }
      }
    }
  }
}

extension TaxSettings {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  private static let routes = Routes("/v1/tax/settings", of: TaxSettings.self) {
    $0.get("") { call throws(StripeError) in
      call.sandbox.supplyTaxSettings()
      return call.answer(TaxSettings.self, onlyID)
    }
    $0.post("", takes: parameters, update)
  }

  private static let parameters = Parameters(
    """
    defaults: {tax_behavior: exclusive|inclusive|inferred_by_currency, tax_code}
    head_office: {address!}
    """)

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    call.sandbox.supplyTaxSettings()
    var settings = call.sandbox.taxSettings
    if let defaults = call.arguments.object("defaults") {
      defaults.assign("tax_behavior", to: &settings.taxBehavior)
      settings.taxCode = try call.taxCode(defaults, param: "defaults[tax_code]") ?? settings.taxCode
    }
    if let address = call.arguments.object("head_office")?.object("address") {
      settings.headOffice = Address(address)
      guard let country = settings.headOffice.country, country.utf8.count == 2 else {
        throw .missing("head_office[address][country]")
      }
    }
    let kept = settings
    call.update(TaxSettings.self, onlyID, announcing: "tax.settings.updated") { $0 = kept }
    return call.answer(TaxSettings.self, onlyID)
  }
}

extension Sandbox {
  var taxSettings: TaxSettings {
    if let kept = store[TaxSettings.self][TaxSettings.onlyID] { return kept }
    var office = Address()
    office.country = "US"
    office.state = "CA"
    return TaxSettings(headOffice: office)
  }

  fileprivate func supplyTaxSettings() {
    if !store[TaxSettings.self].contains(TaxSettings.onlyID) { store[TaxSettings.self].insert(taxSettings) }
  }
}
