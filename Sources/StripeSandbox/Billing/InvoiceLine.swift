import Wire

/// A line of an invoice. It lives in its invoice, which is what finds it by its id.
package struct InvoiceLine: Codable, Sendable {
  package var id: String
  /// Before discounts and taxes that come on top.
  var amount: Int
  var description: String?
  var isDiscountable = true
  /// Discounts of its own; those of the invoice are not repeated here.
  var discounts: [String] = []
  var discountAmounts: [DiscountAmount] = []
  /// Billing credits that pay for a part of it.
  var pretaxCredits: [PretaxCredit] = []
  var metadata = Metadata()
  var origin: Origin
  var period: BillingPeriod
  var price: String?
  /// Nil: the price is metered by amount, or the line is no multiple of anything.
  @Sparse var quantity: Int? = nil
  /// The amount of one unit; a proration has no unit.
  var unitAmount: ExactAmount?
  var taxRates: [String] = []
  var taxes: [TaxAmount] = []

  struct DiscountAmount: Codable, Sendable, Equatable {
    var amount: Int
    var discount: String
  }

  /// Where a line comes from.
  enum Origin: Codable, Sendable, Equatable {
    case subscription(SubscriptionOrigin)
    case invoiceItem(String, subscription: String?)
    /// Put onto the invoice as such.
    case none
  }

  struct SubscriptionOrigin: Codable, Sendable, Equatable {
    var subscription: String
    var item: String
    /// Of a proration, which waits as an invoice item until it is invoiced.
    var invoiceItem: String?
    var isProration = false
    /// Usage of the same period that an earlier invoice has billed.
    var billedUsage = 0
    var credited: Credited?
  }

  /// The lines that a proration gives back.
  struct Credited: Codable, Sendable, Equatable {
    var invoice: String
    var lines: [String]
  }

  var subscription: String? {
    switch origin {
    case .subscription(let origin): origin.subscription
    case .invoiceItem(_, let subscription): subscription
    case .none: nil
    }
  }

  var subscriptionItem: String? { if case .subscription(let origin) = origin { origin.item } else { nil } }

  var invoiceItem: String? {
    switch origin {
    case .subscription(let origin): origin.invoiceItem
    case .invoiceItem(let id, _): id
    case .none: nil
    }
  }

  var isProration: Bool { if case .subscription(let origin) = origin { origin.isProration } else { false } }

  /// The amount after its own discounts: the part that it adds to the invoice's subtotal.
  var subtotal: Int {
    discountAmounts.reduce(amount) { $0 - (discounts.contains($1.discount) ? $1.amount : 0) }
  }

  /// The amount that all discounts take off.
  var discounted: Int { discountAmounts.reduce(0) { $0 + $1.amount } }
  /// The taxable amount.
  var taxable: Int { pretaxCredits.reduce(amount - discounted) { $0 - $1.amount } }
  /// Tax on top of the amount.
  var exclusiveTax: Int { taxes.reduce(0) { $0 + ($1.isInclusive ? 0 : $1.amount) } }
  var inclusiveTax: Int { taxes.reduce(0) { $0 + ($1.isInclusive ? $1.amount : 0) } }
}

/// A tax on a line, on shipping or on a whole invoice.
struct TaxAmount: Codable, Sendable, Equatable, TaxSum {
  var amount: Int
  var isInclusive: Bool
  /// The rate's id; nil: computed by Stripe Tax.
  var rate: String?
  var reason: String?
  var taxable: Int
}
