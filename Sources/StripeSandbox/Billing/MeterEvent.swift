import Wire

/// That a customer used something. Stripe shows it only to who reports it.
package struct MeterEvent: Resource {
  package static let object: StaticString = "billing.meter_event"
  package static let idPrefixes: [String] = []
  package static var noun: String { "meter event" }
  package static let indexes = [
    Index<MeterEvent>(name: "use") { $0.isCanceled ? nil : use($0.meter, $0.customer) }
  ]
  package static let example: Script? =
    "use: POST billing/meter_events event_name=calls&payload[stripe_customer_id]={customer}&payload[value]=25"

  /// The identifier: the reporter's own, or a made up one.
  package let id: String
  package let created: Int
  let customer: String
  let eventName: String
  let meter: String
  let payload: Metadata
  let timestamp: Int
  let value: ExactAmount
  var isCanceled = false

  /// Events are kept by meter and customer.
  static func use(_ meter: String, _ customer: String) -> String { meter + " " + customer }

  package func write(_ w: inout ObjectWriter) { writeFields(&w) }

  /// It has no id of its own, only an identifier.
  fileprivate func writeFields(_ w: inout ObjectWriter) {
    w.field("created", created)
    w.field("event_name", eventName)
    w.field("identifier", id)
    w.field("livemode", false)
    w.field("payload", payload)
    w.field("timestamp", timestamp)
  }
}

extension MeterEvent {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints + adjustmentRoutes.endpoints }

  static let routes = Routes("/v1/billing/meter_events") {
    $0.post(
      "",
      takes: Parameters("event_name: string(100)!\nidentifier: string(100)\npayload: metadata!\ntimestamp: timestamp")
    ) { call throws(StripeError) in
      let event = try withoutCode { () throws(StripeError) in
        try report(call.arguments, at: call.arguments.integer("timestamp"), call)
      }
      return { w in
        w.json.open(UInt8(ascii: "{"))
        w.field("object", MeterEvent.object)
        event.writeFields(&w)
        w.json.close(UInt8(ascii: "}"))
      }
    }
  }

  static let adjustmentRoutes = Routes("/v1/billing/meter_event_adjustments") {
    $0.post("", takes: Parameters("cancel: {identifier: string(100)}\nevent_name: string(100)!\ntype: cancel!"), adjust)
  }

  /// Version 1 of the API says in words only why it refuses an event.
  private static func withoutCode<T>(_ body: () throws(StripeError) -> T) throws(StripeError) -> T {
    do throws(StripeError) {
      return try body()
    } catch {
      guard error.code != "resource_missing", error.code != "parameter_missing" else { throw error }
      throw StripeError(error.message, param: error.param)
    }
  }

  /// Keeps an event that a request reports.
  ///
  /// - Parameters:
  ///   - arguments: what the request says of the event.
  ///   - timestamp: when the use was; nil: now.
  static func report(_ arguments: Arguments, at timestamp: Int?, _ call: Call) throws(StripeError) -> MeterEvent {
    let name = try arguments.required("event_name")
    guard let meter = call.sandbox.store.activeMeter(name) else {
      throw StripeError(
        "No active meter found for event name \"\(name)\".", code: "no_meter", param: "event_name")
    }
    var payload = Metadata()
    try payload.merge(arguments["payload"] ?? .null)
    let customer = try customer(payload, meter, call)
    call.useClock(customer.testClock)
    let value = try value(payload, meter)
    let timestamp = timestamp ?? call.now
    guard timestamp > call.now - 35 * 86_400 else {
      throw StripeError(
        "Timestamp must be within the past 35 calendar days.", code: "timestamp_too_far_in_past", param: "timestamp")
    }
    guard timestamp <= call.now + 300 else {
      throw StripeError(
        "Timestamp must be no more than 5 minutes in the future.", code: "timestamp_in_future", param: "timestamp")
    }
    let identifier = arguments.string("identifier") ?? call.sandbox.identifiers.uuid()
    guard !call.sandbox.store[MeterEvent.self].contains(identifier) else {
      throw StripeError(
        "An event already exists with identifier \(identifier).", code: "duplicate_meter_event", param: "identifier")
    }
    let event = MeterEvent(
      id: identifier, created: call.now, customer: customer.id, eventName: name, meter: meter.id, payload: payload,
      timestamp: timestamp, value: value)
    call.sandbox.store[MeterEvent.self].insert(event)
    call.noteUsage(of: meter.id, by: customer.id)
    return event
  }

  private static func customer(_ payload: Metadata, _ meter: Meter, _ call: Call) throws(StripeError) -> Customer {
    guard let id = payload[meter.customerKey] else {
      throw StripeError(
        "Customer mapping key \(meter.customerKey) not found in payload.", code: "meter_event_no_customer_defined",
        param: "payload")
    }
    guard let customer = call.sandbox.store[Customer.self][id] else {
      throw .noSuch(Customer.self, id, param: "payload[\(meter.customerKey)]")
    }
    return customer
  }

  private static func value(_ payload: Metadata, _ meter: Meter) throws(StripeError) -> ExactAmount {
    guard meter.formula != .count else { return ExactAmount(1) }
    guard let given = payload[meter.valueKey] else {
      throw StripeError(
        "Value key \(meter.valueKey) not found in payload.", code: "meter_event_value_not_found", param: "payload")
    }
    guard let amount = ExactAmount(given) else {
      throw StripeError(
        "Invalid decimal: \(given)", code: "meter_event_invalid_value", param: "payload[\(meter.valueKey)]")
    }
    return amount
  }

  /// Takes an event back that was reported within a day.
  private static func adjust(_ call: inout Call) throws(StripeError) -> Answer {
    let event = try takeBack(call)
    return { w in
      w.json.open(UInt8(ascii: "{"))
      w.field("object", "billing.meter_event_adjustment")
      w.object("cancel") { $0.field("identifier", event.identifier) }
      w.field("event_name", event.name)
      w.field("livemode", false)
      w.field("status", "complete")
      w.field("type", "cancel")
      w.json.close(UInt8(ascii: "}"))
    }
  }

  /// Takes back the event that a request names. Returns its identifier and the meter's event name.
  static func takeBack(_ call: Call) throws(StripeError) -> (identifier: String, name: String) {
    let name = call.arguments.string("event_name") ?? ""
    guard let identifier = call.arguments.object("cancel")?.string("identifier") else { throw .missing("cancel") }
    guard let event = call.sandbox.store[MeterEvent.self][identifier], event.eventName == name, !event.isCanceled else {
      // Where any id is right, so is this one.
      if call.sandbox.stock != nil { return (identifier, name) }
      throw StripeError("No event with identifier '\(identifier)' was found.", param: "cancel[identifier]")
    }
    call.useClock(call.sandbox.store[Customer.self][event.customer]?.testClock)
    guard event.created > call.now - 86_400 else {
      throw StripeError("Events can be canceled within 24 hours only.", param: "cancel[identifier]")
    }
    call.sandbox.store[MeterEvent.self].update(identifier) { $0.isCanceled = true }
    return (identifier, name)
  }
}

extension Meter {
  /// A customer's usage from one moment to another: the sum, the number or the last of the events.
  func value(of customer: String, from start: Int, to end: Int, in store: Store) -> ExactAmount {
    let table = store[MeterEvent.self]
    let events = (table.positions("use", MeterEvent.use(id, customer)) ?? []).lazy.compactMap { table[Int($0)] }
      .filter { $0.timestamp >= start && $0.timestamp < end }
    switch formula {
    case .sum: return events.reduce(.zero) { $0 + $1.value }
    case .count: return ExactAmount(events.reduce(0) { count, _ in count + 1 })
    case .last:
      return events.reduce(nil as MeterEvent?) { last, event in
        last.map { $0.timestamp > event.timestamp } ?? false ? last : event
      }?.value ?? .zero
    }
  }
}
