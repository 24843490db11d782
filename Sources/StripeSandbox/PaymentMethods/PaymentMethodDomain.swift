import Wire

/// A website that may show wallets' buttons.
package struct PaymentMethodDomain: Resource {
  package static let object: StaticString = "payment_method_domain"
  package static let noun = "payment_method_domain"
  package static let idPrefixes = ["pmd_"]
  package static let pathParameter = "payment_method_domain"
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let indexes = [Index<PaymentMethodDomain>(name: "domain_name") { $0.domainName }]
  package static let example: Script? = "domain: POST payment_method_domains domain_name=shop.example.com"

  package let id: String
  package let created: Int
  let domainName: String
  var isEnabled: Bool

  package func write(_ w: inout ObjectWriter) {
    write(["amazon_pay", "apple_pay"], &w)
    w.field("created", created)
    w.field("domain_name", domainName)
    w.field("enabled", isEnabled)
    write(["google_pay", "klarna", "link"], &w)
    w.field("livemode", false)
    write(["paypal"], &w)
  }

  private func write(_ wallets: [StaticString], _ w: inout ObjectWriter) {
    for wallet in wallets { w.object(wallet) { $0.field("status", isEnabled ? "active" : "inactive" as String) } }
  }

  static let routes = Routes("/v1/payment_method_domains", of: PaymentMethodDomain.self) {
    $0.post("", takes: Parameters("domain_name: id!\nenabled: boolean")) { call throws(StripeError) in
      let name = try call.domainName()
      let table = call.sandbox.store[PaymentMethodDomain.self]
      // A domain is registered once; a second request gets the one there is.
      if let position = table.positions("domain_name", name)?.last, let kept = table[Int(position)] {
        return call.answer(PaymentMethodDomain.self, kept.id)
      }
      let domain = PaymentMethodDomain(
        id: call.sandbox.identifiers.dated("pmd_", now: call.now), created: call.now, domainName: name,
        isEnabled: call.arguments.bool("enabled") ?? true)
      call.sandbox.store[PaymentMethodDomain.self].insert(domain)
      return call.answer(PaymentMethodDomain.self, domain.id)
    }
    $0.list("", takes: .list("domain_name\nenabled: boolean")) { call throws(StripeError) in
      var listing = Listing<PaymentMethodDomain>(call)
      listing.narrow("domain_name")
      listing.filter("enabled") { $0.isEnabled }
      return try listing.page()
    }
    $0.get("{payment_method_domain}") { call throws(StripeError) in
      try call.answerFound(PaymentMethodDomain.self)
    }
    $0.post("{payment_method_domain}", takes: Parameters("enabled: boolean")) { call throws(StripeError) in
      let id = try call.found(PaymentMethodDomain.self).id
      if let isEnabled = call.arguments.bool("enabled") {
        call.sandbox.store[PaymentMethodDomain.self].update(id) { $0.isEnabled = isEnabled }
      }
      return call.answer(PaymentMethodDomain.self, id)
    }
    $0.post("{payment_method_domain}/validate") { call throws(StripeError) in
      try call.answerFound(PaymentMethodDomain.self)
    }
  }
}

extension Call {
  /// A host name, without a scheme or a path.
  func domainName() throws(StripeError) -> String {
    let name = (arguments.string("domain_name") ?? "").lowercased()
    let isHost =
      name.contains(".") && !name.hasPrefix(".") && !name.hasSuffix(".")
      && name.utf8.allSatisfy { byte in
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E
      }
    guard isHost else {
      throw StripeError("Invalid domain name: \(name).", param: "domain_name")
    }
    return name
  }
}
