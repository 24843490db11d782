import Wire

/// A payment of an invoice: by a PaymentIntent, or out of band.
package struct InvoicePayment: Resource {
  package enum Status: String, Codable, Sendable { case open, paid, canceled }

  package static let object: StaticString = "invoice_payment"
  package static let pathParameter = "invoice_payment"
  package static let idPrefixes = ["inpay_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let indexes = [
    Index<InvoicePayment>(name: "invoice") { $0.invoice }, Index<InvoicePayment>(name: "intent") { $0.intent },
  ]
  package static var expandable: [String: Expandable] {
    [
      "invoice": .one("invoice"), "payment.charge": .one("charge"), "payment.payment_intent": .one("payment_intent"),
    ]
  }

  package let id: String
  package let created: Int
  let invoice: String
  let intent: String
  let currency: String
  var amountRequested: Int
  @Sparse var amountPaid: Int? = nil
  var isDefault = true
  package var status = Status.open
  @Sparse var paidAt: Int? = nil
  @Sparse var canceledAt: Int? = nil

  package var isSelfContained: Bool { true }

  package func write(_ w: inout ObjectWriter) {
    w.field("amount_paid", amountPaid)
    w.field("amount_requested", amountRequested)
    w.field("created", created)
    w.field("currency", currency)
    w.reference("invoice", invoice)
    w.field("is_default", isDefault)
    w.field("livemode", false)
    w.object("payment") { w in
      w.reference("payment_intent", intent)
      w.field("type", "payment_intent")
    }
    w.field("status", status.rawValue)
    w.object("status_transitions") { w in
      w.field("canceled_at", canceledAt)
      w.field("paid_at", paidAt)
    }
  }

  static let routes = Routes("/v1/invoice_payments", of: InvoicePayment.self) {
    $0.list(
      "",
      takes: .list(
        """
        created: range
        invoice: id
        payment: {payment_intent: id, payment_record: id, type: payment_intent|payment_record!}
        status: canceled|open|paid
        """), list)
    $0.get("{invoice_payment}") { call throws(StripeError) in try call.answerFound(InvoicePayment.self) }
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    if arguments.has("invoice") { _ = try call.referenced(Invoice.self, "invoice") }
    var listing = Listing<InvoicePayment>(call)
    listing.narrow("invoice")
    listing.narrow("intent", to: arguments.object("payment")?.string("payment_intent"))
    listing.filter("status") { $0.status.rawValue }
    return try listing.page()
  }
}
