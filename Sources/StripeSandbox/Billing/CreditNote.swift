import Wire

/// Takes back a part of a final invoice: what is not paid yet is owed no more, what is paid is given back.
package struct CreditNote: Documented {
  package static let object: StaticString = "credit_note"
  package static let noun = "credit note"
  package static let idPrefixes = ["cn_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let indexes = [
    Index<CreditNote>(name: "customer") { $0.customer }, Index<CreditNote>(name: "invoice") { $0.invoice },
  ]
  package static var expandable: [String: Expandable] {
    [
      "customer": .one("customer"), "customer_balance_transaction": .one("customer_balance_transaction"),
      "discount_amounts.discount": .one("discount"), "invoice": .one("invoice"),
      "lines": .list("credit_note_line_item"), "refund": .one("refund"), "refunds.refund": .one("refund"),
      "pretax_credit_amounts.credit_balance_transaction": .one("billing.credit_balance_transaction"),
      "pretax_credit_amounts.discount": .one("discount"), "shipping_cost.shipping_rate": .one("shipping_rate"),
      "tax_amounts.tax_rate": .one("tax_rate"),
    ]
  }

  package let id: String
  package let created: Int
  let currency: String
  package let customer: String
  package let invoice: String
  var number = ""
  /// The random part of the PDF's address; nil: of a preview.
  var secret: String?
  var lines: [CreditNoteLine] = []
  var shippingCost: Invoice.ShippingCost?
  var effectiveAt: Int?
  var memo: String?
  var metadata = Metadata()
  var reason: String?

  // MARK: Amounts

  /// The part that reduced the invoice's remaining amount.
  package var prePayment = 0
  /// The part that was returned of a paid invoice.
  package var postPayment = 0
  var outOfBand: Int?
  var refunds: [Returned] = []
  var balanceTransaction: String?
  var voidedAt: Int?

  /// A refund, or the part of one, that belongs to a credit note.
  struct Returned: Codable, Sendable {
    /// Nil: of a preview, which makes none.
    var refund: String?
    var amount: Int
  }

  var isVoid: Bool { voidedAt != nil }
  var subtotal: Int { lines.reduce(shippingCost?.amount ?? 0) { $0 + $1.subtotal } }
  var taxes: [TaxAmount] { Invoice.sums(of: lines.flatMap(\.taxes) + (shippingCost?.taxes ?? [])) }
  var discountAmounts: [InvoiceLine.DiscountAmount] { Invoice.sums(of: lines.flatMap(\.discountAmounts)) }
  var pretaxCredits: [PretaxCredit] { lines.flatMap(\.pretaxCredits) }
  package var total: Int { lines.reduce(shippingCost?.total ?? 0) { $0 + $1.total } }

  package func write(_ w: inout ObjectWriter) {
    let isLegacy = w.version < .basil
    let taxes = taxes
    let tax = taxes.reduce(0) { $0 + $1.amount }
    let inclusive = taxes.reduce(0) { $0 + ($1.isInclusive ? $1.amount : 0) }
    w.field("amount", total)
    w.field("amount_shipping", shippingCost?.amount ?? 0)
    w.field("created", created)
    w.field("currency", currency)
    w.reference("customer", customer)
    w.null("customer_account")
    w.reference("customer_balance_transaction", balanceTransaction)
    w.field("discount_amount", discountAmounts.reduce(0) { $0 + $1.amount })
    w.array("discount_amounts", discountAmounts) { $1.write(&$0) }
    w.field("effective_at", effectiveAt)
    w.reference("invoice", invoice)
    w.list(
      "lines", Array(lines.prefix(10)), hasMore: lines.count > 10,
      url: secret == nil ? "/v1/credit_notes/preview/lines" : "/v1/credit_notes/\(id)/lines")
    w.field("livemode", false)
    w.field("memo", memo)
    w.field("metadata", metadata)
    w.field("number", number)
    w.field("out_of_band_amount", outOfBand)
    let secret = w.sandbox.secret(of: self) ?? ""
    w.field("pdf", w.sandbox.url(of: "/credit_notes/\(w.sandbox.accountID)/\(secret)/pdf?s=ap"))
    w.field("post_payment_amount", postPayment)
    w.field("pre_payment_amount", prePayment)
    w.array("pretax_credit_amounts", discountAmounts.map(PretaxCredit.init) + pretaxCredits) { $1.write(&$0) }
    w.field("reason", reason)
    if isLegacy { w.reference("refund", refunds.first?.refund) }
    w.array("refunds", refunds) { w, returned in
      w.field("amount_refunded", returned.amount)
      w.null("payment_record_refund")
      w.reference("refund", returned.refund)
      w.field("type", "refund")
    }
    w.object("shipping_cost", shippingCost) { $1.write(&$0) }
    w.field("status", isVoid ? "void" : "issued")
    w.field("subtotal", subtotal)
    w.field("subtotal_excluding_tax", subtotal - inclusive)
    if isLegacy { w.array("tax_amounts", taxes) { $1.writeLegacy(&$0) } }
    w.field("total", total)
    w.field("total_excluding_tax", total - tax)
    w.array("total_taxes", taxes) { $1.write(&$0) }
    w.field("type", postPayment == 0 ? "pre_payment" : prePayment == 0 ? "post_payment" : "mixed")
    w.field("voided_at", voidedAt)
  }
}

/// A line of a credit note: a part of a line of its invoice, or something of its own.
package struct CreditNoteLine: Resource {
  package static let object: StaticString = "credit_note_line_item"
  package static let noun = "credit note line item"
  package static let idPrefixes = ["cnli_"]
  package static var expandable: [String: Expandable] {
    [
      "discount_amounts.discount": .one("discount"), "pretax_credit_amounts.discount": .one("discount"),
      "pretax_credit_amounts.credit_balance_transaction": .one("billing.credit_balance_transaction"),
      "tax_amounts.tax_rate": .one("tax_rate"),
    ]
  }

  package let id: String
  package let created: Int
  /// Before discounts and taxes that come on top.
  var amount: Int
  var description: String?
  /// The line of the invoice; nil: the line is of its own.
  var invoiceLine: String?
  var quantity: Int?
  var unitAmount: ExactAmount?
  var discountAmounts: [InvoiceLine.DiscountAmount] = []
  /// The subtotal after discounts of the whole invoice.
  var subtotal: Int
  var pretaxCredits: [PretaxCredit] = []
  var taxRates: [String] = []
  var taxes: [TaxAmount] = []
  var metadata = Metadata()

  var discounted: Int { discountAmounts.reduce(0) { $0 + $1.amount } }
  var total: Int {
    pretaxCredits.reduce(amount - discounted) { $0 - $1.amount }
      + taxes.reduce(0) { $0 + ($1.isInclusive ? 0 : $1.amount) }
  }

  package func write(_ w: inout ObjectWriter) {
    let isLegacy = w.version < .basil
    w.field("amount", amount)
    if isLegacy {
      w.field("amount_excluding_tax", amount - discounted - taxes.reduce(0) { $0 + ($1.isInclusive ? $1.amount : 0) })
    }
    w.field("description", description)
    w.field("discount_amount", discounted)
    w.array("discount_amounts", discountAmounts) { $1.write(&$0) }
    if let invoiceLine { w.field("invoice_line_item", invoiceLine) }
    w.field("livemode", false)
    if metadata.pairs.isEmpty { w.null("metadata") } else { w.field("metadata", metadata) }
    w.array("pretax_credit_amounts", discountAmounts.map(PretaxCredit.init) + pretaxCredits) { $1.write(&$0) }
    w.field("quantity", quantity)
    if isLegacy { w.array("tax_amounts", taxes) { $1.writeLegacy(&$0) } }
    w.taxRates("tax_rates", taxRates)
    w.array("taxes", taxes) { $1.write(&$0) }
    w.field("type", invoiceLine == nil ? "custom_line_item" : "invoice_line_item")
    w.field("unit_amount", unitAmount?.whole)
    w.field("unit_amount_decimal", unitAmount?.text)
    if isLegacy { w.field("unit_amount_excluding_tax", unitAmount?.text) }
  }
}
