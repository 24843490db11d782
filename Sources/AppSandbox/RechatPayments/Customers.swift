import Wire

extension RechatPayments {
  func addCustomer(_ call: Call) throws(RechatError) {
    let token = try cardToken(call.request)
    let parameters = [("source", token), ("metadata[owner]", call.user.id), ("expand[]", "default_source")]
    stripe.post("/v1/customers", parameters, in: call.sandbox) { [self] customer in
      guard case .success(let customer) = customer, let id = customer["id"]?.string,
        let card = customer["default_source"]
      else { return call.reply(RechatError.internal.response) }
      let row = StripeCustomer(
        id: states[call.sandbox].issuer.uuid(), owner: call.user.id, customerID: id,
        source: StripeCustomer.source(card), createdAt: dependencies.clock(call.sandbox))
      states[call.sandbox].customers.insert(row)
      call.reply(.webJSON(200, ["code": "OK", "data": row.json]))
    }
  }

  func listCustomers(_ call: Call) {
    let rows = states[call.sandbox].customers.all.filter { $0.owner == call.user.id }
    call.reply(
      .webJSON(
        200,
        [
          "code": "OK", "data": .array(rows.map(\.json)),
          // The real service never counts further than this page, and says 0.
          "info": ["count": .integer(rows.count), "total": 0],
        ]))
  }

  func removeCustomer(_ call: Call) throws(RechatError) {
    guard isUUID(call.id) else { throw .invalid("\(call.id) is not a valid UUID") }
    let id = call.id.lowercased()
    guard let row = states[call.sandbox].customers[id] else { throw .notFound("Customer \(call.id)") }
    guard row.owner == call.user.id else { throw .forbidden }
    states[call.sandbox].customers.remove(id)
    call.reply(Response(204))
  }

  private func cardToken(_ request: Request) throws(RechatError) -> String {
    let body: JSON.Object
    do throws(RequestBody.Fault) { body = try RequestBody.parse(request) } catch { throw .unreadable(error) }
    guard let token = body["token"] else { throw .invalid(attribute: "token", "is required") }
    guard let text = token.string else { throw .invalid(attribute: "token", "must be a string") }
    return text
  }
}

extension RechatError {
  fileprivate static func unreadable(_ fault: RequestBody.Fault) -> RechatError {
    switch fault {
    case .malformed(let complaint): .invalid(complaint)
    case .tooLarge: RechatError(413, code: "RequestEntityTooLarge", "request entity too large")
    }
  }
}
