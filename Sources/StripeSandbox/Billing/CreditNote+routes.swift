import Wire

extension CreditNote {
  package static let example: Script? = Script(
    stringLiteral: Scripts.paid("credit_") + "; creditNote: " + Scripts.credit("credit_"))
  package static let events = [
    EventRecipe("credit_note.created", Script(stringLiteral: Scripts.paid() + "; " + Scripts.credit())),
    EventRecipe(
      "credit_note.updated",
      Script(stringLiteral: Scripts.paid() + "; note: " + Scripts.credit() + "; POST credit_notes/{note} memo=Sorry")),
    EventRecipe(
      "credit_note.voided",
      Script(
        stringLiteral: Scripts.draft()
          + "; POST invoices/{invoice}/finalize; note: POST credit_notes invoice={invoice}&amount=500; POST credit_notes/{note}/void"
      )),
  ]

  private enum Scripts {
    /// - Parameter prefix: of the steps' names.
    static func draft(_ prefix: String = "") -> String {
      """
      \(prefix)customer: POST customers payment_method=pm_card_visa&invoice_settings[default_payment_method]=pm_card_visa
      \(prefix)invoice: POST invoices customer={\(prefix)customer}
      POST invoiceitems customer={\(prefix)customer}&invoice={\(prefix)invoice}&amount=2000
      """
    }

    static func paid(_ prefix: String = "") -> String { draft(prefix) + "; POST invoices/{\(prefix)invoice}/pay" }

    static func credit(_ prefix: String = "") -> String {
      "POST credit_notes invoice={\(prefix)invoice}&amount=500&refund_amount=500"
    }
  }

  static let routes = Routes("/v1/credit_notes", of: CreditNote.self) {
    $0.post("", takes: Parameters(parameters), undoingRefusals(create))
    $0.list(
      "", takes: .list("created: range\ncustomer: id\ncustomer_account: id\ninvoice: id")
    ) { call throws(StripeError) in
      try call.refuseCustomerAccount()
      if call.arguments.has("customer") { _ = try call.referenced(Customer.self, "customer") }
      if call.arguments.has("invoice") { _ = try call.referenced(Invoice.self, "invoice") }
      var listing = Listing<CreditNote>(call)
      listing.narrow("invoice")
      listing.narrow("customer")
      return try listing.page()
    }
    $0.get("preview", takes: Parameters(parameters)) { call throws(StripeError) in
      let note = try call.creditNote().note
      return { $0.whole(note) }
    }
    $0.list("preview/lines", takes: .list(parameters), of: CreditNoteLine.self) { call throws(StripeError) in
      try call.page(try call.creditNote().note.lines)
    }
    $0.get("{id}") { call throws(StripeError) in try call.answerFound(CreditNote.self) }
    $0.post("{id}", takes: Parameters("memo\nmetadata")) { call throws(StripeError) in
      var note = try call.found(CreditNote.self)
      try call.arguments.merge(into: &note.metadata)
      call.arguments.assign("memo", to: &note.memo)
      call.update(CreditNote.self, note.id, announcing: "credit_note.updated") { [note] in $0 = note }
      return call.answer(CreditNote.self, note.id)
    }
    $0.post("{id}/void", void)
    $0.list("{credit_note}/lines", of: CreditNoteLine.self) { call throws(StripeError) in
      try call.page(try call.found(CreditNote.self).lines)
    }
  }

  private static let parameters = """
    amount: integer
    credit_amount: integer
    effective_at: timestamp
    email_type: credit_note|none
    invoice: id!
    lines: [{
      amount: integer
      description
      invoice_line_item: id
      metadata
      quantity: integer
      tax_amounts: [{amount: integer!, tax_rate: id!, taxable_amount: integer!}]?
      tax_rates: [id]?
      type: custom_line_item|invoice_line_item!
      unit_amount: integer
      unit_amount_decimal: decimal
    }]
    memo
    metadata
    out_of_band_amount: integer
    reason: duplicate|fraudulent|order_change|product_unsatisfactory
    refund: id <basil
    refund_amount: integer
    refunds: [{
      amount_refunded: integer
      payment_record_refund: {payment_record: id!, refund_group: id!}
      refund: id
      type: payment_record_refund|refund
    }]
    shipping_cost: {shipping_rate: id}

    """

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let (note, invoice) = try call.creditNote()
    return call.answer(CreditNote.self, try call.issue(note, for: invoice))
  }

  /// Only what was not paid yet can be owed again.
  private static func void(_ call: inout Call) throws(StripeError) -> Answer {
    let note = try call.found(CreditNote.self)
    guard !note.isVoid else { throw StripeError("This credit note has already been voided.") }
    guard let invoice = call.sandbox.store[Invoice.self][note.invoice], invoice.status == .open, note.postPayment == 0
    else { throw StripeError("You can only void a credit note of an open invoice.") }
    call.useClock(invoice.testClock)
    let now = call.now
    call.update(CreditNote.self, note.id, announcing: "credit_note.voided") { $0.voidedAt = now }
    call.changeRemaining(of: invoice.id, by: note.prePayment)
    return call.answer(CreditNote.self, note.id)
  }
}
