import Wire

/// The first request of an invoice's page: the invoice of its address.
enum InvoicePage: Declaration {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  private static let routes = Routes("/v1/invoice_pages") {
    $0.get("{secret}", access: .publishable) { call throws(StripeError) in
      // A page is opened so seldom that an index is not worth its memory.
      let table = call.sandbox.store[Invoice.self]
      let secret = call.id
      var found = table[secret]?.id
      table.walkBack(from: table.end) { _, row in
        if found == nil, row.value.secret == secret { found = row.value.id }
        return found == nil
      }
      guard let id = found else { throw .notFound(Invoice.self, secret) }
      return { w in w.json.raw(w.sandbox.written(Invoice.self, id, expanding: [])) }
    }
  }
}
