import Wire

/// The taxes of an order that is not placed yet.
package struct TaxCalculation: Resource {
  package static let object: StaticString = "tax.calculation"
  package static let noun = "tax calculation"
  package static let pathParameter = "calculation"
  package static let idPrefixes = ["taxcalc_"]
  package static var expandable: [String: Expandable] {
    ["line_items": .list("tax.calculation_line_item"), "shipping_cost.tax_breakdown": .absent]
  }
  package static let example: Script? =
    "calculation: POST tax/calculations currency=usd&customer_details[address][country]=US&customer_details[address][state]=CA&customer_details[address_source]=shipping&line_items[0][amount]=1000&line_items[0][reference]=L1"

  package let id: String
  package let created: Int
  let currency: String
  var customer: String?
  var details: Details
  let expiresAt: Int
  var lines: [TaxLine] = []
  var shipFrom: Address?
  var shipping: TaxLine?
  var shippingRate: String?
  let taxDate: Int

  struct Details: Codable, Sendable {
    var address: Address?
    var addressSource: String?
    var ipAddress: String?
    var taxIDs: JSON = []
    var override = "none"

    func write(_ w: inout ObjectWriter) {
      w.object("address", address) { $1.write(&$0) }
      w.field("address_source", addressSource)
      w.field("ip_address", ipAddress)
      w.field("tax_ids", taxIDs)
      w.field("taxability_override", override)
    }
  }

  /// The lines, and what bringing them costs.
  var all: [TaxLine] { lines + (shipping.map { [$0] } ?? []) }
  var exclusiveTax: Int { all.reduce(0) { $0 + ($1.isInclusive ? 0 : $1.tax) } }
  var inclusiveTax: Int { all.reduce(0) { $0 + ($1.isInclusive ? $1.tax : 0) } }

  package func write(_ w: inout ObjectWriter) {
    w.field("amount_total", all.reduce(exclusiveTax) { $0 + $1.amount })
    w.field("currency", currency)
    w.field("customer", customer)
    w.object("customer_details") { details.write(&$0) }
    w.field("expires_at", expiresAt)
    if w.isExpanded("line_items") {
      let items = lines.map(TaxCalculationLine.init)
      w.list(
        "line_items", Array(items.prefix(10)), hasMore: items.count > 10, url: "/v1/tax/calculations/\(id)/line_items")
    }
    w.field("livemode", false)
    w.object("ship_from_details", shipFrom) { w, address in w.object("address") { address.write(&$0) } }
    w.object("shipping_cost", shipping) { w, cost in cost.writeShipping(rate: shippingRate, &w) }
    w.field("tax_amount_exclusive", exclusiveTax)
    w.field("tax_amount_inclusive", inclusiveTax)
    w.array("tax_breakdown", TaxLine.breakdown(of: all)) { $1.writeSum(&$0) }
    w.field("tax_date", taxDate)
  }
}

/// A line of a calculation or a transaction, or its shipping cost.
struct TaxLine: Codable, Sendable {
  let id: String
  var amount: Int
  var metadata: Metadata?
  var venue: String?
  var product: String?
  var quantity = 1
  var reference: String
  let isInclusive: Bool
  let code: String
  var taxes: [Part] = []
  /// Of a reversal: the line that it takes back.
  var original: String?

  /// One tax of a line.
  struct Part: Codable, Sendable, TaxSum {
    let country: String
    let state: String?
    let percentage: ExactAmount
    let type: String
    let reason: String
    let isInclusive: Bool
    var amount: Int
    var taxable: Int
  }

  var tax: Int { taxes.reduce(0) { $0 + $1.amount } }

  /// The taxes of several lines, those of one kind as one.
  static func breakdown(of lines: [TaxLine]) -> [Part] {
    lines.flatMap(\.taxes).summed {
      $0.country == $1.country && $0.state == $1.state && $0.type == $1.type && $0.reason == $1.reason
        && $0.isInclusive == $1.isInclusive
    }
  }

  /// Writes the fields that lines of calculations and transactions share.
  func write(_ w: inout ObjectWriter, _ own: (inout ObjectWriter) -> Void = { _ in }) {
    w.field("amount", amount)
    w.field("amount_tax", tax)
    w.field("livemode", false)
    if let metadata { w.field("metadata", metadata) } else { w.null("metadata") }
    w.field("product", product)
    w.field("quantity", quantity)
    w.field("reference", reference)
    own(&w)
    w.field("tax_behavior", isInclusive ? "inclusive" : "exclusive")
    w.field("tax_code", code)
  }

  func writeShipping(rate: String?, _ w: inout ObjectWriter) {
    w.field("amount", amount)
    w.field("amount_tax", tax)
    if let rate { w.field("shipping_rate", rate) }
    w.field("tax_behavior", isInclusive ? "inclusive" : "exclusive")
    if w.isExpanded("tax_breakdown") { w.array("tax_breakdown", taxes) { $1.write(&$0) } }
    w.field("tax_code", code)
  }
}

extension TaxLine.Part {
  /// As a line shows it.
  func write(_ w: inout ObjectWriter) {
    w.field("amount", amount)
    w.object("jurisdiction") { w in
      w.field("country", country)
      w.field("display_name", state ?? country)
      w.field("level", state == nil ? "country" : "state")
      w.field("state", state)
    }
    w.field("sourcing", "destination")
    w.object("tax_rate_details", percentage == .zero ? nil : ()) { w, _ in
      w.field("display_name", TaxTable.Entry(country: country, state: state, percentage: .zero, type: type).displayName)
      w.field("percentage_decimal", percentage.fractionText)
      w.field("tax_type", type)
    }
    w.field("taxability_reason", reason)
    w.field("taxable_amount", taxable)
  }

  /// As a whole order shows it.
  func writeSum(_ w: inout ObjectWriter) {
    w.field("amount", amount)
    w.field("inclusive", isInclusive)
    w.object("tax_rate_details") { w in
      w.field("country", country)
      w.null("flat_amount")
      w.field("percentage_decimal", percentage.fractionText)
      w.field("rate_type", "percentage")
      w.field("state", state)
      w.field("tax_type", type)
    }
    w.field("taxability_reason", reason)
    w.field("taxable_amount", taxable)
  }
}

/// A line as a calculation's list shows it.
package struct TaxCalculationLine: Resource {
  package static let object: StaticString = "tax.calculation_line_item"
  package static let idPrefixes = ["tax_li_"]
  package static var expandable: [String: Expandable] { ["tax_breakdown": .absent] }

  let line: TaxLine

  init(_ line: TaxLine) { self.line = line }

  package var id: String { line.id }
  package var created: Int { 0 }

  package func write(_ w: inout ObjectWriter) {
    line.write(&w) { w in
      if let venue = line.venue { w.field("performance_location", venue) }
      if w.isExpanded("tax_breakdown") { w.array("tax_breakdown", line.taxes) { $1.write(&$0) } }
    }
  }
}
