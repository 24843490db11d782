import Wire

/// How an account's invoices look. Stripe's dashboard makes them; here every sandbox has one.
package struct InvoiceTemplate: Resource {
  package static let object: StaticString = "invoice_rendering_template"
  package static let noun = "invoice rendering template"
  package static let pathParameter = "template"
  package static let idPrefixes = ["inrtem_"]
  package static let example: Script? = "template: GET invoice_rendering_templates"

  package let id: String
  package let created: Int
  var isActive = true

  var status: String { isActive ? "active" : "archived" }

  package var isSelfContained: Bool { true }

  package func write(_ w: inout ObjectWriter) {
    w.field("created", created)
    w.field("livemode", false)
    w.field("metadata", Metadata())
    w.field("nickname", "Default")
    w.field("status", status)
    w.field("version", 1)
  }

  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  static let routes = Routes("/v1/invoice_rendering_templates", of: InvoiceTemplate.self) {
    $0.list("", takes: .list("status: active|archived")) { call throws(StripeError) in
      call.supplyInvoiceTemplate()
      var listing = Listing<InvoiceTemplate>(call)
      listing.filter("status") { $0.status }
      return try listing.page()
    }
    $0.get("{template}", takes: Parameters("version: integer")) { call throws(StripeError) in
      let template = try call.found(InvoiceTemplate.self)
      let version = call.arguments.integer("version") ?? 1
      guard version == 1 else {
        throw StripeError("The invoice rendering template has no version \(version).", param: "version")
      }
      return call.answer(InvoiceTemplate.self, template.id)
    }
    $0.post("{template}/archive") { call throws(StripeError) in try change(call, archives: true) }
    $0.post("{template}/unarchive") { call throws(StripeError) in try change(call, archives: false) }
  }

  private static func change(_ call: Call, archives: Bool) throws(StripeError) -> Answer {
    let template = try call.found(InvoiceTemplate.self)
    guard template.isActive == archives else {
      throw StripeError("This invoice rendering template is already \(archives ? "archived" : "active").")
    }
    call.sandbox.store[InvoiceTemplate.self].update(template.id) { $0.isActive = !archives }
    return call.answer(InvoiceTemplate.self, template.id)
  }
}

extension Call {
  /// The template that a request wants an invoice to have.
  func checkTemplate() throws(StripeError) {
    guard let id = arguments.object("rendering")?.string("template"),
      !sandbox.store[InvoiceTemplate.self].contains(id)
    else { return }
    throw .noSuch(InvoiceTemplate.self, id, param: "rendering[template]")
  }

  /// The one template, made when it is first looked for.
  func supplyInvoiceTemplate() {
    guard sandbox.store[InvoiceTemplate.self].count == 0 else { return }
    sandbox.store[InvoiceTemplate.self].insert(
      InvoiceTemplate(id: sandbox.identifiers.dated("inrtem_", now: now), created: now))
  }
}
