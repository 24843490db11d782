import Wire

// What happens without a request of the merchant's: at a customer's browser, at a bank, at a card network, at Stripe.
// Each answers with the object as it then is.
extension StripeAPI {
  /// The customer's answer to a challenge, for a PaymentIntent or a SetupIntent, or on the page of a Source.
  ///
  /// - Parameter clientSecret: the secret that a page has to show. Nil: a program asks.
  package func finishChallenge(
    _ id: String, succeeded: Bool, clientSecret: String? = nil, in sandbox: Sandbox
  ) throws(StripeError) -> JSON {
    if let clientSecret {
      let known = sandbox.clientSecret(of: id)
      guard known == nil || known == clientSecret else {
        throw StripeError("The client_secret is not that of \(id).", param: "client_secret")
      }
    }
    if id.hasPrefix("seti_") {
      return try happen(SetupIntent.self, id, in: sandbox) { call throws(StripeError) in
        try call.authenticateSetup(id, succeeded: succeeded)
      }
    }
    if id.hasPrefix("src_") {
      return try happen(PaymentSource.self, id, in: sandbox) { call throws(StripeError) in
        try call.authorizeSource(id, succeeded: succeeded)
      }
    }
    return try happen(PaymentIntent.self, id, in: sandbox) { call throws(StripeError) in
      try call.authenticatePayment(id, succeeded: succeeded)
    }
  }

  /// The complaint of a customer who used no test card for it.
  package func dispute(
    _ id: String, as kind: TestCard.DisputeKind, in sandbox: Sandbox
  ) throws(StripeError) -> JSON {
    try happen(Charge.self, id, in: sandbox) { call throws(StripeError) in
      guard let charge = sandbox.store[Charge.self][id] else { throw .notFound(Charge.self, id) }
      guard charge.isCaptured, charge.dispute == nil else {
        throw StripeError("Charge \(id) has no money to dispute, or is disputed already.")
      }
      call.dispute(charge, as: kind)
    }
  }

  /// Money that a customer sends to the address of a Source.
  package func send(_ amount: Int, to source: String, in sandbox: Sandbox) throws(StripeError) -> JSON {
    try happen(PaymentSource.self, source, in: sandbox) { call throws(StripeError) in
      try call.receive(amount, for: source)
    }
  }

  /// A card network knows of a new date, or of another number, for a card that a customer has on file.
  package func renewCard(
    _ id: String, number: String?, expMonth: Int?, expYear: Int?, in sandbox: Sandbox
  ) throws(StripeError) -> JSON {
    try happen(PaymentMethod.self, id, in: sandbox) { call throws(StripeError) in
      try call.renewCard(id, number: number, expMonth: expMonth, expYear: expYear)
    }
  }

  /// Stripe fails to bring a test clock's objects to its time.
  package func failTestClock(_ id: String, in sandbox: Sandbox) throws(StripeError) -> JSON {
    try happen(TestClock.self, id, in: sandbox) { call throws(StripeError) in try call.failTestClock(id) }
  }

  private func happen<T: Resource>(
    _ type: T.Type, _ id: String, in sandbox: Sandbox, _ change: (Call) throws(StripeError) -> Void
  ) throws(StripeError) -> JSON {
    defer { sandbox.settle() }
    try change(Call(in: sandbox))
    return sandbox.rendered(type, id).flatMap { try? JSONParser.parse($0) } ?? .null
  }
}

extension Sandbox {
  fileprivate func clientSecret(of id: String) -> String? {
    store[PaymentSource.self][id]?.details?.clientSecret ?? store[PaymentIntent.self][id]?.clientSecret
      ?? store[SetupIntent.self][id]?.clientSecret
  }
}
