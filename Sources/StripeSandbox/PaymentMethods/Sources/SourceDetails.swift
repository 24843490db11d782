import Wire

/// The fields of a Source (`src_…`) of its own. Its owner, and the hash under its type's name, are those of the payment
/// method of the same id.
struct SourceDetails: Codable, Sendable {
  var amount: Int?
  let clientSecret: String
  var currency: String?
  var statementDescriptor: String?
  /// `pending`, `chargeable`, then `consumed` by a charge or when it is taken from its customer; or `failed`, `canceled`.
  var status = "chargeable"
  var usage = "reusable"
  /// Nil: `card`.
  var otherType: String?
  var receiver: Receiver?
  var redirect: Redirect?
  /// How the owner hears of debits.
  var notification: String?
  var order: JSON?
  /// The card that 3-D Secure is for.
  var securedCard: String?
  /// When it is canceled if nothing happens to it before.
  var end: Int?

  /// Where the customer sends money, and what came of that.
  struct Receiver: Codable, Sendable {
    let address: String
    var charged = 0
    var received = 0
    var returned = 0
    /// How the customer is asked where money goes back to, and whether that is known.
    let refundMethod: String
    var refundStatus = "missing"
  }

  struct Redirect: Codable, Sendable {
    var failureReason: String?
    let returnURL: String
    var status = "pending"
    let url: String
  }

  var type: String { otherType ?? "card" }

  var isSingleUse: Bool { usage == "single_use" }

  /// What a receiver has for charges.
  var available: Int { receiver.map { $0.received - $0.charged } ?? 0 }

  private var flow: SourceType.Flow { SourceType.named(type)?.flow ?? .none }

  func write(_ w: inout ObjectWriter, created: Int, customer: String?, _ paymentMethod: PaymentMethod?) {
    var isWritten = false
    // The hash named after the type takes its alphabetical place among the keys.
    func placeHash(before key: String, _ w: inout ObjectWriter) {
      guard !isWritten, type < key else { return }
      isWritten = true
      w.json.key(type)
      w.json.open(UInt8(ascii: "{"))
      if let paymentMethod { writeHash(paymentMethod, &w) }
      w.json.close(UInt8(ascii: "}"))
    }
    placeHash(before: "allow_redisplay", &w)
    w.null("allow_redisplay")
    w.field("amount", amount)
    placeHash(before: "client_secret", &w)
    w.field("client_secret", clientSecret)
    w.field("created", created)
    w.field("currency", currency)
    if let customer { w.field("customer", customer) }
    placeHash(before: "flow", &w)
    w.field("flow", flow.rawValue)
    placeHash(before: "livemode", &w)
    w.field("livemode", false)
    w.field("metadata", paymentMethod?.metadata ?? Metadata())
    placeHash(before: "owner", &w)
    w.object("owner") { write(owner: paymentMethod?.billingDetails ?? BillingDetails(), &$0) }
    placeHash(before: "receiver", &w)
    if let receiver { w.object("receiver") { receiver.write(&$0) } }
    if let redirect { w.object("redirect") { redirect.write(&$0) } }
    placeHash(before: "source_order", &w)
    if let order { w.field("source_order", order) }
    w.field("statement_descriptor", statementDescriptor)
    w.field("status", status)
    placeHash(before: "type", &w)
    w.field("type", type)
    w.field("usage", usage)
    placeHash(before: "~", &w)
  }

  private func writeHash(_ paymentMethod: PaymentMethod, _ w: inout ObjectWriter) {
    if let card = paymentMethod.card {
      return write(card, name: paymentMethod.billingDetails.name, &w)
    }
    for (key, value) in paymentMethod.details.object?.members ?? [] {
      w.json.key(key)
      w.json.value(value)
    }
  }

  private func write(_ card: Card, name: String?, _ w: inout ObjectWriter) {
    w.field("address_line1_check", card.checks.line1)
    w.field("address_zip_check", card.checks.postalCode)
    if securedCard != nil { w.field("authenticated", redirect?.status == "succeeded") }
    w.field("brand", card.brand.title)
    if let securedCard {
      w.field("card", securedCard)
      w.field("country", card.country)
      w.field("customer", w.sandbox.store[PaymentSource.self][securedCard]?.customer)
    } else {
      w.field("country", card.country)
    }
    w.field("cvc_check", card.checks.cvc)
    w.null("dynamic_last4")
    w.field("exp_month", card.expMonth)
    w.field("exp_year", card.expYear)
    w.field("fingerprint", card.fingerprint)
    w.field("funding", card.funding)
    w.field("last4", card.last4)
    w.field("name", name)
    w.field("three_d_secure", card.behaviour.threeDSecure)
    w.null("tokenization_method")
  }

  private func write(owner: BillingDetails, _ w: inout ObjectWriter) {
    w.object("address", owner.address == Address() ? nil : owner.address) { $1.write(&$0) }
    w.field("email", owner.email)
    w.field("name", owner.name)
    w.field("phone", owner.phone)
    w.null("verified_address")
    w.null("verified_email")
    // The bank or the wallet on whose page the owner agreed knows the name.
    w.field("verified_name", type != "card" && redirect?.status == "succeeded" ? owner.name : nil)
    w.null("verified_phone")
  }
}

extension SourceDetails.Receiver {
  func write(_ w: inout ObjectWriter) {
    w.field("address", address)
    w.field("amount_charged", charged)
    w.field("amount_received", received)
    w.field("amount_returned", returned)
    w.field("refund_attributes_method", refundMethod)
    w.field("refund_attributes_status", refundStatus)
  }
}

extension SourceDetails.Redirect {
  func write(_ w: inout ObjectWriter) {
    w.field("failure_reason", failureReason)
    w.field("return_url", returnURL)
    w.field("status", status)
    w.field("url", url)
  }
}

extension TestCard.Behaviour {
  fileprivate var threeDSecure: String {
    switch authentication {
    case .notSupported: "not_supported"
    case .required, .requiredUnlessSetUp, .requiredButFails, .alreadySetUpOffSession: "required"
    case .none, .optional, .optionalButFails, .frictionless: "optional"
    }
  }
}
