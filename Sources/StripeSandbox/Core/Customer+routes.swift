import Wire

extension Customer {
  static let routes = Routes("/v1/customers", of: Customer.self) {
    $0.post("", takes: createParameters, create)
    $0.list("", takes: .list("created: range\nemail: string(512)\ntest_clock: id"), list)
    $0.search(Customer.self)
    $0.get("{id}") { call throws(StripeError) in
      do throws(StripeError) {
        return try call.answerFound(Customer.self)
      } catch {
        let id = call.id
        guard call.sandbox.store[Customer.self].isDeleted(id) else { throw error }
        return { $0.deleted(Customer.self, id) }
      }
    }
    $0.post("{id}", takes: updateParameters, update)
    $0.delete("{id}", delete)
  }

  private static let sharedParameters = """
    address?
    balance: integer
    business_name: string(150)
    card: \(PaymentSource.parameter)
    cash_balance: {\(CashBalance.parameters)}
    coupon: id <basil
    description
    email: string(512)
    individual_name: string(150)
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
    promotion_code: id <basil
    shipping: {address!, name!, phone}?
    card: \(PaymentSource.parameter)
    source: \(PaymentSource.parameter)
    tax: {ip_address, validate_location: auto|deferred|immediately}
    tax_exempt: none|reverse|exempt?
    validate: boolean
    """

  static let createParameters = Parameters(
    sharedParameters + "\npayment_method: id\ntax_id_data: [{\(TaxID.parameters)}]\ntest_clock: id")
  static let updateParameters = Parameters(sharedParameters + "\ndefault_source: id")

  private mutating func apply(_ arguments: Arguments, in sandbox: Sandbox) throws(StripeError) {
    arguments.assign("address", to: &address, Address.init)
    if let balance = arguments.object("cash_balance") { applyCashBalance(balance) }
    arguments.assign("business_name", to: &businessName)
    arguments.assign("description", to: &description)
    arguments.assign("email", to: &email)
    arguments.assign("individual_name", to: &individualName)
    if let prefix = arguments.string("invoice_prefix") { try assign(invoicePrefix: prefix, in: sandbox) }
    if let settings = arguments.object("invoice_settings") { invoiceSettings.apply(settings) }
    try arguments.merge(into: &metadata)
    arguments.assignTrimmed("name", to: &name)
    if let balance = arguments.integer("balance"), Pricing.limited(balance) != balance {
      throw .outOfRange(balance, param: "balance")
    }
    if let number = arguments.integer("next_invoice_sequence") {
      guard number >= 1 else { throw .belowOne("next_invoice_sequence") }
      guard number <= 1_000_000_000 else { throw .outOfRange(number, param: "next_invoice_sequence") }
      nextInvoiceSequence = number
    }
    arguments.assignTrimmed("phone", to: &phone)
    preferredLocales = arguments.strings("preferred_locales") ?? preferredLocales
    arguments.assign("shipping", to: &shipping, Shipping.init)
    if let tax = arguments.object("tax") {
      tax.assign("ip_address", to: &taxIPAddress)
      guard tax.string("validate_location") != "immediately" || taxLocation != nil else {
        throw .noTaxLocation(param: "tax[validate_location]")
      }
    }
    if arguments.has("tax_exempt") { taxExempt = arguments.string("tax_exempt") ?? "none" }
    try arguments.checkEmail("email")
  }

  /// Looks through all customers: the parameter is rare, an index would cost every customer.
  private mutating func assign(invoicePrefix prefix: String, in sandbox: Sandbox) throws(StripeError) {
    let isWellFormed = prefix.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
    guard isWellFormed, prefix.utf8.count <= 12 else {
      throw StripeError("Invoice number prefix must be 1–12 uppercase letters or numbers.")
    }
    var holder: String?
    sandbox.store[Customer.self].walkForward(from: -1) { _, customer in
      if customer.value.invoicePrefix == prefix, customer.value.id != id { holder = customer.value.id }
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
    let arguments = call.arguments
    let clock = try call.testClock()
    call.useClock(clock)
    var customer = Customer(
      id: sandbox.identifiers.random("cus_", 14), created: call.now,
      invoicePrefix: sandbox.identifiers.uppercase(8))
    customer.testClock = clock
    try customer.apply(arguments, in: sandbox)
    let discounts = try call.customerDiscount(customer.id)
    let source = try call.newSource(under: ["source", "card"])
    var paymentMethod: PaymentMethod?
    if let id = arguments.string("payment_method") {
      let found = try call.paymentMethod(id, param: "payment_method")
      try call.checkReusable(found)
      try call.checkAttachable(found)
      try call.checkVerification(found)
      paymentMethod = found
    }
    try customer.chooseDefault(attaching: paymentMethod, call)
    var taxIDs: [TaxID] = []
    for (index, data) in (arguments.objects("tax_id_data") ?? []).enumerated() {
      taxIDs.append(try TaxID(data, customer: customer.id, param: "tax_id_data[\(index)][value]", call))
    }
    customer.defaultSource = source?.source.id
    if let balance = arguments.integer("balance") { call.adjustBalance(of: &customer, to: balance) }
    if let discounts { call.apply(discounts, to: &customer) }
    let id = customer.id
    call.insert(customer, announcing: "customer.created")
    if let source { call.attach(source, to: id) }
    if let paymentMethod { call.attached(paymentMethod.id, to: id) }
    for taxID in taxIDs { call.insert(taxID, announcing: "customer.tax_id.created") }
    return call.answer(Customer.self, id)
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    // For a deleted customer, Stripe's error is about the parameter `id`.
    guard !call.sandbox.store[Customer.self].isDeleted(call.id) else {
      throw .noSuch(Customer.self, call.id, param: "id")
    }
    var customer = try call.found(Customer.self)
    call.useClock(customer.testClock)
    let previous = customer.defaultSource
    let arguments = call.arguments
    try customer.apply(arguments, in: call.sandbox)
    let discounts = try call.customerDiscount(customer.id)
    try customer.chooseDefault(attaching: nil, call)
    if let id = arguments.string("default_source") {
      guard call.sandbox.store[PaymentSource.self][id]?.customer == customer.id else {
        throw .noSuch(PaymentSource.self, id, param: "default_source")
      }
      customer.defaultSource = id
    }
    let source = try call.newSource(under: ["source", "card"])
    if let source { customer.defaultSource = source.source.id }
    if let balance = arguments.integer("balance") { call.adjustBalance(of: &customer, to: balance) }
    if let source { call.attach(source, to: customer.id) }
    if let discounts { call.apply(discounts, to: &customer) }
    call.update(Customer.self, customer.id, announcing: "customer.updated") { $0 = customer }
    // A new source takes the place of the default.
    if source != nil, let previous { call.removeSource(previous, from: customer.id) }
    return call.answer(Customer.self, customer.id)
  }

  /// The default payment method must be the customer's own, or become so with this request.
  private mutating func chooseDefault(attaching new: PaymentMethod?, _ call: Call) throws(StripeError) {
    guard let id = call.arguments.object("invoice_settings")?.string("default_payment_method") else { return }
    if let new, id == new.id || id == call.arguments.string("payment_method") {
      invoiceSettings.defaultPaymentMethod = new.id
      return
    }
    let param = "invoice_settings[default_payment_method]"
    let found = try call.paymentMethod(id, param: param)
    guard found.customer == self.id else {
      throw StripeError(
        """
        The customer does not have a payment method with the ID \(found.id). The payment method must be attached to \
        the customer.
        """, code: "resource_missing", param: param)
    }
  }

  private static func delete(_ call: inout Call) throws(StripeError) -> Answer {
    let customer = try call.found(Customer.self)
    call.useClock(customer.testClock)
    call.deleteCustomer(customer.id)
    return { $0.deleted(Customer.self, customer.id) }
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    let clock = call.arguments.string("test_clock")
    if let clock, !call.sandbox.store[TestClock.self].contains(clock) {
      throw .noSuch("billingclock", clock, param: "test_clock")
    }
    var listing = Listing<Customer>(call)
    if call.sandbox.store[TestClock.self].count > 0 { listing.filter { $0.testClock == clock } }
    if let email = call.arguments.string("email") {
      listing.narrow("email", to: email.caseless)
      listing.filter { $0.email == email }
    }
    return try listing.page()
  }
}

extension Call {
  /// The test clock on which a request wants its customer.
  fileprivate func testClock() throws(StripeError) -> String? {
    guard let id = arguments.string("test_clock") else { return nil }
    guard sandbox.store[TestClock.self].contains(id) else {
      throw .noSuch("test_clock", id, param: "test_clock", status: 404)
    }
    try checkRoom(onTestClock: id)
    return id
  }

  /// Cancels the subscriptions of a deleted customer and detaches its payment methods.
  func deleteCustomer(_ id: String) {
    for subscription in sandbox.subscriptions(of: id) { end(subscription.id, reason: "cancellation_requested") }
    delete(Customer.self, id, announcing: "customer.deleted")
    for position in sandbox.store[PaymentMethod.self].positions("customer", id) ?? [] {
      guard let paymentMethod = sandbox.store[PaymentMethod.self][Int(position)] else { continue }
      sandbox.store[PaymentMethod.self].update(paymentMethod.id) { $0.detach() }
    }
    for source in sandbox.store.sources(of: id) { sandbox.store[PaymentSource.self].delete(source.id) }
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
