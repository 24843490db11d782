import Wire

/// A change of an object, with the object as it was then.
package struct Event: Resource {
  package static let object: StaticString = "event"
  package static let idPrefixes = ["evt_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  /// Stripe keeps events for thirty days; a sandbox keeps this many.
  static let kept = 10_000

  package let id: String
  package let created: Int
  package let type: String
  /// The id of the object that it is about.
  package let subject: String
  let snapshot: ObjectSnapshot
  /// The object before it was changed, from which `previous_attributes` are computed when the event is read.
  let before: ObjectSnapshot?
  package let requestID: String?
  let idempotencyKey: String?
  var pendingWebhooks: Int

  private enum CodingKeys: String, CodingKey {
    case id, created, type, subject, snapshot = "picture", before, requestID, idempotencyKey, pendingWebhooks
  }

  package func write(_ w: inout ObjectWriter) { write(&w, showing: nil, version: .newest) }

  /// - Parameter object: the object at an endpoint's own version, where that is not the newest.
  func write(_ w: inout ObjectWriter, showing object: [UInt8]?, version: APIVersion) {
    let newest = snapshot.bytes(in: w.sandbox)
    if w.sandbox.isConnected { w.field("account", w.sandbox.accountID) }
    w.field("api_version", version.name)
    w.field("created", created)
    w.object("data") { w in
      w.key("object")
      w.json.raw(object ?? newest)
      if let before, let previousAttributes = PreviousAttributes.between(before.bytes(in: w.sandbox), newest) {
        w.key("previous_attributes")
        w.json.raw(previousAttributes)
      }
    }
    w.field("livemode", false)
    w.field("pending_webhooks", pendingWebhooks)
    w.object("request") { w in
      w.field("id", requestID)
      w.field("idempotency_key", idempotencyKey)
    }
    w.field("type", type)
  }

  static let routes = Routes("/v1/events", of: Event.self) {
    $0.list("", takes: .list("created: range\ndelivery_success: boolean\ntype\ntypes: [string]"), list)
    $0.get("{id}") { call throws(StripeError) in try call.answerFound(Event.self) }
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    var listing = Listing<Event>(call)
    if call.arguments.has("type"), call.arguments.has("types") {
      throw StripeError("You may only specify one of these parameters: type, types.")
    }
    if let pattern = call.arguments.string("type") { listing.filter { matches($0.type, pattern) } }
    if let types = call.arguments.strings("types") {
      guard types.count <= 20 else { throw StripeError("You may specify at most 20 types.", param: "types") }
      listing.filter { event in types.contains { matches(event.type, $0) } }
    }
    if let succeeded = call.arguments.bool("delivery_success") {
      let undelivered = call.sandbox.store.deliveries.undeliveredEvents
      listing.filter { undelivered.contains($0.id) != succeeded }
    }
    return try listing.page()
  }

  /// `charge.succeeded`, `charge.*` or `*`.
  package static func matches(_ type: String, _ pattern: String) -> Bool {
    pattern.hasSuffix("*") ? type.hasPrefix(pattern.dropLast()) : type == pattern
  }
}
