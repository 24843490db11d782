import Wire

/// Where events go, as version 2 of the API has it: a webhook that gets thin events, or snapshots as `/v1` webhooks do.
package struct EventDestination: Resource {
  package static let object: StaticString = "v2.core.event_destination"
  package static let noun = "event destination"
  package static let idPrefixes = ["ed_"]
  package static let example: Script? = """
    destination: POST /v2/core/event_destinations name=Example&type=webhook_endpoint&event_payload=thin\
    &enabled_events[]=v1.charge.succeeded&webhook_endpoint[url]=https://example.com/thin
    """

  package let id: String
  package let created: Int
  package let secret: String
  let isThin: Bool
  let eventsFrom: [String]
  let snapshotVersion: APIVersion?
  var updated: Int
  var name: String
  var description: String
  var enabledEvents: [String]
  var metadata = Metadata()
  var isEnabled = true
  var url: String

  package func write(_ w: inout ObjectWriter) { write(&w, including: []) }

  /// - Parameter included: fields of the webhook that are left out unless asked for.
  func write(_ w: inout ObjectWriter, including included: [String]) {
    w.null("amazon_eventbridge")
    w.null("azure_event_grid")
    w.field("created", Timestamp.text(created))
    w.field("description", description)
    w.field("enabled_events", enabledEvents)
    w.field("event_payload", isThin ? "thin" : "snapshot" as StaticString)
    w.field("events_from", eventsFrom)
    w.field("livemode", false)
    w.field("metadata", metadata)
    w.field("name", name)
    w.field("snapshot_api_version", isThin ? nil : (snapshotVersion ?? .newest).name)
    w.field("status", isEnabled ? "enabled" : "disabled" as StaticString)
    w.object("status_details", isEnabled ? nil : "user") { w, reason in
      w.object("disabled") { $0.field("reason", reason) }
    }
    w.field("type", "webhook_endpoint")
    w.field("updated", Timestamp.text(updated))
    w.object("webhook_endpoint") { w in
      w.field("signing_secret", included.contains("webhook_endpoint.signing_secret") ? secret : nil)
      w.field("url", included.contains("webhook_endpoint.url") ? url : nil)
    }
  }

  /// Whether events of this account, or of those that a platform has, come to it.
  func hears(accounts: Bool) -> Bool {
    eventsFrom.contains { accounts ? $0 == "@accounts" || $0 == "other_accounts" : $0 == "@self" || $0 == "self" }
  }

  /// Whether it is to hear of an event of version 1, by its name there.
  func wants(_ event: String) -> Bool {
    guard isEnabled else { return false }
    return isThin
      ? enabledEvents.contains { $0 == "*" || $0 == "v1.*" || $0.dropFirst(3) == event && $0.hasPrefix("v1.") }
      : enabledEvents.contains { $0 == "*" || $0 == event }
  }

  /// Whether it is to hear of an event that only version 2 has.
  func wantsThin(_ event: String) -> Bool {
    isEnabled && isThin && hears(accounts: false) && enabledEvents.contains { $0 == "*" || $0 == "v2.*" || $0 == event }
  }

  func check(_ types: [String]) throws(StripeError) {
    for (index, type) in types.enumerated() {
      let isKnown = isThin ? ThinEvent.contains(type) : EventTypes.contains(type)
      guard !isKnown else { continue }
      throw StripeError(
        "Invalid event type \(type) for the event payload \(isThin ? "thin" : "snapshot").",
        param: "enabled_events[\(index)]")
    }
  }
}

extension EventDestination {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  private static let routes = Routes("/v2/core/event_destinations", of: EventDestination.self) {
    $0.post("", takes: createParameters, create)
    $0.get("", takes: Parameters("include: [string]\nlimit: integer\npage")) { call throws(StripeError) in
      let included = call.arguments.strings("include") ?? []
      return try V2Page<EventDestination>(call).answer { destination, w in
        w.whole(destination) { destination.write(&$0, including: included) }
      }
    }
    $0.get("{id}", takes: Parameters("include: [string]")) { call throws(StripeError) in
      try show(call, call.found(EventDestination.self).id)
    }
    $0.post("{id}", takes: updateParameters, update)
    $0.delete("{id}") { call throws(StripeError) in
      let id = try call.found(EventDestination.self).id
      call.sandbox.store[EventDestination.self].delete(id)
      call.sandbox.store.deliveries.drop(endpoint: id)
      return { w in
        w.json.open(UInt8(ascii: "{"))
        w.field("id", id)
        w.field("object", object)
        w.json.close(UInt8(ascii: "}"))
      }
    }
    $0.post("{id}/enable", takes: Parameters("include: [string]")) { call throws(StripeError) in
      try turn(call, on: true)
    }
    $0.post("{id}/disable", takes: Parameters("include: [string]")) { call throws(StripeError) in
      try turn(call, on: false)
    }
    $0.post("{id}/ping", of: ThinEvent.self) { call throws(StripeError) in
      let destination = try call.found(EventDestination.self)
      let event = ThinEvent(
        id: call.sandbox.identifiers.random("evt_test_", 40), created: call.now, type: ThinEvent.ping,
        subject: destination.id, requestID: call.requestID, idempotencyKey: call.idempotencyKey)
      call.sandbox.store.keep(event)
      call.sandbox.deliver(event, to: destination)
      return call.answer(ThinEvent.self, event.id)
    }
  }

  private static let createParameters = Parameters(
    """
    description
    enabled_events: [string]!
    event_payload: snapshot|thin!
    events_from: [string]
    include: [string]
    metadata
    name: string(5000)!
    snapshot_api_version: id
    type: amazon_eventbridge|azure_event_grid|webhook_endpoint!
    webhook_endpoint: {url: url!}
    """)

  private static let updateParameters = Parameters(
    """
    description
    enabled_events: [string]
    include: [string]
    metadata
    name
    webhook_endpoint: {url: url!}
    """)

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    guard arguments.string("type") == "webhook_endpoint" else {
      throw StripeError("This sandbox sends events to webhook endpoints only.", param: "type")
    }
    guard let url = arguments.object("webhook_endpoint")?.string("url") else { throw .missing("webhook_endpoint") }
    var version: APIVersion?
    if let name = arguments.string("snapshot_api_version") {
      version = APIVersion(name)
      guard version != nil else { throw .invalidVersion(name) }
    }
    var destination = EventDestination(
      id: call.sandbox.identifiers.random("ed_test_", 40), created: call.now,
      secret: "whsec_" + call.sandbox.identifiers.random("", 32), isThin: arguments.string("event_payload") == "thin",
      eventsFrom: arguments.strings("events_from") ?? ["@self"], snapshotVersion: version, updated: call.now,
      name: arguments.string("name") ?? "", description: arguments.string("description") ?? "",
      enabledEvents: arguments.strings("enabled_events") ?? [], url: url)
    try destination.check(destination.enabledEvents)
    try WebhookEndpoint.check(url, param: "webhook_endpoint[url]")
    try arguments.merge(into: &destination.metadata)
    call.sandbox.store[EventDestination.self].insert(destination)
    return show(call, destination.id)
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var destination = try call.found(EventDestination.self)
    let arguments = call.arguments
    if let types = arguments.strings("enabled_events") {
      try destination.check(types)
      destination.enabledEvents = types
    }
    if let url = arguments.object("webhook_endpoint")?.string("url") {
      try WebhookEndpoint.check(url, param: "webhook_endpoint[url]")
      destination.url = url
    }
    destination.name = arguments.string("name") ?? destination.name
    destination.description = arguments.string("description") ?? destination.description
    try arguments.merge(into: &destination.metadata)
    destination.updated = call.now
    call.sandbox.store[EventDestination.self].update(destination.id) { $0 = destination }
    return show(call, destination.id)
  }

  private static func turn(_ call: Call, on isOn: Bool) throws(StripeError) -> Answer {
    let id = try call.found(EventDestination.self).id
    let now = call.now
    call.sandbox.store[EventDestination.self].update(id) {
      $0.isEnabled = isOn
      $0.updated = now
    }
    return show(call, id)
  }

  private static func show(_ call: Call, _ id: String) -> Answer {
    let included = call.arguments.strings("include") ?? []
    return { w in
      guard let destination = w.sandbox.store[EventDestination.self][id] else { return w.json.null() }
      w.whole(destination) { destination.write(&$0, including: included) }
    }
  }
}
