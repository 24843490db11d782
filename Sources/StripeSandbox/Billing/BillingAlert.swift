import Wire

/// Says when customers have used so much of a meter.
package struct BillingAlert: Resource {
  package enum Status: String, Codable, Sendable { case active, inactive, archived }

  package static let object: StaticString = "billing.alert"
  package static let noun = "billing alert"
  package static let idPrefixes = ["alrt_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let indexes = [Index<BillingAlert>(name: "meter") { $0.meter }]
  package static var expandable: [String: Expandable] {
    ["usage_threshold.filters.customer": .one("customer"), "usage_threshold.meter": .one("billing.meter")]
  }
  package static let example: Script? =
    "alert: POST billing/alerts alert_type=usage_threshold&title=Many&usage_threshold[gte]=100&usage_threshold[meter]={meter}&usage_threshold[recurrence]=one_time"
  package static let events = [
    EventRecipe(
      "billing.alert.triggered",
      """
      customer: POST customers
      meter: POST billing/meters display_name=Calls&event_name=trigger_5&default_aggregation[formula]=sum
      POST billing/alerts alert_type=usage_threshold&title=Many&usage_threshold[gte]=100&usage_threshold[meter]={meter}&usage_threshold[recurrence]=one_time
      POST billing/meter_events event_name=trigger_5&payload[stripe_customer_id]={customer}&payload[value]=100
      """)
  ]

  package let id: String
  package let created: Int
  var status = Status.active
  let title: String
  let meter: String
  let gte: Int
  /// Customers that it is about; empty: all.
  let customers: [String]
  /// Customers of whom it has told.
  var triggered: [String] = []

  package func write(_ w: inout ObjectWriter) {
    w.field("alert_type", "usage_threshold")
    w.field("livemode", false)
    w.field("status", status.rawValue)
    w.field("title", title)
    w.object("usage_threshold") { w in
      if customers.isEmpty {
        w.null("filters")
      } else {
        w.array("filters", customers) { w, customer in
          w.reference("customer", customer)
          w.field("type", "customer")
        }
      }
      w.field("gte", gte)
      w.reference("meter", meter)
      w.field("recurrence", "one_time")
    }
  }

  static let routes = Routes("/v1/billing/alerts", of: BillingAlert.self) {
    $0.post("", takes: createParameters, create)
    $0.list("", takes: .list("alert_type: usage_threshold\nmeter: id")) { call throws(StripeError) in
      var listing = Listing<BillingAlert>(call)
      listing.narrow("meter")
      return try listing.page()
    }
    $0.get("{id}") { call throws(StripeError) in try call.answerFound(BillingAlert.self) }
    $0.post("{id}/activate") { call throws(StripeError) in
      try change(call, from: [.inactive], to: .active, "Only inactive alerts can be activated.")
    }
    $0.post("{id}/deactivate") { call throws(StripeError) in
      try change(call, from: [.active], to: .inactive, "Only active alerts can be deactivated.")
    }
    $0.post("{id}/archive") { call throws(StripeError) in
      try change(call, from: [.active, .inactive], to: .archived, "This alert is already archived.")
    }
  }

  private static let createParameters = Parameters(
    """
    alert_type: usage_threshold!
    title: string(256)!
    usage_threshold: {
      filters: [{customer: id, type: customer!}]
      gte: integer!
      meter: id!
      recurrence: one_time!
    }
    """)

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    guard let threshold = call.arguments.object("usage_threshold") else { throw .missing("usage_threshold") }
    let meter = try threshold.required("meter")
    guard call.sandbox.store[Meter.self].contains(meter) else {
      throw .noSuch(Meter.self, meter, param: "usage_threshold[meter]")
    }
    let gte = try threshold.requiredInteger("gte")
    guard gte >= 1 else { throw .belowOne("usage_threshold[gte]") }
    var customers: [String] = []
    for (index, filter) in (threshold.objects("filters") ?? []).enumerated() {
      let param = "usage_threshold[filters][\(index)][customer]"
      guard let customer = filter.string("customer") else { throw .missing(param) }
      guard call.sandbox.store[Customer.self].contains(customer) else {
        throw .noSuch(Customer.self, customer, param: param)
      }
      customers.append(customer)
    }
    let alert = BillingAlert(
      id: call.sandbox.identifiers.random("alrt_", 24), created: call.now, title: try call.arguments.required("title"),
      meter: meter, gte: gte, customers: customers)
    call.sandbox.store[BillingAlert.self].insert(alert)
    return call.answer(BillingAlert.self, alert.id)
  }

  private static func change(
    _ call: Call, from: [Status], to status: Status, _ message: String
  ) throws(StripeError) -> Answer {
    let alert = try call.found(BillingAlert.self)
    guard from.contains(alert.status) else { throw StripeError(message) }
    call.sandbox.store[BillingAlert.self].update(alert.id) { $0.status = status }
    return call.answer(BillingAlert.self, alert.id)
  }
}

extension Call {
  /// Tells of a customer who has used so much. Each alert does so once for each customer.
  func checkAlerts(on meter: String, of customer: String) {
    let table = sandbox.store[BillingAlert.self]
    for alert in (table.positions("meter", meter) ?? []).compactMap({ table[Int($0)] }) {
      guard alert.status == .active, alert.customers.isEmpty || alert.customers.contains(customer),
        !alert.triggered.contains(customer), let meter = sandbox.store[Meter.self][meter]
      else { continue }
      let value = meter.value(of: customer, from: 0, to: .max, in: sandbox.store)
      guard value >= ExactAmount(alert.gte) else { continue }
      sandbox.store[BillingAlert.self].update(alert.id) { $0.triggered.append(customer) }
      sandbox.announce("billing.alert.triggered", about: alert.id, by: self) { [now] w in
        w.json.open(UInt8(ascii: "{"))
        w.field("object", "billing.alert_triggered")
        w.object("alert") { alert.writeWhole(&$0) }
        w.field("created", now)
        w.field("customer", customer)
        w.field("livemode", false)
        w.field("value", Optional(value))
        w.json.close(UInt8(ascii: "}"))
      }
    }
  }
}
