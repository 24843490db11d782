import Wire

// A draft's lines, changed by themselves.
extension Invoice {
  private static func draft(_ call: inout Call) throws(StripeError) -> Invoice {
    let invoice = try editable(&call)
    guard invoice.status == .draft else {
      throw StripeError("Invalid invoice: This invoice is no longer editable", code: "invoice_not_editable")
    }
    return invoice
  }

  static func addLines(_ call: inout Call) throws(StripeError) -> Answer {
    var invoice = try draft(&call)
    for (index, data) in (call.arguments.objects("lines") ?? []).enumerated() {
      let param = "lines[\(index)]"
      if let id = data.string("invoice_item") {
        guard let item = call.sandbox.store[InvoiceItem.self][id], item.customer == invoice.customer else {
          throw .noSuch(InvoiceItem.self, id, param: "\(param)[invoice_item]")
        }
        guard item.invoice == nil else {
          throw StripeError(
            "The invoice item \(id) is already attached to an invoice.", param: "\(param)[invoice_item]")
        }
        invoice.lines.append(item.line(id: call.lineID()))
        call.sandbox.store[InvoiceItem.self].update(id) { [invoice = invoice.id] in $0.invoice = invoice }
        continue
      }
      var line = InvoiceLine(
        id: call.lineID(), amount: 0, origin: .none, period: BillingPeriod(start: call.now, end: call.now), quantity: 1)
      try line.apply(data, param: param, invoice, call)
      guard line.price != nil else { throw .missing("\(param)[amount]") }
      invoice.lines.append(line)
    }
    return try keep(invoice, call)
  }

  static func updateLines(_ call: inout Call) throws(StripeError) -> Answer {
    var invoice = try draft(&call)
    for (number, data) in (call.arguments.objects("lines") ?? []).enumerated() {
      let param = "lines[\(number)]"
      let index = try invoice.index(of: data.string("id") ?? "", param: "\(param)[id]")
      try invoice.lines[index].apply(data, param: param, invoice, call)
    }
    return try keep(invoice, call)
  }

  static func removeLines(_ call: inout Call) throws(StripeError) -> Answer {
    var invoice = try draft(&call)
    for (number, data) in (call.arguments.objects("lines") ?? []).enumerated() {
      let index = try invoice.index(of: data.string("id") ?? "", param: "lines[\(number)][id]")
      let line = invoice.lines.remove(at: index)
      guard let item = line.invoiceItem else { continue }
      if data.string("behavior") == "unassign" {
        call.sandbox.store[InvoiceItem.self].update(item) { $0.invoice = nil }
      } else {
        call.delete(InvoiceItem.self, item, announcing: "invoiceitem.deleted")
      }
    }
    return try keep(invoice, call)
  }

  /// One line of the path; the answer is the line.
  static func updateLine(_ call: inout Call) throws(StripeError) -> Answer {
    let id = call.path.count > 1 ? call.path[1] : ""
    if call.sandbox.stock != nil, let invoice = call.sandbox.store[Invoice.self][call.id],
      let example = invoice.lines.first
    {
      return answer(example.id, of: invoice.id)
    }
    var invoice = try draft(&call)
    let index = try invoice.index(of: id, param: "line_item")
    try invoice.lines[index].apply(call.arguments, param: "", invoice, call)
    _ = try keep(invoice, call)
    return answer(id, of: invoice.id)
  }

  private static func answer(_ line: String, of invoiceID: String) -> Answer {
    { w in
      guard let invoice = w.sandbox.store[Invoice.self][invoiceID] else { return w.json.null() }
      w.json.open(UInt8(ascii: "{"))
      invoice.lines.first { $0.id == line }?.write(&w, of: invoice, id: invoiceID)
      w.json.close(UInt8(ascii: "}"))
    }
  }

  private func index(of line: String, param: String) throws(StripeError) -> Int {
    guard let index = lines.firstIndex(where: { $0.id == line }) else {
      throw .noSuch("invoice line item", line, param: param, status: 404)
    }
    return index
  }

  private static func keep(_ invoice: Invoice, _ call: Call) throws(StripeError) -> Answer {
    var invoice = invoice
    if let changes = call.arguments["invoice_metadata"] { try invoice.metadata.merge(changes) }
    invoice.computeAmounts(call.conditions(of: invoice))
    let kept = invoice
    call.update(Invoice.self, invoice.id, announcing: "invoice.updated") { $0 = kept }
    return call.answer(Invoice.self, invoice.id)
  }
}

extension InvoiceLine {
  fileprivate mutating func apply(
    _ data: Arguments, param: String, _ invoice: Invoice, _ call: Call
  ) throws(StripeError) {
    let count = data.integer("quantity") ?? quantity ?? 1
    if let price = try call.oneTimePrice(data, param: param, currency: invoice.currency) {
      charge(price, count, invoice, call)
    } else if let amount = data.integer("amount") {
      let price = call.inlinePrice(
        amount: ExactAmount(amount), currency: invoice.currency,
        description: data.string("description") ?? description)
      charge(price, 1, invoice, call)
    } else if data.has("quantity"), let price = price.flatMap({ call.sandbox.store[Price.self][$0] }) {
      charge(price, count, invoice, call)
    }
    data.assign("description", to: &description)
    isDiscountable = data.bool("discountable") ?? isDiscountable
    try data.merge(into: &metadata)
    if let period = data.object("period") {
      self.period = BillingPeriod(start: period.integer("start") ?? 0, end: period.integer("end") ?? 0)
    }
    if let rates = data["tax_rates"] {
      taxRates = rates.array?.compactMap(\.string) ?? []
      try call.checkTaxRates(taxRates, param: Call.name("tax_rates", in: param))
    }
    let holder = Discount.Holder(customer: invoice.customer, invoice: invoice.id)
    discounts =
      try call.keptDiscounts(data, at: param.isEmpty ? nil : param, for: holder, currency: invoice.currency)
      ?? discounts
    if let amounts = data["tax_amounts"] {
      taxes = (amounts.array ?? []).map { TaxAmount($0) }
    }
  }

  private mutating func charge(_ price: Price, _ count: Int, _ invoice: Invoice, _ call: Call) {
    self.price = price.id
    quantity = count
    amount = price.pricing(in: invoice.currency)?.amount(for: count) ?? 0
    unitAmount = price.terms(in: invoice.currency)?.unitAmount
    description = description ?? call.sandbox.store[Product.self][price.product]?.name
  }
}

extension TaxAmount {
  /// A tax that the caller computed.
  fileprivate init(_ data: JSON) {
    amount = Pricing.limited(data["amount"]?.integer ?? 0)
    isInclusive = data["tax_rate_data"]?["inclusive"]?.bool ?? false
    rate = nil
    reason = data["taxability_reason"]?.string
    taxable = Pricing.limited(data["taxable_amount"]?.integer ?? 0)
  }
}

extension Call {
  /// A page of an invoice's lines.
  func page(of invoice: Invoice, id: String?, url: String) throws(StripeError) -> Answer {
    let page = try part(of: invoice.lines, "invoice line item", id: \.id)
    return { w in
      w.list(hasMore: page.hasMore, url: url) { w in w.data { $0.lines(page.items, of: invoice, id: id) } }
    }
  }
}
