import Wire

/// That a payment is for an order whose taxes were calculated. When it succeeds, they are owed.
package struct TaxAssociation: Resource {
  package static let object: StaticString = "tax.association"
  package static let noun = "tax association"
  package static let idPrefixes = ["taxa_"]
  package static let indexes = [
    Index<TaxAssociation>(name: "calculation") { $0.calculation },
    Index<TaxAssociation>(name: "payment_intent") { $0.paymentIntent },
  ]

  package let id: String
  package let created: Int
  var calculation: String
  let paymentIntent: String
  var attempts: [Attempt] = []

  struct Attempt: Codable, Sendable {
    /// Nil: there was another one already.
    let transaction: String?
    /// The payment, or the refund, that it is about.
    let source: String
  }

  package func write(_ w: inout ObjectWriter) {
    w.field("calculation", calculation)
    w.field("payment_intent", paymentIntent)
    guard !attempts.isEmpty else { return w.null("tax_transaction_attempts") }
    w.array("tax_transaction_attempts", attempts) { w, attempt in
      if let transaction = attempt.transaction {
        w.object("committed") { $0.field("transaction", transaction) }
      } else {
        w.object("errored") { $0.field("reason", "another_payment_associated_with_calculation") }
      }
      w.field("source", attempt.source)
      w.field("status", attempt.transaction == nil ? "errored" : "committed")
    }
  }
}

extension TaxAssociation {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  private static let routes = Routes("/v1/tax/associations", of: TaxAssociation.self) {
    $0.get("find", takes: Parameters("payment_intent: id!")) { call throws(StripeError) in
      let intent = try call.arguments.required("payment_intent")
      guard call.sandbox.store[PaymentIntent.self].contains(intent) else {
        throw .noSuch(PaymentIntent.self, intent, param: "payment_intent")
      }
      guard let association = call.sandbox.store.taxAssociation(of: intent) ?? call.anyTaxAssociation(intent) else {
        throw StripeError(
          status: 404, "No tax association found for payment_intent: '\(intent)'", code: "resource_missing",
          param: "payment_intent")
      }
      return call.answer(TaxAssociation.self, association.id)
    }
  }

  /// Notes what is owed for payments that have succeeded.
  static func follow(_ sandbox: Sandbox, _ announcements: [Announcement]) {
    guard sandbox.store[TaxAssociation.self].count > 0 else { return }
    let call = Call(in: sandbox)
    for announcement in announcements where announcement.event == "payment_intent.succeeded" {
      guard let association = sandbox.store.taxAssociation(of: announcement.id),
        let calculation = sandbox.store[TaxCalculation.self][association.calculation]
      else { continue }
      let isUsed = sandbox.store[TaxTransaction.self].positions("calculation", calculation.id)?.isEmpty == false
      let transaction = isUsed ? nil : call.commit(calculation, reference: announcement.id)
      sandbox.store[TaxAssociation.self].update(association.id) {
        $0.attempts.append(Attempt(transaction: transaction, source: announcement.id))
      }
    }
  }
}

extension Store {
  fileprivate func taxAssociation(of intent: String) -> TaxAssociation? {
    let table = self[TaxAssociation.self]
    return table.positions("payment_intent", intent)?.first.flatMap { table[Int($0)] }
  }
}

extension Call {
  /// Where any id is right, every payment is for an order whose taxes were calculated.
  fileprivate func anyTaxAssociation(_ intent: String) -> TaxAssociation? {
    guard sandbox.stock != nil else { return nil }
    let association = TaxAssociation(
      id: sandbox.identifiers.dated("taxa_", now: now), created: now, calculation: "taxcalc_123", paymentIntent: intent)
    sandbox.store[TaxAssociation.self].insert(association)
    return association
  }

  /// Connects a payment with the calculation that its `hooks` name, or with none any more.
  func associateTax(with intent: String) throws(StripeError) {
    guard let tax = arguments.object("hooks")?.object("inputs")?.object("tax"), tax.has("calculation") else { return }
    let known = sandbox.store.taxAssociation(of: intent)
    guard let id = tax.string("calculation") else {
      if let known { sandbox.store[TaxAssociation.self].delete(known.id) }
      return
    }
    guard let calculation = sandbox.store[TaxCalculation.self][id], calculation.expiresAt > now else {
      throw .noSuch(TaxCalculation.self, id, param: "hooks[inputs][tax][calculation]")
    }
    if let known {
      sandbox.store[TaxAssociation.self].update(known.id) { $0.calculation = calculation.id }
    } else {
      sandbox.store[TaxAssociation.self].insert(
        TaxAssociation(
          id: sandbox.identifiers.random("taxa_", 24), created: now, calculation: calculation.id,
          paymentIntent: intent))
    }
  }
}
