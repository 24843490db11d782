import Wire

/// A bank account from before payment methods: in tokens and as a customer's source.
package struct BankAccount: Codable, Sendable {
  let id: String
  var holderName: String?
  var holderType: String?
  var accountType: String?
  let country: String
  let currency: String
  let fingerprint: String
  let last4: String
  var metadata = Metadata()
  let routingNumber: String?
  /// `new`, then `verified` or `verification_failed`.
  var status = "new"

  static let parameters = """
    {
      account_holder_name, account_holder_type: company|individual, account_number!, account_type: checking|savings,
      country!, currency: currency, object: bank_account, routing_number
    }
    """

  /// The one that a parameter tells in full.
  init(_ data: Arguments, name: String, call: Call) throws(StripeError) {
    guard let place = data.string("country")?.uppercased(), !place.isEmpty else { throw .missing("\(name)[country]") }
    guard Address.countries.contains(place) else { throw .unknownCountry(place, param: "\(name)[country]") }
    let number = (data.string("account_number") ?? "").filter { $0 != " " }
    guard !number.isEmpty else { throw .missing("\(name)[account_number]") }
    let routing = data.string("routing_number")
    try BankFormat.check(number, routing: routing, country: place, name: name)
    country = place
    id = call.sandbox.identifiers.dated("ba_", now: call.now)
    holderName = data.string("account_holder_name")
    holderType = data.string("account_holder_type")
    accountType = data.string("account_type")
    currency = data.string("currency") ?? CountrySpec.of(place)?.currency ?? "usd"
    fingerprint = CardNumber.fingerprint((routing ?? "") + number, account: call.sandbox.accountID)
    last4 = String(number.filter { $0 != "-" }.suffix(4))
    routingNumber = routing ?? Self.ofIBANs
  }

  /// An IBAN says which bank it is.
  private static let ofIBANs = "110000000"

  /// That of a test token, which its owner has proved to be his.
  init(_ test: TestBankAccount, _ call: Call) {
    id = call.sandbox.identifiers.dated("ba_", now: call.now)
    country = "US"
    currency = "usd"
    fingerprint = CardNumber.fingerprint(test.routing + test.number, account: call.sandbox.accountID)
    last4 = String(test.number.suffix(4))
    routingNumber = test.routing
    status = "verified"
  }

  static func isRoutingNumber(_ text: String) -> Bool {
    text.utf8.count == 9 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// - Parameter customer: whose source it is; nil inside a token.
  func write(_ w: inout ObjectWriter, customer: String? = nil) {
    w.field("account_holder_name", holderName)
    w.field("account_holder_type", holderType)
    w.field("account_type", accountType)
    w.field("bank_name", "STRIPE TEST BANK")
    w.field("country", country)
    w.field("currency", currency)
    if let customer { w.reference("customer", customer) }
    w.field("fingerprint", fingerprint)
    w.field("last4", last4)
    if customer != nil { w.field("metadata", metadata) }
    w.field("routing_number", routingNumber)
    w.field("status", status)
  }
}
