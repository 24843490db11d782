import Wire

/// A coupon as it is applied to something: a customer, a subscription or one of its items, an invoice or one of its items.
package struct Discount: Resource {
  package static let object: StaticString = "discount"
  package static let idPrefixes = ["di_"]
  package static var expandable: [String: Expandable] {
    [
      "coupon": .absent, "customer": .one("customer"), "promotion_code": .one("promotion_code"),
      "source.coupon": .one("coupon"),
    ]
  }
  package static let jobs = [
    Job<Discount>("end", due: { $0.subscription == nil && $0.isStanding ? $0.end : nil }) { $0.end(discount: $1) }
  ]

  /// The object that a discount is applied to.
  package struct Holder: Codable, Sendable {
    var checkoutSession: String?
    var customer: String?
    var invoice: String?
    var invoiceItem: String?
    var quote: String?
    var subscription: String?
    var subscriptionItem: String?
  }

  package let id: String
  let start: Int
  var holder: Holder
  /// As it was when it was redeemed: it takes off the same even when it is gone.
  var coupon: Coupon
  let promotionCode: String?
  var end: Int?

  package var created: Int { start }
  var customer: String? { holder.customer }
  var invoice: String? { holder.invoice }
  var invoiceItem: String? { holder.invoiceItem }
  var subscription: String? { holder.subscription }
  var subscriptionItem: String? { holder.subscriptionItem }
  /// It goes with the first invoice.
  var isOnce: Bool { coupon.duration == .once }
  /// A customer or a subscription hears of it.
  var isStanding: Bool {
    holder.invoice == nil && holder.invoiceItem == nil && holder.checkoutSession == nil && holder.quote == nil
  }

  func isRunning(at now: Int) -> Bool { end.map { now < $0 } ?? true }

  package func write(_ w: inout ObjectWriter) { write(&w, isDeleted: false) }

  private func write(_ w: inout ObjectWriter, isDeleted: Bool) {
    w.field("checkout_session", holder.checkoutSession)
    if w.version < .polymorphicCoupons {
      let coupon = w.sandbox.store[Coupon.self][coupon.id] ?? coupon
      w.object("coupon") { coupon.writeWhole(&$0) }
    }
    w.reference("customer", customer)
    w.null("customer_account")
    if isDeleted { w.field("deleted", true) } else { w.field("end", end) }
    w.field("invoice", invoice)
    w.field("invoice_item", invoiceItem)
    w.reference("promotion_code", promotionCode)
    if w.version >= .polymorphicCoupons {
      w.object("source") { w in
        w.reference("coupon", coupon.id, Coupon.self)
        w.field("type", "coupon")
      }
    }
    w.field("start", start)
    w.field("subscription", subscription)
    w.field("subscription_item", subscriptionItem)
  }

  /// The answer for one that was deleted.
  var asDeleted: Answer {
    { w in
      w.json.open(UInt8(ascii: "{"))
      w.field("id", id)
      w.field("object", Discount.object)
      write(&w, isDeleted: true)
      w.json.close(UInt8(ascii: "}"))
    }
  }
}

extension Call {
  /// Keeps a discount that a request asks for: its coupon is redeemed.
  func keep(_ discount: Discount, announcing event: String = "customer.discount.created") {
    sandbox.store[Coupon.self].update(discount.coupon.id) { $0.timesRedeemed += 1 }
    if let code = discount.promotionCode { sandbox.store[PromotionCode.self].update(code) { $0.timesRedeemed += 1 } }
    if discount.isStanding {
      insert(discount, announcing: event)
    } else {
      sandbox.store[Discount.self].insert(discount)
    }
  }

  /// A customer's discount has run its months.
  fileprivate func end(discount id: String) {
    if let customer = sandbox.store[Discount.self][id]?.customer {
      sandbox.store[Customer.self].update(customer) { if $0.discount == id { $0.discount = nil } }
    }
    remove(discount: id)
  }

  /// Lets a discount go, by its id.
  func remove(discount id: String) {
    guard let discount = sandbox.store[Discount.self][id] else { return }
    if discount.isStanding {
      delete(Discount.self, id, announcing: "customer.discount.deleted")
    } else {
      sandbox.store[Discount.self].delete(id)
    }
  }
}
