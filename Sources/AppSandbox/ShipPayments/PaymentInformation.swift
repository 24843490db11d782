import Wire

extension ShipPayments {
  func createSetupIntent(_ call: Call) throws(ShipError) {
    let parameters = [("customer", try call.needCustomer()), ("payment_method_types[]", "card")]
    stripe.post("/v1/setup_intents", parameters, in: call.sandbox) { intent in
      intent.otherwise(call.fail) { call.answer(["clientSecret": $0["client_secret"] ?? .null]) }
    }
  }

  func showPaymentInformation(_ call: Call) {
    guard let customer = call.customer else { return call.reply(Response(204)) }
    catchUp(call.user, customer, call) { [stripe] in
      let expansion = [("expand[]", "invoice_settings.default_payment_method")]
      stripe.get("/v1/customers/" + customer, expansion, in: call.sandbox) { found in
        found.otherwise(call.fail) { call.answer(Self.information($0)) }
      }
    }
  }

  private static func information(_ customer: JSON) -> JSON {
    var information = JSON.Object([("balance", customer["balance"] ?? 0)])
    let method = customer["invoice_settings"]?["default_payment_method"] ?? .null
    if let details = method["billing_details"] { information.append("billingDetails", details) }
    if let card = method["card"] {
      let fields = ["brand", "exp_month", "exp_year", "last4"]
      information.append("card", .object(JSON.Object(fields.map { ($0, card[$0] ?? .null) })))
    }
    return .object(information)
  }
}

/// The service's webhook: once a SetupIntent succeeds, its payment method is its customer's default.
extension ShipPayments {
  /// A SetupIntent succeeded in a sandbox of this process.
  func setupSucceeded(_ id: String, in sandbox: String) {
    stripe.get("/v1/setup_intents/" + id, in: sandbox) { [self] found in
      guard case .success(let intent) = found, let customer = intent["customer"]?.string,
        states[sandbox].users[.customer(customer)] != nil
      else { return }
      makeDefault(intent["payment_method"]?.string, of: customer, in: sandbox) {}
    }
  }

  /// A remote Stripe's webhooks do not come here: what succeeded there since the last look is looked up.
  private func catchUp(_ user: User, _ customer: String, _ call: Call, then goOn: @escaping () -> Void) {
    guard dependencies.isStripeRemote else { return goOn() }
    let recent = [("customer", customer), ("limit", "100")]
    stripe.get("/v1/setup_intents", recent, in: call.sandbox) { [self] list in
      list.otherwise(call.fail) { list in
        let latest = list["data"]?.array?.first { $0["status"] == "succeeded" }
        guard let id = latest?["id"]?.string, id != user.lastSetup else { return goOn() }
        states[call.sandbox].users.update(.id(user.id)) { $0.lastSetup = id }
        makeDefault(latest?["payment_method"]?.string, of: customer, in: call.sandbox, then: goOn)
      }
    }
  }

  private func makeDefault(
    _ method: String?, of customer: String, in sandbox: String, then goOn: @escaping () -> Void
  ) {
    guard let method else { return goOn() }
    let change = [("invoice_settings[default_payment_method]", method)]
    stripe.post("/v1/customers/" + customer, change, in: sandbox) { _ in goOn() }
  }
}
