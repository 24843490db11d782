import Wire

/// The first request of an invoice's page: the invoice of its address.
enum InvoicePage: Declaration {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  private static let routes = Routes("/v1/invoice_pages") {
    $0.get("{secret}", access: .publishable) { call throws(StripeError) in
      let found = call.sandbox.store[Invoice.self][call.id] ?? call.sandbox.document(Invoice.self, at: call.id)
      guard let id = found?.id else { throw .notFound(Invoice.self, call.id) }
      return { w in w.json.raw(w.sandbox.written(Invoice.self, id, expanding: [])) }
    }
  }
}
