import Wire

/// A measure of usage: it counts events of one name.
package struct Meter: Resource {
  package static let object: StaticString = "billing.meter"
  package static var noun: String { "meter" }
  package static let idPrefixes = ["mtr_"]
  package static let indexes = [Index<Meter>(name: "event_name") { $0.eventName }]
  package static let example: Script? =
    "meter: POST billing/meters display_name=Calls&event_name=calls&default_aggregation[formula]=sum"
  package static let events: [EventRecipe] = [
    .init(
      "billing.meter.created",
      "POST billing/meters display_name=Calls&event_name=trigger_1&default_aggregation[formula]=sum"),
    .init(
      "billing.meter.updated",
      """
      a: POST billing/meters display_name=Calls&event_name=trigger_2&default_aggregation[formula]=sum
      POST billing/meters/{a} display_name=Requests
      """),
    .init(
      "billing.meter.deactivated",
      """
      a: POST billing/meters display_name=Calls&event_name=trigger_3&default_aggregation[formula]=sum
      POST billing/meters/{a}/deactivate
      """),
    .init(
      "billing.meter.reactivated",
      """
      a: POST billing/meters display_name=Calls&event_name=trigger_4&default_aggregation[formula]=sum
      POST billing/meters/{a}/deactivate
      POST billing/meters/{a}/reactivate
      """),
  ]

  enum Formula: String, Codable, Sendable { case count, last, sum }

  package let id: String
  package let created: Int
  var customerKey = "stripe_customer_id"
  var deactivatedAt: Int?
  var displayName: String
  let eventName: String
  var eventTimeWindow: String?
  let formula: Formula
  var updated: Int
  var valueKey = "value"

  var status: String { deactivatedAt == nil ? "active" : "inactive" }

  package var isSelfContained: Bool { true }

  package func write(_ w: inout ObjectWriter) {
    w.field("created", created)
    w.object("customer_mapping") { w in
      w.field("event_payload_key", customerKey)
      w.field("type", "by_id")
    }
    w.object("default_aggregation") { $0.field("formula", formula.rawValue) }
    w.field("display_name", displayName)
    w.field("event_name", eventName)
    w.field("event_time_window", eventTimeWindow)
    w.field("livemode", false)
    w.field("status", status)
    w.object("status_transitions") { $0.field("deactivated_at", deactivatedAt) }
    w.field("updated", updated)
    w.object("value_settings") { $0.field("event_payload_key", valueKey) }
  }
}

extension Meter {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  static let routes = Routes("/v1/billing/meters", of: Meter.self) {
    $0.post("", takes: createParameters, create)
    $0.list("", takes: .list("status: active|inactive")) { call throws(StripeError) in
      var listing = Listing<Meter>(call)
      listing.filter("status") { $0.status }
      return try listing.page()
    }
    $0.get("{id}") { call throws(StripeError) in try call.answerFound(Meter.self) }
    $0.post("{id}", takes: Parameters("display_name: string(250)")) { call throws(StripeError) in
      try change(call, "billing.meter.updated") {
        $0.displayName = call.arguments.string("display_name") ?? $0.displayName
      }
    }
    $0.post("{id}/deactivate") { call throws(StripeError) in
      guard try call.found(Meter.self).deactivatedAt == nil else {
        throw StripeError("This meter is already inactive.", code: "archived_meter_attached_to_price")
      }
      let now = call.now
      return try change(call, "billing.meter.deactivated") { $0.deactivatedAt = now }
    }
    $0.post("{id}/reactivate") { call throws(StripeError) in
      guard try call.found(Meter.self).deactivatedAt != nil else {
        throw StripeError("This meter is already active.")
      }
      return try change(call, "billing.meter.reactivated") { $0.deactivatedAt = nil }
    }
  }

  private static let createParameters = Parameters(
    """
    customer_mapping: {event_payload_key: string(100)!, type: by_id!}
    default_aggregation: {formula: count|last|sum!}!
    display_name: string(250)!
    event_name: string(100)!
    event_time_window: day|hour
    value_settings: {event_payload_key: string(100)!}
    """)

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    let name = try arguments.required("event_name")
    guard call.sandbox.store.activeMeter(name) == nil else {
      throw StripeError(
        "An active meter with the event name `\(name)` already exists.", code: "resource_already_exists",
        param: "event_name")
    }
    let formula = arguments.object("default_aggregation")?.string("formula").flatMap(Formula.init) ?? .sum
    var meter = Meter(
      id: call.sandbox.identifiers.random("mtr_test_", 36), created: call.now,
      displayName: try arguments.required("display_name"), eventName: name,
      eventTimeWindow: arguments.string("event_time_window"), formula: formula, updated: call.now)
    if let key = arguments.object("customer_mapping")?.string("event_payload_key") { meter.customerKey = key }
    if let key = arguments.object("value_settings")?.string("event_payload_key") { meter.valueKey = key }
    call.insert(meter, announcing: "billing.meter.created")
    return call.answer(Meter.self, meter.id)
  }

  private static func change(
    _ call: Call, _ event: String, _ change: (inout Meter) -> Void
  ) throws(StripeError) -> Answer {
    let id = try call.found(Meter.self).id
    call.update(Meter.self, id, announcing: event) { meter in
      change(&meter)
      meter.updated = call.now
    }
    return call.answer(Meter.self, id)
  }
}

extension Store {
  /// The meter that events of a name go to.
  func activeMeter(_ eventName: String) -> Meter? {
    let table = self[Meter.self]
    return (table.positions("event_name", eventName) ?? []).lazy.compactMap { table[Int($0)] }.first {
      $0.deactivatedAt == nil
    }
  }
}
