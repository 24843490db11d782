import Wire

/// The review of a payment of elevated risk, as Radar's own rule opens it.
package struct Review: Resource {
  package static let object: StaticString = "review"
  package static let idPrefixes = ["prv_"]
  package static let pathParameter = "review"
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let example: Script? = "POST charges amount=2000&currency=usd&source=tok_riskLevelElevated"
  package static let events: [EventRecipe] = [
    .init("review.opened", "POST charges amount=2000&currency=usd&source=tok_riskLevelElevated"),
    .init(
      "review.closed",
      "a: POST charges amount=2000&currency=usd&source=tok_riskLevelElevated; POST reviews/{a.review}/approve"),
  ]
  package static var expandable: [String: Expandable] {
    ["charge": .one("charge"), "payment_intent": .one("payment_intent")]
  }

  enum Closing: String, Codable, Sendable {
    case approved, canceled, disputed, refunded
    case refundedAsFraud = "refunded_as_fraud"
  }

  package let id: String
  package let created: Int
  let billingZip: String?
  let charge: String
  var closing: Closing?
  let paymentIntent: String?

  package func write(_ w: inout ObjectWriter) {
    w.field("billing_zip", billingZip)
    w.reference("charge", charge)
    w.field("closed_reason", closing?.rawValue)
    w.field("created", created)
    w.null("ip_address")
    w.object("ip_address_location") { w in
      for key in ["city", "country", "latitude", "longitude", "region"] as [StaticString] { w.null(key) }
    }
    w.field("livemode", false)
    w.field("open", closing == nil)
    w.field("opened_reason", "rule")
    if let paymentIntent { w.reference("payment_intent", paymentIntent) }
    w.field("reason", closing?.rawValue ?? "rule")
    w.object("session") { w in
      for key in ["browser", "device", "platform", "version"] as [StaticString] { w.null(key) }
    }
  }

  static let routes = Routes("/v1/reviews", of: Review.self) {
    $0.list("", takes: .list("created: range")) { call throws(StripeError) in
      var listing = Listing<Review>(call)
      listing.filter { $0.closing == nil }
      return try listing.page()
    }
    $0.get("{review}") { call throws(StripeError) in try call.answerFound(Review.self) }
    $0.post("{review}/approve") { call throws(StripeError) in
      let review = try call.found(Review.self)
      guard review.closing == nil else { throw StripeError("This review has already been closed.") }
      call.close(review.id, .approved)
      return call.answer(Review.self, review.id)
    }
  }
}

extension Call {
  /// Has a charge that has just been made looked at, with the payment that it belongs to.
  func openReview(of charge: Charge) {
    let review = Review(
      id: sandbox.identifiers.dated("prv_", now: now), created: now,
      billingZip: charge.billingDetails.address.postalCode, charge: charge.id,
      paymentIntent: charge.paymentIntent)
    sandbox.store[Charge.self].update(charge.id) { $0.review = review.id }
    if let intent = charge.paymentIntent { sandbox.store[PaymentIntent.self].update(intent) { $0.review = review.id } }
    insert(review, announcing: "review.opened")
  }

  /// Nothing is left to look at.
  func closeReview(of charge: String, _ closing: Review.Closing) {
    guard let review = sandbox.store[Charge.self][charge]?.review else { return }
    close(review, closing)
  }

  fileprivate func close(_ review: String, _ closing: Review.Closing) {
    guard sandbox.store[Review.self][review]?.closing == nil else { return }
    update(Review.self, review, announcing: "review.closed") { $0.closing = closing }
  }
}
