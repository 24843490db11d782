import Wire

/// The features and the look of the portal's page.
package struct PortalConfiguration: Resource {
  package static let object: StaticString = "billing_portal.configuration"
  package static let noun = "configuration"
  package static let pathParameter = "configuration"
  package static let idPrefixes = ["bpc_"]
  package static let indexes = [
    Index<PortalConfiguration>(name: "is_default") { $0.isDefault ? "true" : nil },
    Index<PortalConfiguration>(name: "login_page") { $0.loginPage?.lastPathPart },
  ]
  package static var expandable: [String: Expandable] {
    [
      "application": .absent,
      "features.subscription_cancel.cancellation_reason.feedback_options": .one("billing.feedback_option"),
      "features.subscription_update.products": .absent,
    ]
  }
  package static let example: Script? =
    "portalConfiguration: POST billing_portal/configurations features[invoice_history][enabled]=true"
  package static let events: [EventRecipe] = [
    .init(
      "billing_portal.configuration.created",
      "POST billing_portal/configurations features[invoice_history][enabled]=true"),
    .init(
      "billing_portal.configuration.updated",
      """
      a: POST billing_portal/configurations features[invoice_history][enabled]=true
      POST billing_portal/configurations/{a} features[invoice_history][enabled]=false
      """),
  ]

  package let id: String
  package let created: Int
  var isActive = true
  var profile = Profile()
  var defaultReturnURL: String?
  var features = PortalFeatures()
  let isDefault: Bool
  /// Where customers log in without a session; kept while that is switched off.
  var loginPage: String?
  var hasLoginPage = false
  var metadata = Metadata()
  var name: String?
  var updated: Int

  struct Profile: Codable, Sendable {
    var headline: String?
    var privacyPolicy: String?
    var terms: String?
  }

  package func write(_ w: inout ObjectWriter) {
    w.field("active", isActive)
    w.null("application")
    w.object("business_profile") { w in
      w.field("headline", profile.headline)
      w.field("privacy_policy_url", profile.privacyPolicy)
      w.field("terms_of_service_url", profile.terms)
    }
    w.field("created", created)
    w.field("default_return_url", defaultReturnURL)
    w.object("features") { features.write(&$0) }
    w.field("is_default", isDefault)
    w.field("livemode", false)
    w.object("login_page") { w in
      w.field("enabled", hasLoginPage)
      w.field("url", hasLoginPage ? loginPage : nil)
    }
    w.field("metadata", metadata)
    w.field("name", name)
    w.field("updated", updated)
  }
}
