import Wire

/// The details of a payment method that a charge keeps.
struct PaymentMethodDetails: Codable, Sendable {
  let type: String
  // Written with a question mark it would start as nil, and make a part that is not shared.
  @Shared var card: Optional<Card>
  /// The hash of any other type.
  var details: JSON
  var threeDSecure: JSON
  var mandate: String?
  var isOffSession: Bool
  /// The features that the payment asked for and the card has: `request_multicapture` and the like.
  var features: Set<String>
  /// The seed of the networks' own numbers for it.
  let number: UInt64

  init(_ request: borrowing ChargeRequest, number: UInt64) {
    let method = request.paymentMethod
    type = method.type
    _card = method.$card
    details = method.details
    threeDSecure = request.threeDSecure
    mandate = request.mandate
    isOffSession = request.isOffSession
    features = request.features
    self.number = number
  }

  func write(of charge: Charge, _ w: inout ObjectWriter) {
    if let card {
      w.object("card") { write(card, of: charge, &$0) }
    } else {
      writeOther(&w)
    }
    w.field("type", type)
  }

  private func write(_ card: Card, of charge: Charge, _ w: inout ObjectWriter) {
    w.field("amount_authorized", charge.status == .failed ? nil : charge.amount)
    w.field("authorization_code", digits(6))
    w.field("brand", card.brand.name)
    switch charge.capture {
    case .held(let deadline), .partly(let deadline): w.field("capture_before", deadline)
    case .done(wasHeld: true): w.field("capture_before", charge.created + Charge.holdLifetime)
    case .done, .never: break
    }
    w.object("checks") { card.checks.write(&$0) }
    w.field("country", card.country)
    w.field(
      "electronic_commerce_indicator",
      threeDSecure["electronic_commerce_indicator"]?.string ?? (isOffSession ? "02" : "07"))
    w.field("exp_month", card.expMonth)
    w.field("exp_year", card.expYear)
    w.object("extended_authorization") { $0.field("status", has("extended_authorization") ? "enabled" : "disabled") }
    w.field("fingerprint", card.fingerprint)
    w.field("funding", card.funding)
    w.object("incremental_authorization") { $0.field("status", availability("incremental_authorization")) }
    w.null("installments")
    w.field("last4", card.last4)
    w.field("mandate", mandate)
    w.object("multicapture") { $0.field("status", availability("multicapture")) }
    w.field("network", card.preferredNetwork ?? card.brand.name)
    w.object("network_token") { $0.field("used", false) }
    w.field("network_transaction_id", digits(15))
    w.object("overcapture") { w in
      w.field("maximum_amount_capturable", charge.amount)
      w.field("status", availability("overcapture"))
    }
    w.field("regulated_status", "unregulated")
    w.field("three_d_secure", threeDSecure)
    w.null("transaction_link_id")
    w.field("wallet", card.wallet)
  }

  private func has(_ feature: String) -> Bool { features.contains("request_" + feature) }

  private func availability(_ feature: String) -> StaticString { has(feature) ? "available" : "unavailable" }

  /// The fields that a charge shows of this type, with what is known of them.
  private func writeOther(_ w: inout ObjectWriter) {
    let fields = PaymentMethodType.named(type).charged.split(separator: " ")
    w.json.key(type)
    w.json.value(.object(JSON.Object(fields.map { (key: String($0), value: value(of: String($0))) })))
  }

  private func value(of field: String) -> JSON {
    if field == "mandate" { return mandate.map(JSON.string) ?? .null }
    return details[field] ?? .null
  }

  private func digits(_ count: Int) -> String {
    var rest = number
    return String(unsafeUninitializedCapacity: count) { buffer in
      for index in 0..<count {
        buffer[index] = UInt8(ascii: "0") + UInt8(rest % 10)
        rest /= 10
      }
      return count
    }
  }
}
