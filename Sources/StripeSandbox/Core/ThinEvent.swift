import Wire

/// An event of version 2 of the API: it names the object and the change, and does not hold the object. Those of version
/// 1's objects are made from its events when they are read; only events that version 2 alone has are kept.
package struct ThinEvent: Resource {
  package static let object: StaticString = "v2.core.event"
  package static let noun = "event"
  package static let idPrefixes: [String] = []

  static let ping = "v2.core.event_destination.ping"

  package let id: String
  package let created: Int
  let type: String
  let subject: String
  let requestID: String?
  let idempotencyKey: String?
  /// The kind and the address of what it is about, where that is no destination.
  var related: Related?
  /// What is told besides, to those who fetch it.
  var data: JSON?

  struct Related: Codable, Sendable {
    let type: String
    let url: String
  }

  /// A type that a destination of thin events can ask for.
  static func contains(_ type: String) -> Bool {
    if ["*", "v1.*", "v2.*", ping].contains(type) || AccountV2.events.contains(type) { return true }
    return type.hasPrefix("v1.") && EventTypes.contains(String(type.dropFirst(3)))
  }

  package func write(_ w: inout ObjectWriter) {
    let related =
      related ?? Related(type: EventDestination.object.description, url: "/v2/core/event_destinations/" + subject)
    Self.write(
      &w, type: type, created: created, requestID: requestID, idempotencyKey: idempotencyKey,
      related: (subject, related.type, related.url), snapshot: nil)
    if let data { w.field("data", data) }
  }

  static func write(
    _ w: inout ObjectWriter, type: String, created: Int, requestID: String?, idempotencyKey: String?,
    related: (id: String, type: String, url: String), snapshot: String?
  ) {
    w.null("changes")
    w.null("context")
    w.field("created", Timestamp.text(created))
    w.field("livemode", false)
    w.object("reason", requestID) { w, requestID in
      w.object("request") { w in
        w.field("id", requestID)
        w.field("idempotency_key", idempotencyKey ?? "")
      }
      w.field("type", "request")
    }
    w.object("related_object") { w in
      w.field("id", related.id)
      w.field("type", related.type)
      w.field("url", related.url)
    }
    w.field("snapshot_event", snapshot)
    w.field("type", type)
  }
}

extension ThinEvent {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  private static let routes = Routes("/v2/core/events", of: ThinEvent.self) {
    $0.get("", takes: listParameters, list)
    $0.get("{id}") { call throws(StripeError) in
      if call.sandbox.store[ThinEvent.self].contains(call.id) { return call.answer(ThinEvent.self, call.id) }
      guard let event = call.sandbox.store[Event.self][Event.snapshotID(of: call.id)] else {
        throw .notFound(ThinEvent.self, call.id)
      }
      return { event.writeThin(&$0) }
    }
  }

  private static let listParameters = Parameters(
    """
    created: {gt, gte, lt, lte}
    limit: integer
    object_id
    page
    types: [string]
    """)

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    // An account's events of version 1 are in its own world; those of version 2 are the platform's.
    guard call.arguments.string("object_id")?.hasPrefix("acct_") != true else {
      var page = V2Page<ThinEvent>(call)
      try narrow(&page, call, { ($0.subject, $0.type, $0.created) })
      return try page.answer { event, w in w.whole(event) }
    }
    var page = V2Page<Event>(call)
    try narrow(&page, call, { ($0.subject, "v1." + $0.type, $0.created) })
    return try page.answer { event, w in event.writeThin(&w) }
  }

  private static func narrow<T>(
    _ page: inout V2Page<T>, _ call: Call, _ facts: @escaping (T) -> (subject: String, type: String, created: Int)
  ) throws(StripeError) {
    if let subject = call.arguments.string("object_id") { page.filter { facts($0).subject == subject } }
    if let types = call.arguments.strings("types") {
      guard types.count <= 20 else { throw StripeError("You may specify at most 20 types.", param: "types") }
      page.filter { event in types.contains { Event.matches(facts(event).type, $0) } }
    }
    guard let bounds = call.arguments.object("created") else { return }
    for name in ["gt", "gte", "lt", "lte"] {
      guard let text = bounds.string(name) else { continue }
      guard let bound = Timestamp(text) else {
        throw StripeError("Invalid timestamp: \(text)", param: "created[\(name)]")
      }
      page.filter { event in
        let created = facts(event).created
        return switch name {
        case "gt": created > bound.seconds
        case "gte": created >= bound.seconds
        case "lt": created < bound.seconds
        default: created <= bound.seconds
        }
      }
    }
  }
}

extension Event {
  /// The id of the thin event of the same happening: the same letters behind a longer prefix.
  var thinID: String { "evt_test_" + id.dropFirst(4) }

  static func snapshotID(of thin: String) -> String {
    thin.hasPrefix("evt_test_") ? "evt_" + thin.dropFirst(9) : thin
  }

  func writeThin(_ w: inout ObjectWriter) {
    w.json.open(UInt8(ascii: "{"))
    w.field("id", thinID)
    w.field("object", ThinEvent.object)
    let kind = objectName(in: w.sandbox)
    ThinEvent.write(
      &w, type: "v1." + type, created: created, requestID: requestID, idempotencyKey: idempotencyKey,
      related: (subject, kind, Registry.shared.url(of: subject, kind)), snapshot: id)
    w.json.close(UInt8(ascii: "}"))
  }

  /// The `object` of what it is about.
  private func objectName(in sandbox: Sandbox) -> String {
    (try? JSONParser.parse(snapshot.bytes(in: sandbox)))?["object"]?.string ?? ""
  }
}
