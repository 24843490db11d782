import Wire

/// An amount that waits to be invoiced.
package struct InvoiceItem: Resource {
  package static let object: StaticString = "invoiceitem"
  package static let noun = "invoiceitem"
  package static let pathParameter = "invoiceitem"
  package static let idPrefixes = ["ii_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let indexes = [
    Index<InvoiceItem>(name: "customer") { $0.customer }, Index<InvoiceItem>(name: "invoice") { $0.invoice },
    // Of the customers that have some.
    Index<InvoiceItem>(name: "pending") { $0.invoice == nil ? $0.customer : nil },
  ]
  package static var expandable: [String: Expandable] {
    [
      "customer": .one("customer"), "discounts": .one("discount"), "invoice": .one("invoice"),
      "parent.subscription_details.subscription": .one("subscription"), "price": .one("price"),
      "pricing.price_details.price": .one("price"), "pricing.price_details.product": .one("product"),
      "subscription": .one("subscription"), "test_clock": .one("test_helpers.test_clock"),
    ]
  }
  package static let events = [
    EventRecipe(
      "invoiceitem.created", "customer: POST customers; POST invoiceitems customer={customer}&amount=1000&currency=usd"),
    EventRecipe(
      "invoiceitem.deleted",
      "customer: POST customers; item: POST invoiceitems customer={customer}&amount=1000&currency=usd; DELETE invoiceitems/{item}"
    ),
  ]
  package static let example: Script? = "invoiceitem: POST invoiceitems customer={customer}&amount=1000&currency=usd"

  package let id: String
  package let created: Int
  var amount: Int
  var currency: String
  package var customer: String
  var description: String?
  var isDiscountable = true
  var discounts: [String] = []
  package var invoice: String?
  var metadata = Metadata()
  var period: BillingPeriod
  var price: String?
  var quantity = 1
  var unitAmount: ExactAmount?
  var taxRates: [String] = []
  var subscription: String?
  var subscriptionItem: String?
  /// Made by a change of the subscription.
  var isProration = false
  var credited: InvoiceLine.Credited?
  package var testClock: String?

  package func write(_ w: inout ObjectWriter) {
    let isLegacy = w.version < .basil
    w.field("amount", amount)
    w.field("currency", currency)
    w.reference("customer", customer)
    w.null("customer_account")
    w.field("date", created)
    w.field("description", description)
    w.field("discountable", isDiscountable)
    w.references("discounts", discounts)
    w.reference("invoice", invoice)
    w.field("livemode", false)
    w.field("metadata", metadata)
    // Discounts of the invoice decide later what is left of what they apply to.
    w.field("net_amount", isDiscountable ? nil : amount)
    w.object("parent", subscription) { w, subscription in
      w.object("subscription_details") { w in
        w.reference("subscription", subscription)
        if let subscriptionItem { w.field("subscription_item", subscriptionItem) }
      }
      w.field("type", "subscription_details")
    }
    w.object("period") { $0.write(period) }
    if isLegacy {
      w.plan(price)
      w.price(price)
    }
    w.pricing(price, unitAmount)
    w.field("proration", isProration)
    if isProration { w.object("proration_details") { writeProration(&$0) } }
    w.field("quantity", quantity)
    w.field("quantity_decimal", String(quantity))
    if isLegacy {
      w.reference("subscription", subscription)
      if let subscriptionItem { w.field("subscription_item", subscriptionItem) }
    }
    w.taxRates("tax_rates", taxRates)
    w.reference("test_clock", testClock)
    if isLegacy {
      w.field("unit_amount", unitAmount?.whole)
      w.field("unit_amount_decimal", unitAmount?.text)
    }
  }

  private func writeProration(_ w: inout ObjectWriter) {
    w.object("credited_items", credited) { w, credited in
      w.object("invoice_line_item_details") { w in
        w.field("invoice", credited.invoice)
        w.field("invoice_line_items", credited.lines)
      }
      w.field("type", "invoice_line_items")
    }
    w.field("discount_amounts", [String]())
  }

  /// The line that it becomes on an invoice.
  func line(id: String) -> InvoiceLine {
    let origin: InvoiceLine.Origin
    if let subscription, let subscriptionItem {
      origin = .subscription(
        InvoiceLine.SubscriptionOrigin(
          subscription: subscription, item: subscriptionItem, invoiceItem: self.id, isProration: isProration,
          credited: credited))
    } else {
      origin = .invoiceItem(self.id, subscription: subscription)
    }
    return InvoiceLine(
      id: id, amount: amount, description: description, isDiscountable: isDiscountable, discounts: discounts,
      metadata: metadata, origin: origin, period: period, price: price, quantity: quantity, unitAmount: unitAmount,
      taxRates: taxRates)
  }
}
