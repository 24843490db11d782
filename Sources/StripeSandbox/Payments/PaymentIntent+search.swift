extension PaymentIntent: Searchable {
  static let collection = "payment_intents"

  static func searchField(_ name: String) -> SearchField<PaymentIntent>? {
    switch name {
    case "amount": .number { $0.amount }
    case "created": .number { $0.created }
    case "currency": .token { $0.currency }
    case "customer": .token { $0.customer }
    case "status": .token { $0.status.rawValue }
    default: nil
    }
  }
}
