import Wire

/// A customer's visit to the portal. The secret in its address is all that the page needs.
package struct PortalSession: Resource {
  package static let object: StaticString = "billing_portal.session"
  package static let idPrefixes = ["bps_"]
  package static let indexes = [Index<PortalSession>(name: "secret") { $0.url.lastPathPart }]
  package static var expandable: [String: Expandable] { ["configuration": .one("billing_portal.configuration")] }
  package static let example: Script? = "portalSession: POST billing_portal/sessions customer={customer}"
  package static let events: [EventRecipe] = [
    .init("billing_portal.session.created", "a: POST customers; POST billing_portal/sessions customer={a}")
  ]

  package let id: String
  package let created: Int
  let configuration: String
  let customer: String
  var afterExpiration: JSON = .null
  var flow: JSON = .null
  var locale: String?
  var onBehalfOf: String?
  var returnURL: String?
  let url: String
  /// When the customer came to the page last.
  var visited: Int?

  /// It waits five minutes for the customer, then an hour for each next visit.
  var expiresAt: Int { visited.map { $0 + 3600 } ?? created + 300 }

  package func write(_ w: inout ObjectWriter) {
    if afterExpiration != .null { w.field("after_expiration", afterExpiration) }
    w.reference("configuration", configuration)
    w.field("created", created)
    w.field("customer", customer)
    w.null("customer_account")
    w.field("flow", flow)
    w.field("livemode", false)
    w.field("locale", locale)
    w.field("on_behalf_of", onBehalfOf)
    w.field("return_url", returnURL)
    w.field("url", url)
  }
}

extension String {
  /// The part after the last slash.
  var lastPathPart: String { String(self[(lastIndex(of: "/").map(index(after:)) ?? startIndex)...]) }
}
