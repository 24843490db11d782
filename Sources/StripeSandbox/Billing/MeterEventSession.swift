import Wire

/// Meter events in version 2 of the API, and the session in which many of them are sent at once.
package struct MeterEventSession: Resource {
  package static let object: StaticString = "v2.billing.meter_event_session"
  package static let noun = "meter event session"
  package static let idPrefixes: [String] = []
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  package let id: String
  package let created: Int
  let token: String
  let expiresAt: Int

  private static let lifetime = 15 * 60

  package func write(_ w: inout ObjectWriter) {
    w.field("authentication_token", token)
    w.field("created", Timestamp.text(created))
    w.field("expires_at", Timestamp.text(expiresAt))
    w.field("livemode", false)
  }

  private static let event = "event_name!\nidentifier\npayload: map(string)!\ntimestamp"

  static let routes = Routes("/v2/billing") {
    $0.post("meter_events", takes: Parameters(event)) { call throws(StripeError) in
      let event = try report(call.arguments, call)
      return { $0.meterEvent(event) }
    }
    $0.post(
      "meter_event_adjustments", takes: Parameters("cancel: {identifier!}!\nevent_name!\ntype: cancel!"), adjust)
    $0.post("meter_event_session", create)
    $0.post("meter_event_stream", takes: Parameters("events: [{\n\(event)\n}]!"), access: .meterSession, stream)
  }

  private static func report(_ arguments: Arguments, _ call: Call) throws(StripeError) -> MeterEvent {
    let text = arguments.string("timestamp")
    let timestamp = text.flatMap { Timestamp($0)?.seconds }
    if let text, timestamp == nil { throw StripeError("Invalid timestamp: \(text)", param: "timestamp") }
    return try MeterEvent.report(arguments, at: timestamp, call)
  }

  private static func adjust(_ call: inout Call) throws(StripeError) -> Answer {
    let event = try MeterEvent.takeBack(call)
    let id = call.sandbox.identifiers.random("mtreadj_test_", 36)
    let now = call.now
    return { w in
      w.json.open(UInt8(ascii: "{"))
      w.field("id", id)
      w.field("object", "v2.billing.meter_event_adjustment")
      w.object("cancel") { $0.field("identifier", event.identifier) }
      w.field("created", Timestamp.text(now))
      w.field("event_name", event.name)
      w.field("livemode", false)
      w.field("status", "complete")
      w.field("type", "cancel")
      w.json.close(UInt8(ascii: "}"))
    }
  }

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let random = call.sandbox.identifiers.random("", 24)
    let session = MeterEventSession(
      id: call.sandbox.identifiers.random("mes_test_", 36), created: call.now,
      token: "mestok_test_" + Base64.url.encode(Array("\(call.sandbox.name),\(random)".utf8)),
      expiresAt: call.now + lifetime)
    call.sandbox.store[MeterEventSession.self].insert(session)
    return { $0.whole(session) }
  }

  /// The sender of a stream is not told of errors in its events.
  private static func stream(_ call: inout Call) throws(StripeError) -> Answer {
    let events = call.arguments.objects("events") ?? []
    guard events.count <= 100 else {
      throw StripeError("You may send at most 100 events in one request.", param: "events")
    }
    for event in events {
      _ = try? report(event, call)
      call.sandbox.setTime(nil)
    }
    return { $0.json.object { _ in } }
  }
}

extension ObjectWriter {
  fileprivate mutating func meterEvent(_ event: MeterEvent) {
    json.open(UInt8(ascii: "{"))
    field("object", "v2.billing.meter_event")
    field("created", Timestamp.text(event.created))
    field("event_name", event.eventName)
    field("identifier", event.id)
    field("livemode", false)
    field("payload", event.payload)
    field("timestamp", Timestamp.text(event.timestamp))
    json.close(UInt8(ascii: "}"))
  }
}
