import Wire

extension Call {
  /// The credit note that a request asks for, with nothing done for it yet, and its invoice.
  mutating func creditNote() throws(StripeError) -> (note: CreditNote, invoice: Invoice) {
    guard let invoice = try referenced(Invoice.self, "invoice") else { throw .missing("invoice") }
    useClock(invoice.testClock)
    guard invoice.isPayable || invoice.status == .paid else {
      throw StripeError(
        """
        You can only create a credit note for an invoice that is open, paid or uncollectible. This invoice is \
        \(invoice.status.rawValue).
        """, param: "invoice")
    }
    var note = CreditNote(
      id: sandbox.identifiers.dated("cn_", now: now), created: now, currency: invoice.currency,
      customer: invoice.customer, invoice: invoice.id)
    let earlier = sandbox.store.creditNotes(of: invoice.id)
    let count = String(earlier.count + 1)
    note.number = "\(invoice.number ?? "")-CN-\(count.utf8.count < 2 ? "0" : "")\(count)"
    note.effectiveAt = arguments.integer("effective_at") ?? now
    note.memo = arguments.string("memo")
    note.reason = arguments.string("reason")
    try arguments.merge(into: &note.metadata)
    note.lines = try creditLines(of: invoice, crediting: earlier.filter { !$0.isVoid }.flatMap(\.lines))
    note.shippingCost = try creditedShipping(of: invoice, earlier)
    try checkAmount(of: note, invoice)
    note.prePayment = min(note.total, invoice.amountRemaining)
    note.postPayment = note.total - note.prePayment
    note.outOfBand = arguments.integer("out_of_band_amount")
    note.refunds = try returned(of: invoice)
    try checkReturned(note)
    return (note, invoice)
  }

  private func checkAmount(of note: CreditNote, _ invoice: Invoice) throws(StripeError) {
    guard note.total > 0 else {
      throw StripeError("The credit note amount must be greater than zero.", param: "amount")
    }
    if let amount = arguments.integer("amount"), amount != note.total {
      throw StripeError(
        """
        The credit note amount (\(Currency.format(amount, note.currency))) must equal the sum of its lines \
        (\(Currency.format(note.total, note.currency))).
        """, param: "amount")
    }
    guard note.total <= invoice.creditable else { throw .creditTooLarge(note.total, invoice) }
  }

  /// The credit after payment has to be returned in full, in one way or another.
  private func checkReturned(_ note: CreditNote) throws(StripeError) {
    for name in ["credit_amount", "out_of_band_amount"] {
      if let amount = arguments.integer(name), amount < 0 { throw .belowZero(name) }
    }
    let given = [arguments.integer("credit_amount") ?? 0, note.outOfBand ?? 0] + note.refunds.map(\.amount)
    let sum = Int(clamping: given.reduce(Int128(0)) { $0 + Int128($1) })
    guard sum == note.postPayment else {
      throw StripeError(
        """
        The sum of refunds, credit amount, and out of band amount (\(Currency.format(sum, note.currency))) must equal \
        the credit note post_payment_amount (\(Currency.format(note.postPayment, note.currency))).
        """)
    }
  }

  private func creditedShipping(
    of invoice: Invoice, _ earlier: [CreditNote]
  ) throws(StripeError) -> Invoice.ShippingCost? {
    guard let given = arguments.object("shipping_cost") else { return nil }
    let param = "shipping_cost[shipping_rate]"
    let id = given.string("shipping_rate")
    if let id, !sandbox.store[ShippingRate.self].contains(id) { throw .noSuch(ShippingRate.self, id, param: param) }
    guard let cost = invoice.terms?.shippingCost, id == nil || cost.rate == id else {
      throw StripeError("The shipping rate is not the one of the invoice.", param: param)
    }
    guard !earlier.contains(where: { !$0.isVoid && $0.shippingCost != nil }) else {
      throw StripeError("The shipping cost of the invoice has already been credited.", param: "shipping_cost")
    }
    return cost
  }

  // MARK: Refunds

  /// The refunds that belong to the note: one to be made, and others that are there.
  private func returned(of invoice: Invoice) throws(StripeError) -> [CreditNote.Returned] {
    var returned: [CreditNote.Returned] = []
    if let id = arguments.string("refund") {
      returned.append(try linked(id, nil, of: invoice, param: "refund"))
    }
    for (index, given) in (arguments.objects("refunds") ?? []).enumerated() {
      let param = "refunds[\(index)]"
      if let record = given.object("payment_record_refund") {
        throw .noSuch(
          "payment_record", record.string("payment_record") ?? "",
          param: "\(param)[payment_record_refund][payment_record]")
      }
      guard let id = given.string("refund") else { throw .missing("\(param)[refund]") }
      returned.append(try linked(id, given.integer("amount_refunded"), of: invoice, param: "\(param)[refund]"))
    }
    guard let amount = arguments.integer("refund_amount"), amount != 0 else { return returned }
    guard amount > 0 else { throw .belowZero("refund_amount") }
    let refundable = sandbox.store.charge(of: invoice)?.refundable ?? 0
    guard amount <= refundable else {
      throw StripeError(
        """
        The refund amount (\(Currency.format(amount, invoice.currency))) is greater than what can be refunded of the \
        invoice's payment (\(Currency.format(refundable, invoice.currency))).
        """, param: "refund_amount")
    }
    return [CreditNote.Returned(refund: nil, amount: amount)] + returned
  }

  private func linked(
    _ id: String, _ amount: Int?, of invoice: Invoice, param: String
  ) throws(StripeError) -> CreditNote.Returned {
    guard let refund = sandbox.store[Refund.self][id] else { throw .noSuch(Refund.self, id, param: param) }
    guard let charge = sandbox.store.charge(of: invoice), refund.charge == charge.id else {
      throw StripeError("The refund \(id) does not belong to the payment of this invoice.", param: param)
    }
    let linked = sandbox.store.creditNotes(of: invoice.id).filter { !$0.isVoid }.flatMap(\.refunds)
      .filter { $0.refund == id }.reduce(0) { $0 + $1.amount }
    let rest = refund.amount - linked
    guard rest > 0, amount ?? rest > 0, amount ?? rest <= rest else {
      throw StripeError(
        "The refund \(id) has \(Currency.format(rest, invoice.currency)) that no credit note has claimed.",
        param: param)
    }
    return CreditNote.Returned(refund: id, amount: amount ?? rest)
  }
}

extension Invoice {
  /// The amount that no credit note has taken back yet.
  var creditable: Int { total - creditedBeforePayment - creditedAfterPayment }
}

extension StripeError {
  static func creditTooLarge(_ amount: Int, _ invoice: Invoice) -> StripeError {
    StripeError(
      """
      The credit note amount (\(Currency.format(amount, invoice.currency))) is greater than the amount of the invoice \
      that has not been credited yet (\(Currency.format(invoice.creditable, invoice.currency))).
      """, param: "amount")
  }

  static func belowZero(_ param: String) -> StripeError {
    StripeError("Invalid non-negative integer", code: "parameter_invalid_integer", param: param)
  }
}

extension Store {
  /// Oldest first, the void ones included.
  func creditNotes(of invoice: String) -> [CreditNote] {
    let table = self[CreditNote.self]
    return (table.positions("invoice", invoice) ?? []).compactMap { table[Int($0)] }
  }

  /// The charge that paid an invoice.
  func charge(of invoice: Invoice) -> Charge? {
    let table = self[InvoicePayment.self]
    let payments = (table.positions("invoice", invoice.id) ?? []).compactMap { table[Int($0)] }
    let intent = payments.first { $0.status == .paid }?.intent
    return intent.flatMap { self[PaymentIntent.self][$0]?.latestCharge }.flatMap { self[Charge.self][$0] }
  }
}
