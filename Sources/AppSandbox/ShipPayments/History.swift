import Wire

extension ShipPayments {
  func showHistory(_ call: Call) throws(ShipError) {
    let limit = try perPage(call.query)
    let cursor = try direction(call.query)
    var parameters = [("customer", try call.needCustomer()), ("limit", limit)]
    if let id = call.query["cursorId"]?.string, !id.isEmpty { parameters.append((cursor, id)) }
    stripe.get("/v1/charges", parameters, in: call.sandbox) { charges in
      charges.otherwise(call.fail) { call.answer(Self.history($0)) }
    }
  }

  private func perPage(_ query: JSON.Object) throws(ShipError) -> String {
    guard let given = query["perPage"] else { return "5" }
    guard let text = given.string, let number = Int(text) else {
      throw .invalid("perPage", "Expected number, received nan")
    }
    return String(number)
  }

  /// Stripe's name for the cursor.
  private func direction(_ query: JSON.Object) throws(ShipError) -> String {
    switch query["direction"] {
    case nil, "forward"?: return "starting_after"
    case "back"?: return "ending_before"
    case let other?:
      let received = other.string.map { "'\($0)'" } ?? "array"
      throw .invalid("direction", "Invalid enum value. Expected 'forward' | 'back', received \(received)")
    }
  }

  private static func history(_ list: JSON) -> JSON {
    let charges = list["data"]?.array ?? []
    var history = JSON.Object([("data", .array(charges)), ("hasMore", list["has_more"] ?? false)])
    if let first = charges.first?["id"] { history.append("firstItemId", first) }
    if let last = charges.last?["id"] { history.append("lastItemId", last) }
    return .object(history)
  }
}
