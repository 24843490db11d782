extension Charge: Searchable {
  static let collection = "charges"

  static func searchField(_ name: String) -> SearchField<Charge>? {
    switch name {
    case "amount": .number { $0.amount }
    case "billing_details.address.postal_code": .token { $0.billingDetails.address.postalCode }
    case "created": .number { $0.created }
    case "currency": .token { $0.currency }
    case "customer": .token { $0.customer }
    case "disputed": .bool { $0.dispute != nil }
    case "refunded": .bool { $0.isRefunded }
    case "status": .token { $0.status.rawValue }
    case "payment_method_details.card.brand": .token { $0.details.card?.brand.name }
    case "payment_method_details.card.exp_month": .number { $0.details.card?.expMonth }
    case "payment_method_details.card.exp_year": .number { $0.details.card?.expYear }
    case "payment_method_details.card.fingerprint": .token { $0.details.card?.fingerprint }
    case "payment_method_details.card.last4": .token { $0.details.card?.last4 }
    default: nil
    }
  }
}
