import Wire

extension InvoiceItem {
  static let routes = Routes("/v1/invoiceitems", of: InvoiceItem.self) {
    $0.post("", takes: createParameters, undoingRefusals(create))
    $0.list("", takes: .list("created: range\ncustomer: id\ncustomer_account: id\ninvoice: id\npending: boolean"), list)
    $0.get("{invoiceitem}") { call throws(StripeError) in try call.answerFound(InvoiceItem.self) }
    $0.post("{invoiceitem}", takes: updateParameters, undoingRefusals(update))
    $0.delete("{invoiceitem}", delete)
  }

  private static let shared = BillingParameters.invoiceItem + "pricing: {price: id}\n"

  private static let createParameters = Parameters(
    shared + "currency: currency\ncustomer: id\ncustomer_account: id\ninvoice: id\nsubscription: id")
  private static let updateParameters = Parameters(shared)

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let customer = try call.subscriber()
    call.useClock(customer.testClock)
    let invoice = try draft(call, of: customer)
    let subscription = try call.referenced(Subscription.self, "subscription")
    let arguments = call.arguments
    let currency = arguments.string("currency") ?? invoice?.currency ?? customer.currency ?? "usd"
    var item = InvoiceItem(
      id: call.sandbox.identifiers.dated("ii_", now: call.now), created: call.now, amount: 0, currency: currency,
      customer: customer.id, period: BillingPeriod(start: call.now, end: call.now))
    item.invoice = invoice?.id
    item.subscription = subscription?.id
    item.testClock = customer.testClock
    try item.apply(call)
    guard item.price != nil else { throw .missing("amount") }
    if let invoice, invoice.currency != item.currency {
      throw StripeError(
        "The currency of the invoice item must match the currency of the invoice (\(invoice.currency)).",
        param: "currency")
    }
    call.adoptCurrency(item.currency, by: customer.id)
    call.insert(item, announcing: "invoiceitem.created")
    if let invoice {
      let line = item.line(id: call.lineID())
      call.changeLines(of: invoice.id) { $0.append(line) }
    }
    return call.answer(InvoiceItem.self, item.id)
  }

  /// The draft that a request puts the item onto.
  private static func draft(_ call: Call, of customer: Customer) throws(StripeError) -> Invoice? {
    guard let invoice = try call.referenced(Invoice.self, "invoice") else { return nil }
    guard invoice.customer == customer.id else {
      throw .noSuch(Invoice.self, invoice.id, param: "invoice")
    }
    guard invoice.status == .draft else {
      throw StripeError(
        "The specified invoice (\(invoice.id)) is no longer editable and cannot have items attached or removed.",
        code: "invoice_not_editable", param: "invoice")
    }
    return invoice
  }

  private mutating func apply(_ call: Call) throws(StripeError) {
    let arguments = call.arguments
    let quantity = arguments.integer("quantity") ?? quantity
    if arguments.has("amount") {
      let price = ["price", "price_data", "unit_amount", "unit_amount_decimal"].first(where: arguments.has)
      if let other = price ?? (arguments.object("pricing") == nil ? nil : "pricing") {
        throw .exclusive(["amount", other])
      }
    }
    if let price = try call.oneTimePrice(arguments, param: "", currency: arguments.string("currency")) {
      if !arguments.has("currency"), price.pricing(in: currency) == nil { currency = price.currency }
      bill(price, quantity: quantity, call)
    } else if let unit = arguments.string("unit_amount_decimal").flatMap({ ExactAmount($0) })
      ?? arguments.integer("unit_amount").map({ ExactAmount($0) })
    {
      let price = call.inlinePrice(amount: unit, currency: currency, description: arguments.string("description"))
      bill(price, quantity: quantity, call)
    } else if let amount = arguments.integer("amount") {
      if arguments.has("quantity"), quantity != 1 { throw .exclusive(["amount", "quantity"]) }
      let price = call.inlinePrice(
        amount: ExactAmount(amount), currency: currency, description: arguments.string("description"))
      let kept = description
      bill(price, quantity: 1, call)
      description = kept
    } else if arguments.has("quantity"), let price = price.flatMap({ call.sandbox.store[Price.self][$0] }) {
      bill(price, quantity: quantity, call)
    }
    arguments.assign("description", to: &description)
    isDiscountable = arguments.bool("discountable") ?? (amount < 0 ? false : isDiscountable)
    try arguments.merge(into: &metadata)
    if let period = arguments.object("period") {
      self.period = BillingPeriod(start: period.integer("start") ?? 0, end: period.integer("end") ?? 0)
      guard self.period.length >= 0 else {
        throw StripeError("The end date must be after the start date.", param: "period[end]")
      }
    }
    if let rates = arguments["tax_rates"] {
      taxRates = rates.array?.compactMap(\.string) ?? []
      try call.checkTaxRates(taxRates, param: "tax_rates")
    }
    let holder = Discount.Holder(customer: customer, invoiceItem: id)
    discounts = try call.keptDiscounts(arguments, for: holder, currency: currency) ?? discounts
  }

  /// Charges so many of a price.
  mutating func bill(_ price: Price, quantity: Int, _ call: Call) {
    let pricing = price.pricing(in: currency)
    self.price = price.id
    self.quantity = quantity
    amount = pricing?.amount(for: quantity) ?? 0
    unitAmount = price.terms(in: currency)?.unitAmount
    description = description ?? call.sandbox.store[Product.self][price.product]?.name
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    try call.refuseCustomerAccount()
    if call.arguments.has("customer") { _ = try call.referenced(Customer.self, "customer") }
    var listing = Listing<InvoiceItem>(call)
    listing.narrow("customer")
    listing.narrow("invoice")
    listing.filter("pending") { $0.invoice == nil }
    return try listing.page()
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var item = try call.found(InvoiceItem.self)
    call.useClock(item.testClock)
    try item.checkEditable(call)
    try item.apply(call)
    let kept = item
    call.sandbox.store[InvoiceItem.self].update(item.id) { $0 = kept }
    if let invoice = item.invoice {
      call.changeLines(of: invoice) { lines in
        guard let index = lines.firstIndex(where: { $0.invoiceItem == kept.id }) else { return }
        lines[index] = kept.line(id: lines[index].id)
      }
    }
    return call.answer(InvoiceItem.self, item.id)
  }

  private static func delete(_ call: inout Call) throws(StripeError) -> Answer {
    let item = try call.found(InvoiceItem.self)
    call.useClock(item.testClock)
    try item.checkEditable(call)
    call.delete(InvoiceItem.self, item.id, announcing: "invoiceitem.deleted")
    if let invoice = item.invoice { call.changeLines(of: invoice) { $0.removeAll { $0.invoiceItem == item.id } } }
    return { $0.deleted(InvoiceItem.self, item.id) }
  }

  private func checkEditable(_ call: Call) throws(StripeError) {
    guard let invoice, call.sandbox.store[Invoice.self][invoice]?.status != .draft else { return }
    throw StripeError(
      "This invoice is no longer editable", code: "invoice_not_editable")
  }
}
