import Wire

extension ShipPayments {
  struct User: Record {
    enum Key: Codable, Hashable { case id(String), token(String), customer(String) }

    let id: String
    let token: String
    let email: String
    let fullName: String
    let stripeID: String?
    /// The SetupIntent whose payment method was last made the default, where that is looked up and not told.
    var lastSetup: String?

    var keys: [Key] { [.id(id), .token(token)] + (stripeID.map { [.customer($0)] } ?? []) }

    /// The user as the control API shows it.
    var json: JSON {
      [
        "id": .string(id), "token": .string(token), "email": .string(email), "fullName": .string(fullName),
        "stripeId": stripeID.map { .string($0) } ?? .null,
      ]
    }
  }
}
