import Wire

extension NestPayments {
  func listPayments(_ call: Call, _ user: User) {
    guard let customer = user.customerID else { return call.answer(200, []) }
    stripe.all("/v1/payment_intents", [("customer", customer)], in: call.sandbox) { intents in
      intents.otherwise(call.fail) { call.answer(200, .array($0.map(Self.payment))) }
    }
  }

  func createPayment(_ call: Call, _ user: User) throws(NestError) {
    try BodyRules.createPayment.check(call.body)
    let key = PaymentKey(user: user.id, cuid: call.body["cuid"]?.string ?? "")
    intent(for: key, in: call.sandbox) { intent in
      intent.otherwise(call.fail) { intent in
        var payment = Self.payment(intent).object ?? JSON.Object()
        payment.append("clientSecret", intent["client_secret"] ?? .null)
        call.answer(201, .object(payment))
      }
    }
  }

  func showPayment(_ call: Call, _ user: User) {
    ownIntent(call.id, of: user, call, orElse: .paymentNotFound) { call.answer(200, Self.payment($0)) }
  }

  func confirmPayment(_ call: Call, _ user: User) throws(NestError) {
    try BodyRules.confirmPayment.check(call.body)
    let method = call.body["paymentMethodId"]?.string ?? ""
    ownIntent(call.body["paymentId"]?.string ?? "", of: user, call, orElse: .forbidden) { [stripe] intent in
      let path = "/v1/payment_intents/" + (intent["id"]?.string ?? "") + "/confirm"
      stripe.post(path, [("payment_method", method)], in: call.sandbox) { confirmed in
        confirmed.otherwise(call.fail) { call.answer(201, Self.payment($0)) }
      }
    }
  }

  /// A PaymentIntent as the API shows it.
  private static func payment(_ intent: JSON) -> JSON {
    [
      "id": intent["id"] ?? .null, "amount": intent["amount"] ?? .null, "currency": intent["currency"] ?? .null,
      "status": intent["status"] ?? .null, "paymentMethod": intent["payment_method"] ?? .null,
    ]
  }

  /// The intent of this id if it is the user's own.
  private func ownIntent(
    _ id: String, of user: User, _ call: Call, orElse refusal: NestError, then goOn: @escaping (JSON) -> Void
  ) {
    guard let customer = user.customerID else { return call.fail(refusal) }
    stripe.get("/v1/payment_intents/" + percentEncoded(id), in: call.sandbox) { found in
      if case .failure(.refused(404, _)) = found { return call.fail(refusal) }
      found.otherwise(call.fail) { intent in
        guard intent["customer"]?.string == customer else { return call.fail(refusal) }
        goOn(intent)
      }
    }
  }

  /// The one intent of a user and a cuid: made by the first request, shown to all others, however close they follow.
  private func intent(for key: PaymentKey, in sandbox: String, then completion: @escaping StripeClient.Completion) {
    if let id = states[sandbox].payments[key]?.intent {
      return stripe.get("/v1/payment_intents/" + id, in: sandbox, then: completion)
    }
    creations.join([sandbox, key.user, key.cuid], completion) { done in
      customer(of: key.user, in: sandbox) { customer in
        customer.otherwise({ done(.failure($0)) }) { customer in
          self.makeIntent(for: key, customer, in: sandbox, done)
        }
      }
    }
  }

  private func makeIntent(
    for key: PaymentKey, _ customer: String, in sandbox: String, _ done: @escaping StripeClient.Completion
  ) {
    stripe.post(
      "/v1/payment_intents", [("customer", customer), ("amount", "2000"), ("currency", "usd")],
      idempotencyKey: key.user + "-" + percentEncoded(key.cuid), in: sandbox
    ) { [self] intent in
      if case .success(let intent) = intent, let id = intent["id"]?.string {
        states[sandbox].payments.insert(Payment(key: key, intent: id))
      }
      done(intent)
    }
  }

  /// The user's Stripe customer, made when first needed.
  private func customer(
    of user: String, in sandbox: String, then completion: @escaping (Result<String, StripeFailure>) -> Void
  ) {
    guard let known = states[sandbox].users[.id(user)] else { return completion(.failure(.unreachable)) }
    if let id = known.customerID { return completion(.success(id)) }
    customers.join([sandbox, user], completion) { done in
      stripe.post("/v1/customers", [("email", known.email), ("name", known.userName)], in: sandbox) { [self] customer in
        done(
          customer.flatMap { customer in
            guard let id = customer["id"]?.string else { return .failure(.unreachable) }
            states[sandbox].users.update(.id(user)) { $0.customerID = id }
            return .success(id)
          })
      }
    }
  }
}
