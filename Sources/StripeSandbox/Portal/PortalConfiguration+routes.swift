import Wire

extension PortalConfiguration {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  private static let routes = Routes("/v1/billing_portal/configurations", of: PortalConfiguration.self) {
    $0.post("", takes: createParameters, create)
    $0.list("", takes: .list("active: boolean\nis_default: boolean")) { call throws(StripeError) in
      call.supplyPortalConfiguration()
      var listing = Listing<PortalConfiguration>(call)
      listing.filter("active") { $0.isActive }
      listing.filter("is_default") { $0.isDefault }
      return try listing.page()
    }
    $0.get("{configuration}") { call throws(StripeError) in try call.answerFound(PortalConfiguration.self) }
    $0.post("{configuration}", takes: updateParameters, update)
  }

  private static let shared = """
    default_return_url: url?
    login_page: {enabled: boolean!}
    metadata
    name?

    """

  private static let createParameters = Parameters(
    shared + """
      business_profile: {headline: string(60)?, privacy_policy_url: url, terms_of_service_url: url}
      features: \(PortalFeatures.parameters(isNew: true))
      """)

  private static let updateParameters = Parameters(
    shared + """
      active: boolean
      business_profile: {headline: string(60)?, privacy_policy_url: url?, terms_of_service_url: url?}
      features: \(PortalFeatures.parameters(isNew: false))
      """)

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    var configuration = call.portalConfiguration(isDefault: false)
    try configuration.apply(call)
    call.insert(configuration, announcing: "billing_portal.configuration.created")
    return call.answer(PortalConfiguration.self, configuration.id)
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var configuration = try call.found(PortalConfiguration.self)
    if let isActive = call.arguments.bool("active") {
      guard isActive || !configuration.isDefault else {
        throw StripeError("The default configuration cannot be deactivated.", param: "active")
      }
      configuration.isActive = isActive
    }
    try configuration.apply(call)
    configuration.updated = call.now
    let kept = configuration
    call.update(PortalConfiguration.self, kept.id, announcing: "billing_portal.configuration.updated") { $0 = kept }
    return call.answer(PortalConfiguration.self, kept.id)
  }

  private mutating func apply(_ call: Call) throws(StripeError) {
    let arguments = call.arguments
    if let profile = arguments.object("business_profile") {
      profile.assign("headline", to: &self.profile.headline)
      profile.assign("privacy_policy_url", to: &self.profile.privacyPolicy)
      profile.assign("terms_of_service_url", to: &self.profile.terms)
    }
    arguments.assign("default_return_url", to: &defaultReturnURL)
    if let changes = arguments["features"] {
      features.merge(changes)
      try features.check(call)
    }
    if let isEnabled = arguments.object("login_page")?.bool("enabled") {
      hasLoginPage = isEnabled
      if isEnabled, loginPage == nil {
        loginPage = call.sandbox.pageAddress("billing", "/p/login/" + call.sandbox.identifiers.random("test_", 18))
      }
    }
    try arguments.merge(into: &metadata)
    arguments.assign("name", to: &name)
  }
}

extension Call {
  fileprivate func portalConfiguration(isDefault: Bool) -> PortalConfiguration {
    PortalConfiguration(
      id: sandbox.identifiers.dated("bpc_", now: now), created: now, isDefault: isDefault, updated: now)
  }

  /// Every account has a default configuration, as one has that saved the portal's settings in Stripe's dashboard.
  func supplyPortalConfiguration() {
    guard defaultPortalConfiguration == nil else { return }
    var configuration = portalConfiguration(isDefault: true)
    configuration.features = .ofDashboard
    sandbox.store[PortalConfiguration.self].insert(configuration)
  }

  var defaultPortalConfiguration: PortalConfiguration? {
    let table = sandbox.store[PortalConfiguration.self]
    return table.positions("is_default", "true")?.first.flatMap { table[Int($0)] }
  }
}
