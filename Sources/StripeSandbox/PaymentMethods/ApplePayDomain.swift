import Wire

/// A website that may show the button of Apple Pay: what there was before `PaymentMethodDomain`.
package struct ApplePayDomain: Resource {
  package static let object: StaticString = "apple_pay_domain"
  package static let idPrefixes = ["apwc_"]
  package static let pathParameter = "domain"
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let indexes = [Index<ApplePayDomain>(name: "domain_name") { $0.domainName }]
  package static let example: Script? = "appleDomain: POST apple_pay/domains domain_name=shop.example.com"

  package let id: String
  package let created: Int
  let domainName: String

  package func write(_ w: inout ObjectWriter) {
    w.field("created", created)
    w.field("domain_name", domainName)
    w.field("livemode", false)
  }

  static let routes = Routes("/v1/apple_pay/domains", of: ApplePayDomain.self) {
    $0.post("", takes: Parameters("domain_name: id!")) { call throws(StripeError) in
      let domain = ApplePayDomain(
        id: call.sandbox.identifiers.dated("apwc_", now: call.now), created: call.now,
        domainName: try call.domainName())
      call.sandbox.store[ApplePayDomain.self].insert(domain)
      return call.answer(ApplePayDomain.self, domain.id)
    }
    $0.list("", takes: .list("domain_name")) { call throws(StripeError) in
      var listing = Listing<ApplePayDomain>(call)
      listing.narrow("domain_name")
      return try listing.page()
    }
    $0.get("{domain}") { call throws(StripeError) in
      try call.answerFound(ApplePayDomain.self)
    }
    $0.delete("{domain}") { call throws(StripeError) in
      let id = try call.found(ApplePayDomain.self).id
      call.sandbox.store[ApplePayDomain.self].delete(id)
      return { $0.deleted(ApplePayDomain.self, id) }
    }
  }
}
