import Wire

extension RechatPayments {
  struct User: Record {
    enum Key: Codable, Hashable { case id(String), token(String) }

    let id: String
    let token: String
    let email: String

    var keys: [Key] { [.id(id), .token(token)] }

    /// The customer as the control API shows it.
    var json: JSON { ["id": .string(id), "token": .string(token), "email": .string(email)] }
  }

  /// A row of the service's own: one Stripe customer of a user, made from one card token.
  struct StripeCustomer: Record {
    let id: String
    let owner: String
    let customerID: String
    let source: JSON
    let createdAt: Double

    var keys: [String] { [id] }

    var json: JSON {
      [
        "id": .string(id), "owner": .string(owner), "customer_id": .string(customerID), "source": source,
        "created_at": .double(createdAt), "updated_at": .double(createdAt), "deleted_at": nil,
        "type": "stripe_customer",
      ]
    }

    /// The fields of the card that the document shows, in its order, which is that of a `jsonb` column. Stripe has added
    /// others since.
    private static let cardFields = [
      "id", "name", "brand", "last4", "object", "country", "funding", "customer", "exp_year", "metadata", "cvc_check",
      "exp_month", "address_zip", "fingerprint", "address_city", "address_line1", "address_line2", "address_state",
      "dynamic_last4", "address_country", "address_zip_check", "address_line1_check", "tokenization_method",
    ]

    static func source(_ card: JSON) -> JSON {
      .object(JSON.Object(cardFields.map { ($0, card[$0] ?? .null) }))
    }
  }
}
