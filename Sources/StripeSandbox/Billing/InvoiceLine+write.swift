import Wire

extension InvoiceLine {
  /// A whole line, braces and all.
  func write(_ w: inout ObjectWriter, of invoice: Invoice, id invoiceID: String?) {
    let isLegacy = w.version < .basil
    w.field("id", id)
    w.field("object", "line_item")
    w.field("amount", amount)
    if isLegacy { w.field("amount_excluding_tax", taxable - inclusiveTax) }
    w.field("currency", invoice.currency)
    w.field("description", description)
    w.array("discount_amounts", discountAmounts) { $1.write(&$0) }
    w.field("discountable", isDiscountable)
    w.references("discounts", discounts)
    w.field("invoice", invoiceID)
    if isLegacy, let invoiceItem { w.field("invoice_item", invoiceItem) }
    w.field("livemode", false)
    w.field("metadata", metadata)
    writeParent(&w)
    w.object("period") { $0.write(period) }
    if isLegacy { w.plan(price) }
    w.array("pretax_credit_amounts", discountAmounts.map(PretaxCredit.init) + pretaxCredits) { $1.write(&$0) }
    if isLegacy { w.price(price) }
    w.pricing(price, unitAmount)
    if isLegacy {
      w.field("proration", isProration)
      w.object("proration_details") { writeCredited(&$0) }
    }
    w.field("quantity", quantity)
    w.field("quantity_decimal", quantity.map { String($0) })
    if isLegacy {
      w.reference("subscription", subscription)
      if case .subscription(let origin) = origin { w.field("subscription_item", origin.item) }
    }
    w.field("subtotal", subtotal)
    if isLegacy {
      w.array("tax_amounts", taxes) { $1.writeLegacy(&$0) }
      w.taxRates("tax_rates", taxRates)
    }
    w.array("taxes", taxes) { $1.write(&$0) }
    if isLegacy {
      let isInvoiceItem = invoiceItem != nil || origin == .none
      w.field("type", isInvoiceItem ? "invoiceitem" : "subscription")
      w.field("unit_amount_excluding_tax", unitAmount?.text)
    }
  }

  private func writeParent(_ w: inout ObjectWriter) {
    switch origin {
    case .none: w.null("parent")
    case .invoiceItem(let item, let subscription):
      w.object("parent") { w in
        w.object("invoice_item_details") { w in
          w.field("invoice_item", item)
          w.field("proration", false)
          w.object("proration_details") { $0.null("credited_items") }
          w.field("subscription", subscription)
        }
        w.null("subscription_item_details")
        w.field("type", "invoice_item_details")
      }
    case .subscription(let origin):
      w.object("parent") { w in
        w.null("invoice_item_details")
        w.object("subscription_item_details") { w in
          w.field("invoice_item", origin.invoiceItem)
          w.field("proration", origin.isProration)
          w.object("proration_details") { writeCredited(&$0) }
          w.field("subscription", origin.subscription)
          w.field("subscription_item", origin.item)
        }
        w.field("type", "subscription_item_details")
      }
    }
  }

  private func writeCredited(_ w: inout ObjectWriter) {
    guard case .subscription(let origin) = origin else { return w.null("credited_items") }
    w.object("credited_items", origin.credited) { w, credited in
      w.field("invoice", credited.invoice)
      w.field("invoice_line_items", credited.lines)
    }
  }
}

extension InvoiceLine.DiscountAmount {
  func write(_ w: inout ObjectWriter) {
    w.field("amount", amount)
    w.reference("discount", discount)
  }
}

extension TaxAmount {
  func write(_ w: inout ObjectWriter) {
    w.field("amount", amount)
    w.field("tax_behavior", isInclusive ? "inclusive" : "exclusive")
    w.object("tax_rate_details", rate) { $0.field("tax_rate", $1) }
    w.field("taxability_reason", reason ?? "not_available")
    w.field("taxable_amount", taxable)
    w.field("type", "tax_rate_details")
  }

  /// Before basil.
  func writeLegacy(_ w: inout ObjectWriter) {
    w.field("amount", amount)
    w.field("inclusive", isInclusive)
    w.reference("tax_rate", rate)
    w.field("taxability_reason", reason)
    w.field("taxable_amount", taxable)
  }
}

extension ObjectWriter {
  mutating func write(_ period: BillingPeriod) {
    field("end", period.end)
    field("start", period.start)
  }

  /// The whole price, or null.
  mutating func price(_ id: String?) {
    key("price")
    descend("price") { w in
      if let id, w.stored(Price.self, id) { return }
      w.json.null()
    }
  }

  /// The price as it was called before: only a recurring one is a plan.
  mutating func plan(_ id: String?) {
    key("plan")
    descend("plan") { w in
      if let id, w.stored(Plan.self, id) { return }
      w.json.null()
    }
  }

  /// `pricing` of a line and of an invoice item.
  mutating func pricing(_ price: String?, _ unitAmount: ExactAmount?) {
    object("pricing", price) { w, price in
      w.object("price_details") { w in
        w.reference("price", price, Price.self)
        w.reference("product", w.sandbox.store[Price.self].row(price)?.value.product, Product.self)
      }
      w.field("type", "price_details")
      w.field("unit_amount_decimal", unitAmount?.text)
    }
  }
}
