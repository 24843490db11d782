import Wire

extension Invoice {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  static let routes = Routes("/v1/invoices", of: Invoice.self) {
    $0.post("", takes: createParameters, undoingRefusals(create))
    $0.list("", takes: listParameters, list)
    $0.search(Invoice.self)
    $0.get("upcoming", takes: upcomingParameters) { call throws(StripeError) in try call.upcoming() }
    $0.get("upcoming/lines", takes: upcomingLinesParameters) { call throws(StripeError) in try call.upcomingLines() }
    $0.post("create_preview", takes: previewParameters) { call throws(StripeError) in try call.preview() }
    $0.get("{invoice}") { call throws(StripeError) in try call.answerFound(Invoice.self) }
    $0.post("{invoice}", takes: updateParameters, undoingRefusals(update))
    $0.delete("{invoice}", delete)
    $0.post("{invoice}/finalize", takes: Parameters("auto_advance: boolean"), finalize)
    $0.post("{invoice}/pay", takes: payParameters, undoingRefusals(pay))
    $0.post("{invoice}/send", send)
    $0.post("{invoice}/void") { call throws(StripeError) in
      let invoice = try editable(&call, param: "id")
      guard invoice.status == .open || invoice.status == .uncollectible else {
        throw invoice.status == .paid
          ? StripeError("Invoices with `paid` payments cannot be voided.") : .notOpen
      }
      call.void(invoice.id)
      return call.answer(Invoice.self, invoice.id)
    }
    $0.post("{invoice}/mark_uncollectible") { call throws(StripeError) in
      let invoice = try editable(&call, param: "id")
      guard invoice.status == .open else {
        throw invoice.status == .uncollectible
          ? StripeError("This invoice has already been marked uncollectible.") : .notOpen
      }
      call.markUncollectible(invoice.id)
      return call.answer(Invoice.self, invoice.id)
    }
    $0.post("{invoice}/attach_payment", takes: Parameters("payment_intent: id\npayment_record: id"), attachPayment)
    $0.get("{invoice}/lines", takes: .list()) { call throws(StripeError) in
      let invoice = try call.found(Invoice.self)
      return try call.page(of: invoice, id: invoice.id, url: "/v1/invoices/\(invoice.id)/lines")
    }
    $0.post("{invoice}/lines/{line}", takes: updateLineParameters, undoingRefusals(updateLine))
    $0.post("{invoice}/add_lines", takes: addLinesParameters, undoingRefusals(addLines))
    $0.post("{invoice}/update_lines", takes: updateLinesParameters, undoingRefusals(updateLines))
    $0.post("{invoice}/remove_lines", takes: removeLinesParameters, undoingRefusals(removeLines))
  }

  /// The invoice of the path, on its customer's clock.
  static func editable(_ call: inout Call, param: String? = nil) throws(StripeError) -> Invoice {
    let invoice = try call.found(Invoice.self, param: param)
    call.useClock(invoice.testClock)
    return invoice
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    try call.refuseCustomerAccount()
    let arguments = call.arguments
    if arguments.has("customer") { _ = try call.referenced(Customer.self, "customer") }
    if arguments.has("subscription") { _ = try call.referenced(Subscription.self, "subscription") }
    var listing = Listing<Invoice>(call)
    listing.narrow("subscription")
    listing.narrow("customer")
    listing.filter("status") { $0.status.rawValue }
    listing.filter("collection_method") { $0.collection.rawValue }
    listing.filter("due_date") { $0.dueDate }
    return try listing.page()
  }

  private static func delete(_ call: inout Call) throws(StripeError) -> Answer {
    let invoice = try editable(&call)
    guard invoice.status == .draft else {
      throw StripeError("You can only delete draft invoices.")
    }
    guard invoice.reason == .manual else {
      throw StripeError("You cannot delete invoices created by subscriptions.")
    }
    for position in call.sandbox.store[InvoiceItem.self].positions("invoice", invoice.id) ?? [] {
      guard let item = call.sandbox.store[InvoiceItem.self][Int(position)] else { continue }
      call.delete(InvoiceItem.self, item.id, announcing: "invoiceitem.deleted")
    }
    call.delete(Invoice.self, invoice.id, announcing: "invoice.deleted")
    return { $0.deleted(Invoice.self, invoice.id) }
  }

  private static func finalize(_ call: inout Call) throws(StripeError) -> Answer {
    let invoice = try editable(&call, param: "id")
    guard invoice.status == .draft else {
      throw StripeError("This invoice is already finalized, you can't re-finalize a non-draft invoice.")
    }
    if let advances = call.arguments.bool("auto_advance") {
      call.sandbox.store[Invoice.self].update(invoice.id) { $0.autoAdvance = advances }
    }
    try call.finalized(invoice.id)
    call.scheduleCollection(of: invoice.id)
    return call.answer(Invoice.self, invoice.id)
  }

  private static func send(_ call: inout Call) throws(StripeError) -> Answer {
    let invoice = try editable(&call)
    guard invoice.collection == .sent else {
      throw StripeError(
        "You can only manually send an invoice if its collection method is 'send_invoice'.")
    }
    guard invoice.status == .draft || invoice.status == .open else {
      throw StripeError(
        """
        This invoice cannot be sent right now. Please contact us via https://support.stripe.com/contact with details, \
        so we can help.
        """)
    }
    try call.finalized(invoice.id)
    call.sandbox.announce("invoice.sent", Invoice.self, invoice.id, by: call)
    return call.answer(Invoice.self, invoice.id)
  }
}

extension StripeError {
  static let notOpen = StripeError("You can only pass in open invoices. This invoice isn't open.")
}

extension Call {
  /// Finalizes a draft because a request wants it so.
  func finalized(_ id: String) throws(StripeError) {
    finalize(id)
    guard let invoice = sandbox.store[Invoice.self][id], invoice.status == .draft else { return }
    if let error = invoice.finalizationError { throw error }
  }

  /// Nothing of it is owed any more, and it counts for nothing.
  func void(_ id: String) {
    guard let invoice = sandbox.store[Invoice.self][id] else { return }
    guard invoice.isPayable else {
      // A draft is not voided, it is dropped.
      if invoice.status == .draft { sandbox.store[Invoice.self].update(id) { $0.autoAdvance = false } }
      return
    }
    let now = now
    cancelPayments(of: invoice, reason: "void_invoice")
    returnBillingCredits(of: invoice)
    // The customer's credit that it used is the customer's again.
    let used = invoice.balanceAfter - invoice.startingBalance
    if used != 0 {
      moveBalance(of: invoice.customer, by: -used, invoice.currency, type: "unapplied_from_invoice", invoice: id)
    }
    update(Invoice.self, id, announcing: "invoice.voided") {
      $0.status = .void
      $0.voidedAt = now
      $0.autoAdvance = false
      $0.nextPaymentAttempt = nil
    }
    noteRecovery(of: invoice.customer)
    if let subscription = invoice.subscription { invoiceGone(id, of: subscription) }
  }

  func markUncollectible(_ id: String) {
    guard let invoice = sandbox.store[Invoice.self][id], invoice.status == .open else { return }
    let now = now
    update(Invoice.self, id, announcing: "invoice.marked_uncollectible") {
      $0.status = .uncollectible
      $0.markedUncollectibleAt = now
      $0.autoAdvance = false
      $0.nextPaymentAttempt = nil
    }
    if let subscription = invoice.subscription { invoiceGone(id, of: subscription) }
  }

  /// An open invoice that collects itself is tried about an hour later.
  func scheduleCollection(of id: String) {
    let next = now + 3600
    sandbox.store[Invoice.self].update(id) {
      guard $0.status == .open, $0.autoAdvance, $0.collection == .automatic else { return }
      $0.nextPaymentAttempt = next
    }
  }
}

extension Invoice: Searchable {
  static let collection = "invoices"

  static func searchField(_ name: String) -> SearchField<Invoice>? {
    switch name {
    case "created": .number { $0.created }
    case "currency": .token { $0.currency }
    case "customer": .token { $0.customer }
    case "last_finalization_error_code": .token { $0.finalizationError?.code }
    case "last_finalization_error_type": .token { $0.finalizationError?.kind.rawValue }
    case "number": .token { $0.number }
    case "receipt_number": .token { _ in nil }
    case "status": .token { $0.status.rawValue }
    case "subscription": .token { $0.subscription }
    case "total": .number { $0.total }
    default: nil
    }
  }
}
