import Wire

/// The taxes of an order that was placed, or of one that was taken back.
package struct TaxTransaction: Resource {
  package static let object: StaticString = "tax.transaction"
  package static let noun = "tax transaction"
  package static let pathParameter = "transaction"
  package static let idPrefixes = ["tax_"]
  package static let indexes = [
    Index<TaxTransaction>(name: "calculation") { $0.calculation },
    Index<TaxTransaction>(name: "original") { $0.original },
    Index<TaxTransaction>(name: "reference") { $0.reference },
  ]
  package static var expandable: [String: Expandable] {
    ["line_items": .list("tax.transaction_line_item"), "shipping_cost.tax_breakdown": .absent]
  }
  package static let example: Script? =
    """
    taxed: POST tax/calculations currency=usd&customer_details[address][country]=US&customer_details[address][state]=CA&customer_details[address_source]=shipping&line_items[0][amount]=1000&line_items[0][reference]=L1
    taxTransaction: POST tax/transactions/create_from_calculation calculation={taxed}&reference=example_order
    """

  package let id: String
  package let created: Int
  /// The calculation that it was made from; nil: it reverses another transaction.
  var calculation: String?
  let currency: String
  let customer: String?
  let details: TaxCalculation.Details
  var lines: [TaxLine]
  var metadata: Metadata?
  /// The transaction that it reverses.
  var original: String?
  let postedAt: Int
  let reference: String
  let shipFrom: Address?
  var shipping: TaxLine?
  let shippingRate: String?
  let taxDate: Int

  package func write(_ w: inout ObjectWriter) {
    w.field("created", created)
    w.field("currency", currency)
    w.field("customer", customer)
    w.object("customer_details") { details.write(&$0) }
    if w.isExpanded("line_items") {
      let items = items
      w.list(
        "line_items", Array(items.prefix(10)), hasMore: items.count > 10, url: "/v1/tax/transactions/\(id)/line_items")
    }
    w.field("livemode", false)
    if let metadata { w.field("metadata", metadata) } else { w.null("metadata") }
    w.field("posted_at", postedAt)
    w.field("reference", reference)
    w.object("reversal", original) { $0.field("original_transaction", $1) }
    w.object("ship_from_details", shipFrom) { w, address in w.object("address") { address.write(&$0) } }
    w.object("shipping_cost", shipping) { w, cost in cost.writeShipping(rate: shippingRate, &w) }
    w.field("tax_date", taxDate)
    w.field("type", original == nil ? "transaction" : "reversal")
  }

  var items: [TaxTransactionLine] { lines.map { TaxTransactionLine(line: $0, isReversal: original != nil) } }
}

/// A line as a transaction's list shows it.
package struct TaxTransactionLine: Resource {
  package static let object: StaticString = "tax.transaction_line_item"
  package static let idPrefixes: [String] = []

  let line: TaxLine
  let isReversal: Bool

  package var id: String { line.id }
  package var created: Int { 0 }

  package func write(_ w: inout ObjectWriter) {
    line.write(&w) { w in
      w.object("reversal", line.original) { $0.field("original_line_item", $1) }
    }
    w.field("type", isReversal ? "reversal" : "transaction")
  }
}
