import Wire

/// Transactions of a Source that receives money. Cards receive none, and there are no other Sources here.
enum SourceTransaction: Declaration {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  private static let routes = Routes("/v1/sources/{source}/source_transactions") {
    $0.get("", takes: .list()) { call throws(StripeError) in
      _ = try call.found(PaymentSource.self)
      let url = call.url
      return { w in w.list(url: url) { $0.field("data", []) } }
    }
  }
}
