import Wire

/// A venue: what is sold there is taxed there, wherever the customer is.
package struct PerformanceLocation: Resource {
  package static let object: StaticString = "tax.location"
  package static let noun = "tax location"
  package static let pathParameter = "location"
  package static let idPrefixes = ["taxloc_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let example: Script? =
    "location: POST tax/locations type=performance&address[country]=US&address[state]=CO&address[city]=Boulder"

  package let id: String
  package let created: Int
  let address: Address
  let description: String?

  package var isSelfContained: Bool { true }

  package func write(_ w: inout ObjectWriter) {
    w.object("address") { address.write(&$0) }
    w.field("description", description)
    w.field("livemode", false)
    w.field("type", "performance")
  }

  private static let routes = Routes("/v1/tax/locations", of: PerformanceLocation.self) {
    $0.post("", takes: createParameters) { call throws(StripeError) in
      let location = PerformanceLocation(
        id: call.sandbox.identifiers.dated("taxloc_", now: call.now), created: call.now,
        address: Address(call.arguments.object("address") ?? Arguments()),
        description: call.arguments.string("description"))
      call.sandbox.store[PerformanceLocation.self].insert(location)
      return call.answer(PerformanceLocation.self, location.id)
    }
    $0.list("", takes: .list("type: performance!")) { call throws(StripeError) in
      try Listing<PerformanceLocation>(call).page()
    }
    $0.get("{location}") { call throws(StripeError) in try call.answerFound(PerformanceLocation.self) }
  }

  private static let createParameters = Parameters(
    """
    address: {city?, country: id!, line1?, line2?, postal_code?, state?}!
    description
    type: performance!
    """)
}

extension Call {
  /// The id of the venue that a line or a product names.
  func performanceLocation(_ arguments: Arguments, param: String) throws(StripeError) -> String? {
    guard let id = arguments.string("performance_location"), !id.isEmpty else { return nil }
    guard sandbox.store[PerformanceLocation.self].contains(id) else {
      throw .noSuch(PerformanceLocation.self, id, param: param)
    }
    return id
  }
}

extension AutomaticTax {
  /// The same customer's taxes on what is sold at a venue.
  func held(at venue: String?, _ sandbox: Sandbox) -> AutomaticTax {
    guard let address = venue.flatMap({ sandbox.store[PerformanceLocation.self][$0]?.address }),
      let location = TaxLocation(address, .billing)
    else { return self }
    var tax = self
    tax.location = location
    return tax
  }
}
