extension BankAccount {
  /// The bank account of an account, in whatever country it is.
  init(_ data: Arguments, name: String, call: Call, country: String, currency: String) throws(StripeError) {
    let number = (data.string("account_number") ?? "").filter { $0 != " " }
    let routing = data.string("routing_number")
    if country == "US" {
      guard let routing else { throw .missing("\(name)[routing_number]") }
      guard Self.isRoutingNumber(routing) else { throw .invalidRoutingNumber("\(name)[routing_number]") }
    }
    id = ""
    holderName = data.string("account_holder_name")
    holderType = data.string("account_holder_type")
    accountType = data.string("account_type")
    self.country = country
    self.currency = currency
    fingerprint = CardNumber.fingerprint((routing ?? "") + number, account: call.sandbox.accountID)
    last4 = String(number.suffix(4))
    // An IBAN says which bank it is.
    routingNumber = routing ?? Self.ofIBANs
  }

  private static let ofIBANs = "110000000"
}
