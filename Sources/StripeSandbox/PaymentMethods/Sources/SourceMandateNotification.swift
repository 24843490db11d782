import Wire

/// What the owner of an account has to be told before money is debited, by those who asked to do it themselves.
package struct SourceMandateNotification: Resource {
  package static let object: StaticString = "source_mandate_notification"
  package static let idPrefixes = ["srcmn_"]
  package static let pathParameter = "mandate_notification"
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let events: [EventRecipe] = [
    .init(
      "source.mandate_notification",
      """
      source: POST sources type=sepa_debit&currency=eur&owner[name]=Jenny+Rosen&mandate[notification_method]=manual\
      &sepa_debit[iban]=DE89370400440532013000
      POST charges amount=1000&currency=eur&source={source}
      """)
  ]

  package let id: String
  package let created: Int
  let amount: Int
  let source: String
  let type: String

  package func write(_ w: inout ObjectWriter) {
    w.field("amount", amount)
    w.field("created", created)
    w.field("livemode", false)
    w.field("reason", "debit_initiated")
    if type == "sepa_debit" {
      let details = w.sandbox.store[PaymentMethod.self][source]?.details
      w.object("sepa_debit") { w in
        w.field("creditor_identifier", "DE24ZZZ00000000001")
        w.field("last4", details?["last4"]?.string)
        w.field("mandate_reference", details?["mandate_reference"]?.string)
      }
    }
    w.key("source")
    if !w.stored(PaymentSource.self, source) { w.json.null() }
    w.field("status", "pending")
    w.field("type", type)
  }

  private static let routes = Routes("/v1/sources/{source}/mandate_notifications", of: SourceMandateNotification.self) {
    $0.get("{mandate_notification}") { call throws(StripeError) in
      let notification = try call.found(SourceMandateNotification.self, at: 1)
      guard notification.source == call.id else {
        throw .notFound(SourceMandateNotification.self, notification.id)
      }
      return call.answer(SourceMandateNotification.self, notification.id)
    }
  }
}
