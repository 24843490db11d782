import Wire

extension CheckoutSession {
  /// Updates sessions when their intents change, whether the page, the customer's bank or a due job confirmed them.
  static func follow(_ sandbox: Sandbox, _ announcements: [Announcement]) {
    guard sandbox.store[CheckoutSession.self].count > 0 else { return }
    let call = Call(in: sandbox)
    for announcement in announcements where intentEvents.contains(announcement.event) {
      call.followCheckout(ofIntent: announcement.id)
    }
  }

  private static let intentEvents: Set<String> = [
    "payment_intent.succeeded", "payment_intent.processing", "payment_intent.payment_failed",
    "payment_intent.amount_capturable_updated", "setup_intent.succeeded",
  ]
}

extension Call {
  /// A session is complete once its intent has gone through, and hears of a delayed payment's end.
  func followCheckout(ofIntent id: String) {
    let isSetup = id.hasPrefix("seti_")
    let sessions = sandbox.store[CheckoutSession.self]
    let found = sessions.positions("pending_intent", id) ?? []
    for session in found.compactMap({ sessions[Int($0)] }) {
      if isSetup {
        if session.status == .open, sandbox.store[SetupIntent.self][id]?.status == .succeeded {
          complete(session.id, paymentStatus: "no_payment_required")
        }
      } else if let intent = sandbox.store[PaymentIntent.self][id] {
        follow(session, intent)
      }
    }
  }

  private func follow(_ session: CheckoutSession, _ intent: PaymentIntent) {
    switch (session.status, intent.status) {
    case (.open, .succeeded): complete(session.id, paymentStatus: "paid")
    case (.open, .requiresCapture), (.open, .processing): complete(session.id, paymentStatus: "unpaid")
    case (.complete, .succeeded) where session.paymentStatus == "unpaid":
      let invoice = invoice(for: session)
      update(CheckoutSession.self, session.id, announcing: "checkout.session.async_payment_succeeded") {
        $0.paymentStatus = "paid"
        $0.invoice = invoice
      }
    case (.complete, .requiresPaymentMethod) where session.paymentStatus == "unpaid":
      update(CheckoutSession.self, session.id, announcing: "checkout.session.async_payment_failed") { _ in }
    default: break
    }
  }

  /// The customer has done all that the session asked for.
  func complete(_ id: String, paymentStatus: String) {
    guard let session = sandbox.store[CheckoutSession.self][id], session.status == .open else { return }
    let invoice = paymentStatus == "paid" ? self.invoice(for: session) : nil
    // Coupons of an invoice or a subscription were redeemed there.
    for applied in session.discounts where invoice == nil && session.subscription == nil {
      sandbox.store[Coupon.self].update(applied.coupon) { $0.timesRedeemed += 1 }
      if let code = applied.promotionCode { sandbox.store[PromotionCode.self].update(code) { $0.timesRedeemed += 1 } }
    }
    update(CheckoutSession.self, id, announcing: "checkout.session.completed") {
      $0.status = .complete
      $0.paymentStatus = paymentStatus
      $0.invoice = invoice ?? $0.invoice
    }
  }
}
