/// A deduction from an amount before tax: a discount, or a customer's billing credits.
struct PretaxCredit: Codable, Sendable, Equatable {
  enum Kind: String, Codable, Sendable {
    case discount
    case credits = "credit_balance_transaction"
  }

  var amount: Int
  var kind: Kind
  /// The discount, or the transaction of the credits.
  var id: String

  init(_ discount: InvoiceLine.DiscountAmount) {
    amount = discount.amount
    kind = .discount
    id = discount.discount
  }

  init(credits amount: Int, transaction: String) {
    self.amount = amount
    kind = .credits
    id = transaction
  }

  func write(_ w: inout ObjectWriter) {
    w.field("amount", amount)
    switch kind {
    case .discount: w.reference("discount", id)
    case .credits: w.reference("credit_balance_transaction", id)
    }
    w.field("type", kind.rawValue)
  }
}
