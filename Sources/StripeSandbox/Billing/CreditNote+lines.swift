import Wire

extension Call {
  /// The lines of a credit note.
  ///
  /// - Parameter crediting: the lines of earlier notes of the same invoice.
  func creditLines(of invoice: Invoice, crediting earlier: [CreditNoteLine]) throws(StripeError) -> [CreditNoteLine] {
    guard let requested = arguments.objects("lines"), !requested.isEmpty else {
      if let amount = arguments.integer("amount") {
        guard amount > 0 else { throw .belowOne("amount") }
        guard amount <= invoice.total else { throw .creditTooLarge(amount, invoice) }
        return [customLine(amount, description: "Credit", quantity: 1, unit: ExactAmount(amount))]
      }
      guard arguments.has("shipping_cost") else {
        throw StripeError("You must specify one of `amount`, `lines` or `shipping_cost`.", code: "parameter_missing")
      }
      return []
    }
    var lines: [CreditNoteLine] = []
    var sum = 0
    for (index, data) in requested.enumerated() {
      let param = "lines[\(index)]"
      var line =
        data.string("type") == "invoice_line_item"
        ? try creditedLine(data, of: invoice, earlier + lines, param)
        : try customLine(data, of: invoice, param)
      try data.merge(into: &line.metadata)
      lines.append(line)
      sum += line.total
      guard sum <= invoice.total else { throw .creditTooLarge(sum, invoice) }
    }
    return lines
  }

  private func customLine(_ amount: Int, description: String?, quantity: Int, unit: ExactAmount) -> CreditNoteLine {
    CreditNoteLine(
      id: sandbox.identifiers.dated("cnli_", now: now), created: now, amount: amount, description: description,
      quantity: quantity, unitAmount: unit, subtotal: amount)
  }

  private func customLine(
    _ data: Arguments, of invoice: Invoice, _ param: String
  ) throws(StripeError) -> CreditNoteLine {
    for name in ["amount", "invoice_line_item"] where data.has(name) {
      throw StripeError(
        "You cannot use `\(name)` on a line of type `custom_line_item`.", param: "\(param)[\(name)]")
    }
    guard let description = data.string("description") else { throw .missing("\(param)[description]") }
    let decimal = data.string("unit_amount_decimal").flatMap { ExactAmount($0) }
    guard let unit = decimal ?? data.integer("unit_amount").map({ ExactAmount($0) }) else {
      throw .missing("\(param)[unit_amount]")
    }
    let quantity = data.integer("quantity") ?? 1
    guard quantity >= 1 else { throw .belowOne("\(param)[quantity]") }
    guard unit > .zero else { throw .belowOne("\(param)[unit_amount]") }
    let amount = (unit * quantity).rounded
    guard amount <= Pricing.most else { throw .creditTooLarge(amount, invoice) }
    var line = customLine(amount, description: description, quantity: quantity, unit: unit)
    if let rates = try taxRates(data, "tax_rates", param: "\(param)[tax_rates]") {
      if data.has("tax_amounts") { throw .exclusive(["\(param)[tax_amounts]", "\(param)[tax_rates]"]) }
      line.taxRates = rates
      line.taxes = rates.compactMap { sandbox.store[TaxRate.self][$0] }.map {
        TaxTerms($0, exemption: invoice.billed?.taxExempt ?? "none").amount(of: line.amount)
      }
    }
    try take(data, onto: &line, param)
    return line
  }

  /// A part of a line of the invoice: so many of it, or so much.
  private func creditedLine(
    _ data: Arguments, of invoice: Invoice, _ earlier: [CreditNoteLine], _ param: String
  ) throws(StripeError) -> CreditNoteLine {
    for name in ["description", "unit_amount", "unit_amount_decimal", "tax_rates"] where data.has(name) {
      throw StripeError(
        "You cannot use `\(name)` on a line of type `invoice_line_item`.", param: "\(param)[\(name)]")
    }
    guard let id = data.string("invoice_line_item") else { throw .missing("\(param)[invoice_line_item]") }
    guard let source = invoice.lines.first(where: { $0.id == id }) else {
      throw .noSuch("invoice line item", id, param: "\(param)[invoice_line_item]")
    }
    let credited = earlier.filter { $0.invoiceLine == id }.reduce(0) { $0 + $1.amount }
    let amount = try creditedAmount(data, of: source, invoice, credited, param)
    guard amount <= source.amount - credited else {
      throw StripeError(
        """
        The amount credited (\(Currency.format(amount, invoice.currency))) is greater than what has not been credited \
        yet of the invoice line item \(id) (\(Currency.format(source.amount - credited, invoice.currency))).
        """, param: param)
    }
    // Shares are rounded as sums, so that the notes of a whole line add up to it.
    func share(_ whole: Int) -> Int {
      Proration.share(of: whole, credited + amount, outOf: source.amount)
        - Proration.share(of: whole, credited, outOf: source.amount)
    }
    var line = CreditNoteLine(
      id: sandbox.identifiers.dated("cnli_", now: now), created: now, amount: amount, description: source.description,
      invoiceLine: id, quantity: data.integer("quantity") ?? (data.has("amount") ? nil : source.quantity),
      subtotal: share(source.subtotal),
      taxRates: source.taxRates.isEmpty ? invoice.settings.defaultTaxRates : source.taxRates)
    line.discountAmounts = source.discountAmounts.map {
      InvoiceLine.DiscountAmount(amount: share($0.amount), discount: $0.discount)
    }
    line.pretaxCredits = source.pretaxCredits.map { PretaxCredit(credits: share($0.amount), transaction: $0.id) }
    line.taxes = source.taxes.map { tax in
      var tax = tax
      tax.amount = share(tax.amount)
      tax.taxable = share(tax.taxable)
      return tax
    }
    try take(data, onto: &line, param)
    return line
  }

  /// The credited amount of a line, before discounts and without tax. `amount` includes the tax, unless Stripe Tax
  /// computes it.
  private func creditedAmount(
    _ data: Arguments, of source: InvoiceLine, _ invoice: Invoice, _ credited: Int, _ param: String
  ) throws(StripeError) -> Int {
    if data.has("amount"), data.has("quantity") { throw .exclusive(["\(param)[amount]", "\(param)[quantity]"]) }
    if let quantity = data.integer("quantity") {
      guard quantity >= 1 else { throw .belowOne("\(param)[quantity]") }
      let whole = max(source.quantity ?? 1, 1)
      guard quantity <= whole else {
        throw StripeError(
          "The quantity credited (\(quantity)) is greater than that of the invoice line item (\(whole)).",
          param: "\(param)[quantity]")
      }
      return Proration.share(of: source.amount, quantity, outOf: whole)
    }
    guard let amount = data.integer("amount") else { return source.amount - credited }
    guard amount >= 1 else { throw .belowOne("\(param)[amount]") }
    guard !invoice.settings.automaticTax, !data.has("tax_amounts"), source.exclusiveTax > 0 else { return amount }
    let net = Proration.share(of: amount, source.taxable, outOf: source.taxable + source.exclusiveTax)
    // The last of several parts may be a cent too much by rounding.
    return net == source.amount - credited + 1 ? net - 1 : net
  }

  /// Taxes that the request itself names.
  private func take(_ data: Arguments, onto line: inout CreditNoteLine, _ param: String) throws(StripeError) {
    guard let amounts = data.objects("tax_amounts") else { return }
    line.taxes = []
    for (index, given) in amounts.enumerated() {
      let id = try given.required("tax_rate")
      guard let rate = sandbox.store[TaxRate.self][id] else {
        throw .noSuch(TaxRate.self, id, param: "\(param)[tax_amounts][\(index)][tax_rate]")
      }
      for name in ["amount", "taxable_amount"] where !(0...Pricing.most).contains(given.integer(name) ?? 0) {
        throw .belowZero("\(param)[tax_amounts][\(index)][\(name)]")
      }
      line.taxes.append(
        TaxAmount(
          amount: try given.requiredInteger("amount"), isInclusive: rate.isInclusive, rate: id, reason: nil,
          taxable: try given.requiredInteger("taxable_amount")))
    }
    line.taxRates = line.taxes.compactMap(\.rate)
  }
}
