import Wire

/// That an account collects tax in a country, or a state of it, for a time.
package struct TaxRegistration: Resource {
  package static let object: StaticString = "tax.registration"
  package static let noun = "tax registration"
  package static let idPrefixes = ["taxreg_"]
  package static let example: Script? =
    "registration: POST tax/registrations country=DE&active_from=now&country_options[de][type]=standard&country_options[de][standard][place_of_supply_scheme]=standard"

  package let id: String
  package let created: Int
  var activeFrom: Int
  let country: String
  let options: JSON
  var expiresAt: Int?

  enum Status: String { case active, expired, scheduled }

  func status(at now: Int) -> Status {
    if let expiresAt, expiresAt <= now { return .expired }
    return activeFrom > now ? .scheduled : .active
  }

  /// Registrations of the EU's one-stop shop are for all its countries.
  func covers(_ entry: TaxTable.Entry, at now: Int) -> Bool {
    guard status(at: now) == .active else { return false }
    let own = options[country.lowercased()]
    let isShared = ["oss_union", "oss_non_union", "ioss"].contains(own?["type"]?.string ?? "")
    if isShared, TaxTable.europeanUnion.contains(entry.country) { return true }
    guard country == entry.country else { return false }
    guard let state = own?["state"]?.string ?? own?["province_standard"]?["province"]?.string else {
      // Canada's federal tax; a country without states.
      return entry.country != "CA" || ["gst", "hst"].contains(entry.type)
    }
    return state == entry.state
  }

  package func write(_ w: inout ObjectWriter) {
    w.field("active_from", activeFrom)
    w.field("country", country)
    w.field("country_options", options)
    w.field("created", created)
    w.field("expires_at", expiresAt)
    w.field("livemode", false)
    w.field("status", status(at: w.sandbox.now).rawValue)
  }
}

extension TaxRegistration {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  private static let routes = Routes("/v1/tax/registrations", of: TaxRegistration.self) {
    $0.post("", takes: createParameters, create)
    $0.list("", takes: .list("status: active|all|expired|scheduled")) { call throws(StripeError) in
      var listing = Listing<TaxRegistration>(call)
      let now = call.now
      if let status = call.arguments.string("status").flatMap(Status.init) {
        listing.filter { $0.status(at: now) == status }
      }
      return try listing.page()
    }
    $0.get("{id}") { call throws(StripeError) in try call.answerFound(TaxRegistration.self) }
    $0.post("{id}", takes: updateParameters, update)
  }

  private static let updateParameters = Parameters(
    "active_from: any(now, timestamp)\nexpires_at: any(now, timestamp)?")

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    let country = try arguments.required("country").uppercased()
    guard let options = arguments.object("country_options")?.object(country.lowercased()) else {
      throw .missing("country_options[\(country.lowercased())]")
    }
    if let other = arguments.object("country_options")?.values.first(where: { $0.key != country.lowercased() }) {
      throw StripeError(
        "You can only specify options of the country `\(country)`.", param: "country_options[\(other.key)]")
    }
    let path = "country_options[\(country.lowercased())]"
    if country == "CA", options.string("type") == "province_standard", !options.has("province_standard") {
      throw .missing(path + "[province_standard]")
    }
    if country == "US", TaxTable.entries(country: "US", state: options.string("state")?.uppercased()).isEmpty {
      throw StripeError("Invalid state: \(options.string("state") ?? "").", param: path + "[state]")
    }
    let registration = TaxRegistration(
      id: call.sandbox.identifiers.random("taxreg_", 14), created: call.now,
      activeFrom: call.moment("active_from") ?? call.now, country: country,
      options: [country.lowercased(): .object(options.values)], expiresAt: call.moment("expires_at"))
    try registration.checkPeriod()
    let others = call.sandbox.store[TaxRegistration.self].all.filter {
      $0.country == country && $0.options == registration.options && $0.status(at: call.now) != .expired
    }
    guard others.isEmpty else {
      throw StripeError("You already have a tax registration of this type in this place.", param: "country_options")
    }
    call.sandbox.store[TaxRegistration.self].insert(registration)
    return call.answer(TaxRegistration.self, registration.id)
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var registration = try call.found(TaxRegistration.self)
    registration.activeFrom = call.moment("active_from") ?? registration.activeFrom
    if call.arguments.has("expires_at") { registration.expiresAt = call.moment("expires_at") }
    try registration.checkPeriod()
    let kept = registration
    call.sandbox.store[TaxRegistration.self].update(kept.id) { $0 = kept }
    return call.answer(TaxRegistration.self, kept.id)
  }

  private func checkPeriod() throws(StripeError) {
    guard let expiresAt, expiresAt < activeFrom else { return }
    throw StripeError("`expires_at` must be after `active_from`.", param: "expires_at")
  }
}

extension Call {
  /// `now`, or a time in seconds.
  fileprivate func moment(_ name: String) -> Int? {
    arguments.string(name) == "now" ? now : arguments.integer(name)
  }
}
