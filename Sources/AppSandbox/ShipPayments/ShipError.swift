import Wire

/// An error as Ship's second generation answers it.
struct ShipError: Error {
  let status: Int
  let body: JSON

  static let unauthorized = ShipError(status: 401, body: [:])
  static let noStripeAccount = ShipError(
    status: 400, body: envelope("global", "Customer does not have a stripe account"))

  /// A complaint about one field, in zod's words.
  static func invalid(_ field: String, _ complaint: String) -> ShipError {
    ShipError(status: 400, body: envelope(field, [.string(complaint)]))
  }

  private static func envelope(_ key: String, _ value: JSON) -> JSON {
    ["errors": .object(JSON.Object([(key, value)]))]
  }

  var response: Response { .webJSON(status, body) }
}

extension ShipError {
  init(_ failure: StripeFailure) {
    self.init(status: 500, body: Self.envelope("global", .string(failure.message)))
  }
}
