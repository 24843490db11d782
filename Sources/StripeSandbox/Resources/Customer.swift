import Wire

package struct Customer: Resource {
  package static let object: StaticString = "customer"
  package static var table: WritableKeyPath<Store, Table<Customer>> { \.customers }
  package static let indexes = [Index<Customer>(name: "email") { $0.email }]
  package static var expandable: [String: Expandable] { ["test_clock": .absent] }

  package let id: String
  package let created: Int
  var address: Address?
  var balance = 0
  var currency: String?
  var defaultSource: String?
  var description: String?
  var email: String?
  var invoicePrefix: String
  var invoiceSettings = InvoiceSettings()
  var metadata = Metadata()
  var name: String?
  var nextInvoiceSequence = 1
  var phone: String?
  var preferredLocales: [String] = []
  var shipping: Shipping?
  var taxExempt = "none"

  struct InvoiceSettings: Sendable {
    var customFields: JSON = .null
    var defaultPaymentMethod: String?
    var footer: String?
    var renderingOptions: JSON = .null
  }

  package func write(_ w: inout ObjectWriter) {
    w.object("address", address) { $1.write(&$0) }
    w.field("balance", balance)
    w.field("created", created)
    w.field("currency", currency)
    w.null("customer_account")
    w.reference("default_source", defaultSource)
    w.field("delinquent", false)
    w.field("description", description)
    w.null("discount")
    w.field("email", email)
    w.field("invoice_prefix", invoicePrefix)
    w.object("invoice_settings") { w in
      w.field("custom_fields", invoiceSettings.customFields)
      w.reference("default_payment_method", invoiceSettings.defaultPaymentMethod)
      w.field("footer", invoiceSettings.footer)
      w.field("rendering_options", invoiceSettings.renderingOptions)
    }
    w.field("livemode", false)
    w.field("metadata", metadata)
    w.field("name", name)
    w.field("next_invoice_sequence", nextInvoiceSequence)
    w.field("phone", phone)
    w.field("preferred_locales", preferredLocales)
    w.object("shipping", shipping) { $1.write(&$0) }
    w.field("tax_exempt", taxExempt)
    w.null("test_clock")
  }
}

extension Customer {
  static let routes = Routes("/v1/customers", of: Customer.self) {
    $0.post("", takes: createParameters, create)
    $0.list("", takes: .list("created: range\nemail: string(512)"), list)
    $0.search(Customer.self)
    $0.get("{id}") { call throws(StripeError) in
      let id = call.id
      if call.sandbox.store.customers.isDeleted(id) { return { $0.deleted(Customer.self, id) } }
      return call.answer(Customer.self, try call.found(Customer.self).id)
    }
    $0.post("{id}", takes: updateParameters, update)
    $0.delete("{id}", delete)
  }

  private static let sharedParameters = """
    address?
    balance: integer
    description
    email: string(512)
    invoice_prefix: id
    invoice_settings: {
      custom_fields: [{name: string(30)!, value: string(30)!}]?
      default_payment_method
      footer
      rendering_options: {amount_tax_display: exclude_tax|include_inclusive_tax?, template}?
    }
    metadata
    name: string(256)
    next_invoice_sequence: integer
    phone: string(20)
    preferred_locales: [string]
    shipping: {address!, name!, phone}?
    source: id
    tax_exempt: none|reverse|exempt?
    """

  static let createParameters = Parameters(sharedParameters + "\npayment_method: id")
  static let updateParameters = Parameters(sharedParameters + "\ndefault_source: id")

  private mutating func apply(_ arguments: Arguments, in sandbox: Sandbox) throws(StripeError) {
    arguments.assign("address", to: &address, Address.init)
    balance = arguments.integer("balance") ?? balance
    arguments.assign("description", to: &description)
    arguments.assign("email", to: &email)
    if let prefix = arguments.string("invoice_prefix") { try assign(invoicePrefix: prefix, in: sandbox) }
    if let settings = arguments.object("invoice_settings") { invoiceSettings.apply(settings) }
    try arguments.merge(into: &metadata)
    arguments.assign("name", to: &name)
    nextInvoiceSequence = arguments.integer("next_invoice_sequence") ?? nextInvoiceSequence
    arguments.assign("phone", to: &phone)
    preferredLocales = arguments.strings("preferred_locales") ?? preferredLocales
    arguments.assign("shipping", to: &shipping, Shipping.init)
    if arguments.has("tax_exempt") { taxExempt = arguments.string("tax_exempt") ?? "none" }
    if let email, !email.contains("@") {
      throw StripeError("Invalid email address: \(email)", code: "email_invalid", param: "email")
    }
  }

  /// Looks through all customers: the parameter is rare, an index would cost every customer.
  private mutating func assign(invoicePrefix prefix: String, in sandbox: Sandbox) throws(StripeError) {
    let isWellFormed = prefix.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
    guard isWellFormed, prefix.utf8.count <= 12 else {
      throw StripeError("Invoice number prefix must be 1–12 uppercase letters or numbers.")
    }
    var holder: String?
    sandbox.store.customers.walkForward(from: -1) { customer in
      if customer.invoicePrefix == prefix, customer.id != id { holder = customer.id }
      return holder == nil
    }
    if let holder {
      throw StripeError(
        "This invoice number prefix is taken by customer: \(holder). Please enter a different prefix.",
        param: "invoice_prefix")
    }
    invoicePrefix = prefix
  }

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let sandbox = call.sandbox
    var customer = Customer(
      id: sandbox.identifiers.random("cus_", 14), created: call.now,
      invoicePrefix: sandbox.identifiers.uppercase(8))
    try customer.apply(call.arguments, in: call.sandbox)
    call.insert(customer, announcing: "customer.created")
    return call.answer(Customer.self, customer.id)
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var customer = try call.found(Customer.self)
    try customer.apply(call.arguments, in: call.sandbox)
    call.update(Customer.self, customer.id, announcing: "customer.updated") { $0 = customer }
    return call.answer(Customer.self, customer.id)
  }

  private static func delete(_ call: inout Call) throws(StripeError) -> Answer {
    let id = try call.found(Customer.self).id
    call.delete(Customer.self, id, announcing: "customer.deleted")
    return { $0.deleted(Customer.self, id) }
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    var listing = Listing<Customer>(call)
    listing.narrow("email")
    return try listing.page()
  }
}

extension Customer.InvoiceSettings {
  mutating func apply(_ arguments: Arguments) {
    if let fields = arguments["custom_fields"] { customFields = fields }
    arguments.assign("default_payment_method", to: &defaultPaymentMethod)
    arguments.assign("footer", to: &footer)
    guard let options = arguments["rendering_options"] else { return }
    guard let options = options.object else {
      renderingOptions = .null
      return
    }
    renderingOptions = [
      "amount_tax_display": options["amount_tax_display"] ?? .null, "template": options["template"] ?? .null,
    ]
  }
}
