import Wire

extension Invoice {
  package func write(_ w: inout ObjectWriter) { write(&w, id: id) }

  /// - Parameter id: nil for a preview, which is no invoice yet.
  func write(_ w: inout ObjectWriter, id shownID: String?) {
    let isLegacy = w.version < .basil
    let settings = settings
    let connect = settings.connect
    w.field("account_country", "US")
    w.field("account_name", w.sandbox.accountName)
    w.field("account_tax_ids", settings.accountTaxIDs)
    w.field("amount_due", amountDue - creditedBeforePayment)
    w.field("amount_overpaid", amountOverpaid ?? 0)
    w.field("amount_paid", amountPaid)
    w.field("amount_remaining", amountRemaining)
    w.field("amount_shipping", settings.shippingCost?.total ?? 0)
    w.reference("application", w.sandbox.isConnected ? w.sandbox.applicationID : nil)
    if isLegacy { w.field("application_fee_amount", connect?.fee(of: total)) }
    w.field("attempt_count", attemptCount)
    w.field("attempted", attempted)
    if shownID != nil { w.field("auto_advance", autoAdvance) }
    w.automaticTax(settings.automaticTax, isLocated: isLocated(w.sandbox))
    w.field("automatically_finalizes_at", automaticallyFinalizesAt)
    w.field("billing_reason", reason.rawValue)
    if isLegacy { w.reference("charge", w.latestCharge(of: paymentIntent)) }
    w.field("collection_method", collection.rawValue)
    if !isLegacy, w.isExpanded("confirmation_secret") { writeSecret(&w) }
    w.field("created", created)
    w.field("currency", currency)
    w.field("custom_fields", settings.customFields)
    w.reference("customer", customer)
    w.null("customer_account")
    writeBilled(&w)
    w.reference("default_payment_method", settings.defaultPaymentMethod)
    w.reference("default_source", settings.defaultSource)
    w.taxRates("default_tax_rates", settings.defaultTaxRates)
    w.field("description", settings.description)
    if isLegacy { w.firstDiscount(of: discounts) }
    w.references("discounts", discounts)
    w.field("due_date", dueDate)
    w.field("effective_at", effectiveAt)
    w.field("ending_balance", endingBalance)
    w.field("footer", settings.footer)
    w.object("from_invoice", fromInvoice) { w, invoice in
      w.field("action", "revision")
      w.reference("invoice", invoice)
    }
    if shownID != nil {
      let secret = w.sandbox.secret(of: self)
      w.field("hosted_invoice_url", secret.map { hostedURL($0, w.sandbox) + "?s=ap" })
      w.field("invoice_pdf", secret.map { pdfURL($0, w.sandbox) })
    }
    (connect ?? BillingConnect()).writeIssuer(&w)
    w.object("last_finalization_error", finalizationError) { $1.writeLast(&$0, ofPayment: false) }
    w.reference("latest_revision", latestRevision)
    writeLines(&w, id: shownID)
    w.field("livemode", false)
    w.field("metadata", metadata)
    // A draft that becomes final by itself is collected then.
    w.field("next_payment_attempt", nextPaymentAttempt ?? (isCollectedWhenFinal ? automaticallyFinalizesAt : nil))
    w.field("number", number)
    w.reference("on_behalf_of", connect?.onBehalfOf)
    if isLegacy {
      w.field("paid", status == .paid)
      w.field("paid_out_of_band", isPaidOutOfBand)
    }
    writeParent(&w)
    if isLegacy { w.reference("payment_intent", paymentIntent) }
    w.object("payment_settings") { w in
      w.field("default_mandate", settings.paymentSettings.defaultMandate)
      w.field("payment_method_options", settings.paymentSettings.options)
      w.field("payment_method_types", settings.paymentSettings.types)
    }
    if !isLegacy, w.isExpanded("payments") { writePayments(&w) }
    w.field("period_end", period.end)
    w.field("period_start", period.start)
    w.field("post_payment_credit_notes_amount", creditedAfterPayment)
    w.field("pre_payment_credit_notes_amount", creditedBeforePayment)
    if isLegacy { w.reference("quote", quote) }
    w.null("receipt_number")
    writeRendering(&w)
    w.object("shipping_cost", settings.shippingCost) { $1.write(&$0) }
    w.object("shipping_details", settings.shippingDetails) { $1.write(&$0) }
    w.field("starting_balance", startingBalance)
    w.field("statement_descriptor", settings.statementDescriptor)
    w.field("status", status.rawValue)
    w.object("status_transitions") { w in
      w.field("finalized_at", finalizedAt)
      w.field("marked_uncollectible_at", markedUncollectibleAt)
      w.field("paid_at", paidAt)
      w.field("voided_at", voidedAt)
    }
    if isLegacy {
      w.reference("subscription", subscription)
      w.object("subscription_details") { w in
        if subscription == nil { w.null("metadata") } else { w.field("metadata", settings.subscriptionMetadata) }
      }
    }
    w.field("subtotal", subtotal)
    w.field("subtotal_excluding_tax", subtotal - inclusiveTax)
    let tax = totalTaxes.reduce(0) { $0 + $1.amount }
    if isLegacy { w.field("tax", totalTaxes.isEmpty ? nil : tax) }
    w.reference("test_clock", testClock)
    w.field("total", total)
    w.array("total_discount_amounts", totalDiscounts) { $1.write(&$0) }
    w.field("total_excluding_tax", total - tax)
    let credits = totalDiscounts.map(PretaxCredit.init) + lines.flatMap(\.pretaxCredits)
    w.array("total_pretax_credit_amounts", credits) { $1.write(&$0) }
    if isLegacy { w.array("total_tax_amounts", totalTaxes) { $1.writeLegacy(&$0) } }
    w.array("total_taxes", totalTaxes) { $1.write(&$0) }
    if isLegacy { (connect ?? BillingConnect()).writeTransfer(of: total, &w) }
    w.field("webhooks_delivered_at", reason == .upcoming ? nil : created)
  }

  private var isCollectedWhenFinal: Bool { status == .draft && autoAdvance && collection == .automatic }

  /// Whether it is known where the customer is, as far as taxes go.
  func isLocated(_ sandbox: Sandbox) -> Bool {
    let billed = status == .draft ? sandbox.billed(customer) ?? billed : billed
    return !totalTaxes.isEmpty || TaxLocation(billing: billed?.address, shipping: billed?.shipping?.address) != nil
  }

  private var inclusiveTax: Int { lines.reduce(0) { $0 + $1.inclusiveTax } }

  private func writeBilled(_ w: inout ObjectWriter) {
    let billed = (status == .draft ? w.sandbox.billed(customer) : nil) ?? billed ?? Billed()
    w.object("customer_address", billed.address) { $1.write(&$0) }
    w.field("customer_email", billed.email)
    w.field("customer_name", billed.name)
    w.field("customer_phone", billed.phone)
    w.object("customer_shipping", billed.shipping) { $1.write(&$0) }
    w.field("customer_tax_exempt", billed.taxExempt)
    w.field("customer_tax_ids", .array(billed.taxIDs))
  }

  private func writeSecret(_ w: inout ObjectWriter) {
    let intent = paymentIntent.flatMap { w.sandbox.store[PaymentIntent.self][$0] }
    w.object("confirmation_secret", intent) { w, intent in
      w.field("client_secret", intent.clientSecret)
      w.field("type", "payment_intent")
    }
  }

  private func writeLines(_ w: inout ObjectWriter, id: String?) {
    let shown = lines.prefix(10)
    let url = id.map { "/v1/invoices/\($0)/lines" } ?? "/v1/invoices/upcoming/lines"
    w.object("lines") { w in
      w.listFields(hasMore: lines.count > shown.count, totalCount: lines.count, url: url) { w in
        w.data { $0.lines(shown, of: self, id: id) }
      }
    }
  }

  private func writeParent(_ w: inout ObjectWriter) {
    if let quote {
      return w.object("parent") { w in
        w.object("quote_details") { $0.field("quote", quote) }
        w.null("subscription_details")
        w.field("type", "quote_details")
      }
    }
    w.object("parent", subscription) { w, subscription in
      w.null("quote_details")
      w.object("subscription_details") { w in
        w.field("metadata", settings.subscriptionMetadata)
        w.reference("subscription", subscription)
      }
      w.field("type", "subscription_details")
    }
  }

  private func writePayments(_ w: inout ObjectWriter) {
    let table = w.sandbox.store[InvoicePayment.self]
    let payments = (table.positions("invoice", id) ?? []).reversed().compactMap { table[Int($0)] }
    w.list("payments", payments, url: "/v1/invoices/payments")
  }

  private func writeRendering(_ w: inout ObjectWriter) {
    if let rendering = settings.rendering { return w.field("rendering", rendering) }
    guard reason == .manual else { return w.null("rendering") }
    w.object("rendering") { w in
      w.null("amount_tax_display")
      w.object("pdf") { $0.field("page_size", status == .draft ? "auto" : "letter") }
      w.null("template")
      w.null("template_version")
    }
  }

  func hostedURL(_ secret: String, _ sandbox: Sandbox) -> String {
    sandbox.pageAddress("invoice", "/i/\(sandbox.accountID)/\(secret)")
  }

  func pdfURL(_ secret: String, _ sandbox: Sandbox) -> String {
    sandbox.url(of: "/invoice/\(sandbox.accountID)/\(secret)/pdf?s=ap")
  }
}

extension Invoice.ShippingCost {
  func write(_ w: inout ObjectWriter) {
    w.field("amount_subtotal", amount)
    w.field("amount_tax", tax)
    w.field("amount_total", total)
    w.reference("shipping_rate", rate)
    w.array("taxes", taxes) { $1.write(&$0) }
  }
}

extension ObjectWriter {
  mutating func lines(_ lines: some Sequence<InvoiceLine>, of invoice: Invoice, id: String?) {
    for line in lines {
      json.open(UInt8(ascii: "{"))
      line.write(&self, of: invoice, id: id)
      json.close(UInt8(ascii: "}"))
    }
  }

  /// `automatic_tax` of an invoice or a subscription.
  ///
  /// - Parameter isLocated: of an invoice, whether it is known where its customer is.
  mutating func automaticTax(_ isEnabled: Bool, isLocated: Bool? = nil) {
    object("automatic_tax") { w in
      w.null("disabled_reason")
      w.field("enabled", isEnabled)
      w.object("liability", isEnabled ? () : nil) { w, _ in w.field("type", "self") }
      guard let isLocated else { return }
      w.field("provider", isEnabled ? "stripe" : nil)
      w.field("status", isEnabled ? (isLocated ? "complete" : "requires_location_inputs") : nil)
    }
  }

  /// Ids, or where the request expands them the objects.
  mutating func references(_ key: StaticString, _ ids: [String]) {
    json.key(key)
    let expands = isExpanded(key)
    descend(key) { w in
      w.json.open(UInt8(ascii: "["))
      for id in ids {
        if expands { w.embed(id, under: key) } else { w.json.string(id) }
      }
      w.json.close(UInt8(ascii: "]"))
    }
  }

  /// Whole tax rates.
  mutating func taxRates(_ key: StaticString, _ ids: [String]) {
    json.key(key)
    json.open(UInt8(ascii: "["))
    for id in ids { _ = stored(TaxRate.self, id) }
    json.close(UInt8(ascii: "]"))
  }

  /// `discount`, as it was shown until basil: one that applies, or null.
  mutating func firstDiscount(of ids: [String]) {
    key("discount")
    if let id = ids.first, stored(Discount.self, id) { return }
    json.null()
  }

  func latestCharge(of intent: String?) -> String? {
    intent.flatMap { sandbox.store[PaymentIntent.self][$0]?.latestCharge }
  }
}

extension Sandbox {
  /// The name on invoices.
  var accountName: String { "Nestbox" }

  /// How a customer is billed now.
  func billed(_ id: String) -> Invoice.Billed? {
    guard let customer = store[Customer.self][id] else { return nil }
    var billed = Invoice.Billed()
    billed.address = customer.address
    billed.email = customer.email
    billed.name = customer.name
    billed.phone = customer.phone
    billed.shipping = customer.shipping
    billed.taxExempt = customer.taxExempt
    billed.taxIDs = store.taxIDs(of: id).map { ["type": .string($0.type), "value": .string($0.value)] }
    return billed
  }
}
