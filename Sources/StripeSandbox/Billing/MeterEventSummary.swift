import Wire

/// A customer's usage of a meter in a stretch of time. It is computed when it is asked for, and kept nowhere.
package struct MeterEventSummary: Resource {
  package static let object: StaticString = "billing.meter_event_summary"
  package static let idPrefixes: [String] = []
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  let meter: String
  let start: Int
  let end: Int
  let value: ExactAmount

  package var id: String { "mtrusg_test_\(meter.suffix(20))\(start)" }
  package var created: Int { start }

  package func write(_ w: inout ObjectWriter) {
    w.number("aggregated_value", value)
    w.field("end_time", end)
    w.field("livemode", false)
    w.field("meter", meter)
    w.field("start_time", start)
  }

  static let routes = Routes("/v1/billing/meters/{id}/event_summaries") {
    $0.list(
      "",
      takes: .list(
        "customer: id!\nend_time: timestamp!\nstart_time: timestamp!\nvalue_grouping_window: day|hour"), list)
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    let meter = try call.found(Meter.self)
    guard let customer = try call.referenced(Customer.self, "customer") else { throw .missing("customer") }
    let start = arguments.integer("start_time") ?? 0
    let end = arguments.integer("end_time") ?? call.now
    let window = arguments.string("value_grouping_window").map { $0 == "day" ? 86_400 : 3600 }
    for (name, moment) in [("start_time", start), ("end_time", end)] where moment % (window ?? 60) != 0 {
      throw StripeError(
        "`\(name)` must be aligned with \(window == nil ? "minute" : window == 3600 ? "hour" : "day") boundaries.",
        param: name)
    }
    guard start < end else { throw StripeError("`end_time` must be after `start_time`.", param: "end_time") }
    let step = window ?? (end - start)
    guard (end - start) / step <= 10_000 else {
      throw StripeError("The time range is too long for this grouping window.", param: "end_time")
    }
    let store = call.sandbox.store
    var summaries: [MeterEventSummary] = []
    for moment in stride(from: start, to: end, by: step) {
      let value = meter.value(of: customer.id, from: moment, to: moment + step, in: store)
      // Windows without a use are left out.
      if window != nil, value == .zero { continue }
      summaries.append(MeterEventSummary(meter: meter.id, start: moment, end: moment + step, value: value))
    }
    return try call.page(summaries.reversed())
  }
}
