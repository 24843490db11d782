import Wire

/// Money that a customer sent to a Source.
package struct SourceTransaction: Resource {
  enum Status: String, Codable, Sendable { case pending, succeeded }

  package static let object: StaticString = "source_transaction"
  package static let idPrefixes = ["srctxn_"]
  package static let pathParameter = "source_transaction"
  package static let indexes = [Index<SourceTransaction>(name: "source") { $0.source }]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let followUps = [settle]
  /// The bank lets it through.
  static let settle = FollowUp("settleSourceTransaction") { $0.settleTransaction($1) }

  private static let sent: Script = """
    source: POST sources type=ach_credit_transfer&currency=usd&owner[email]=jenny.rosen@example.com
    POST /_sandbox/sources/{source} amount=1000
    """
  package static let example: Script? =
    "receiver: POST sources type=ach_credit_transfer&currency=usd&owner[email]=amount_1000@example.com"
  package static let events: [EventRecipe] = [
    .init("source.transaction.created", sent), .init("source.transaction.updated", sent),
  ]

  package let id: String
  package let created: Int
  let amount: Int
  let currency: String
  let source: String
  let type: String
  var status = Status.pending

  package func write(_ w: inout ObjectWriter) {
    if type == "ach_credit_transfer" {
      w.object("ach_credit_transfer") { w in
        w.field("customer_data", "STRIPE TEST")
        w.field("fingerprint", CardNumber.fingerprint("000123456789", account: w.sandbox.accountID))
        w.field("last4", "6789")
        w.field("routing_number", "110000000")
      }
    }
    w.field("amount", amount)
    w.field("created", created)
    w.field("currency", currency)
    w.field("livemode", false)
    w.field("source", source)
    w.field("status", status.rawValue)
    w.field("type", type)
  }

  private static let routes = Routes("/v1/sources/{source}/source_transactions", of: SourceTransaction.self) {
    $0.list("") { call throws(StripeError) in
      var listing = Listing<SourceTransaction>(call)
      listing.narrow("source", to: try call.found(PaymentSource.self).id)
      return try listing.page()
    }
    $0.get("{source_transaction}") { call throws(StripeError) in
      let transaction = try call.found(SourceTransaction.self, at: 1)
      guard transaction.source == call.id else { throw .notFound(SourceTransaction.self, transaction.id) }
      return call.answer(SourceTransaction.self, transaction.id)
    }
  }
}
