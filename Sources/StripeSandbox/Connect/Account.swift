import Wire

/// An account that is connected to a platform. What happens in it is kept in a sandbox of its own.
package struct Account: Resource {
  package static let object: StaticString = "account"
  package static let idPrefixes = ["acct_"]
  package static let pathParameter = "account"
  package static let noun = "account"
  package static var endpoints: [RoutedEndpoint] { routes.endpoints + ownRoutes.endpoints }
  package static let example: Script? = """
    payee: POST accounts type=custom&country=US&business_type=company&capabilities[transfers][requested]=true\
    &capabilities[card_payments][requested]=true
    """
  package static let followUps: [FollowUp] = [review, reviewCompany, reviewWebsite]
  package static let events: [EventRecipe] = [
    .init("account.application.authorized", "POST /oauth/token grant_type=authorization_code&code=ac_e30"),
    .init("account.application.deauthorized", "a: POST accounts type=custom&country=US; DELETE accounts/{a}"),
    .init("account.updated", "a: POST accounts type=custom&country=US; POST accounts/{a} email=jenny@example.com"),
    .init(
      "capability.updated",
      "a: POST accounts type=custom&country=US; POST accounts/{a}/capabilities/transfers requested=true"),
  ]

  enum Kind: String, Codable, Sendable { case standard, express, custom, none }

  package let id: String
  package let created: Int
  let type: Kind
  let controller: Controller
  let country: String
  var businessType: String?
  var capabilities: [Capability] = []
  var defaultCurrency: String
  var email: String?
  /// `business_profile`, `company`, `documents`, `settings` and `tos_acceptance` as requests gave them.
  var given = Given()
  /// The person behind an individual's account.
  var individual: String?
  /// Its documents are under review.
  var isUnderReview = false
  /// Somebody has asked about it since, and was shown that.
  var wasShownUnderReview: Bool?
  /// Its website is being looked at, which takes less time.
  var isWebsiteUnderReview: Bool?
  /// What is told of the company is compared with registers, which takes the least.
  var isCompanyUnderReview: Bool?
  var metadata = Metadata()
  /// When the next automatic payout is looked for.
  var nextPayout: Int?
  /// Its display name in version 2 of the API.
  var displayNameV2: String?
  /// What version 2 of the API said of it, as it said it.
  var givenV2: Given?
  var isClosed = false
  /// By when what its sales made due has to be told. Nil: they have not come so far.
  var deadline: Int?
  var isOverdue: Bool?
  /// The functions that a test card has blocked.
  var block: TestCard.AccountTrigger?
  /// Why the platform turned the account away.
  var rejection: String?
  /// Of an account that was there before it was connected.
  var grant: OAuth.Grant?

  var isRecipient: Bool { given.string("tos_acceptance.service_agreement") == "recipient" }
  /// Whether the platform collects what Stripe has to know, and sees it.
  var isOpenToPlatform: Bool { controller.requirementCollection == "application" || type == .express }

  package func write(_ w: inout ObjectWriter) {
    let store = w.sandbox.store
    let requirements = Requirements(of: self, in: store).shown(of: self, w.version)
    w.object("business_profile") { writeProfile(&$0) }
    w.field("business_type", businessType)
    w.object("capabilities") { w in
      for capability in capabilities where capability.isRequested {
        w.json.key(capability.name)
        w.json.string(status(of: capability.name, requirements))
      }
    }
    w.field("charges_enabled", chargesEnabled(requirements))
    if isOpenToPlatform || businessType != nil { w.object("company") { writeCompany(store, &$0) } }
    w.object("controller") { controller.write(&$0) }
    w.field("country", country)
    w.field("created", created)
    w.field("default_currency", defaultCurrency)
    w.field("details_submitted", requirements.areDetailsSubmitted)
    w.field("email", email)
    writeExternalAccounts(&w)
    let future = requirements.future(of: self, in: store, w.version)
    w.object("future_requirements") { future.write(&$0, isOfAccount: true) }
    if let individual, let person = store[Person.self][individual] {
      w.object("individual") { person.writeAsIndividual(&$0) }
    }
    w.field("metadata", metadata)
    w.field("payouts_enabled", payoutsEnabled(requirements))
    w.object("requirements") { requirements.write(&$0, isOfAccount: true) }
    if w.version.hasBeta(Requirements.riskBeta) { writeRiskControls(&w) }
    w.object("settings") { writeSettings(&$0) }
    w.object("tos_acceptance") { w in
      let terms = given.part("tos_acceptance")
      w.fields(["date", "ip"], of: terms)
      if let agreement = terms.string("service_agreement") { w.field("service_agreement", agreement) }
      w.fields(["user_agent"], of: terms)
    }
    w.field("type", type.rawValue)
  }

  private func writeExternalAccounts(_ w: inout ObjectWriter) {
    let accounts = w.sandbox.store.externalAccounts(of: id)
    w.list(
      "external_accounts", Array(accounts.prefix(10)), hasMore: accounts.count > 10, totalCount: accounts.count,
      url: "/v1/accounts/\(id)/external_accounts")
  }

  private func writeRiskControls(_ w: inout ObjectWriter) {
    w.object("risk_controls") { w in
      w.object("charges") { $0.field("pause_requested", false) }
      w.object("payouts") { $0.field("pause_requested", false) }
    }
  }

  func chargesEnabled(_ requirements: Requirements) -> Bool {
    guard block != .chargeBlock || requirements.pastDue.isEmpty else { return false }
    return Capability.ofMoney.contains { status(of: $0, requirements) == "active" }
  }

  func payoutsEnabled(_ requirements: Requirements) -> Bool {
    chargesEnabled(requirements) && requirements.pastDue.isEmpty
  }
}

/// Who pays, who answers for losses and who asks the account for what is missing.
struct Controller: Codable, Sendable, Equatable {
  var feesPayer: String
  var lossesPayer: String
  var requirementCollection: String
  var dashboard: String

  /// The controller of an account `type`.
  init(_ type: Account.Kind) {
    switch type {
    case .standard, .none:
      self.init(feesPayer: "account", lossesPayer: "stripe", requirementCollection: "stripe", dashboard: "full")
    case .express:
      self.init(
        feesPayer: "application_express", lossesPayer: "application", requirementCollection: "stripe",
        dashboard: "express")
    case .custom:
      self.init(
        feesPayer: "application_custom", lossesPayer: "application", requirementCollection: "application",
        dashboard: "none")
    }
  }

  private init(feesPayer: String, lossesPayer: String, requirementCollection: String, dashboard: String) {
    self.feesPayer = feesPayer
    self.lossesPayer = lossesPayer
    self.requirementCollection = requirementCollection
    self.dashboard = dashboard
  }

  static let parameters = """
    {
      fees: {payer: account|application}, losses: {payments: application|stripe},
      requirement_collection: application|stripe, stripe_dashboard: {type: express|full|none}
    }
    """

  /// The `controller` of a request. Not all of its parts go together.
  init(_ arguments: Arguments) throws(StripeError) {
    self.init(.none)
    feesPayer = arguments.object("fees")?.string("payer") ?? feesPayer
    lossesPayer = arguments.object("losses")?.string("payments") ?? lossesPayer
    requirementCollection = arguments.string("requirement_collection") ?? requirementCollection
    dashboard = arguments.object("stripe_dashboard")?.string("type") ?? dashboard
    guard requirementCollection == "stripe" || dashboard == "none" else {
      throw StripeError(
        "When `controller[requirement_collection]` is `application`, `controller[stripe_dashboard][type]` must be `none`.",
        param: "controller[stripe_dashboard][type]")
    }
    guard requirementCollection == "stripe" || lossesPayer == "application" else {
      throw StripeError(
        "When `controller[requirement_collection]` is `application`, `controller[losses][payments]` must be `application`.",
        param: "controller[losses][payments]")
    }
  }

  func write(_ w: inout ObjectWriter) {
    w.object("fees") { $0.field("payer", feesPayer) }
    w.field("is_controller", true)
    w.object("losses") { $0.field("payments", lossesPayer) }
    w.field("requirement_collection", requirementCollection)
    w.object("stripe_dashboard") { $0.field("type", dashboard) }
    w.field("type", "application")
  }
}
