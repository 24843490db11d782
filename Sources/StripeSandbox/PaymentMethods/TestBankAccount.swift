import Wire

/// An American bank account as a payment method, and what its bank will say.
struct TestBankAccount {
  var holderType = "individual"
  var type = "checking"
  var number: String
  var routing: String
  /// Typed in, so that the bank has not yet said whose it is.
  var isTyped = false

  static let routingNumber = "110000000"

  /// One of Stripe's test payment methods.
  init?(paymentMethod id: String) {
    guard id.hasPrefix("pm_usBankAccount_"), let number = Self.numbers[String(id.dropFirst(17))] else { return nil }
    self.number = number
    routing = Self.routingNumber
  }

  /// One of Stripe's test tokens: `btok_us_verified_noAccount`.
  init?(token id: String) {
    guard id.hasPrefix("btok_us_verified") else { return nil }
    let name = id == "btok_us_verified" ? "success" : String(id.dropFirst("btok_us_verified_".utf8.count))
    guard let number = Self.numbers[name] else { return nil }
    self.number = number
    routing = Self.routingNumber
  }

  init(_ data: Arguments, name: String) throws(StripeError) {
    holderType = data.string("account_holder_type") ?? holderType
    type = data.string("account_type") ?? type
    // An account of Financial Connections is not modelled: any stands for the account that succeeds.
    guard data.string("financial_connections_account") == nil else {
      number = Self.numbers["success"] ?? ""
      routing = Self.routingNumber
      return
    }
    for required in ["account_number", "routing_number"] where data.string(required) == nil {
      throw .missing("\(name)[\(required)]")
    }
    number = data.string("account_number") ?? ""
    routing = data.string("routing_number") ?? ""
    isTyped = true
    guard BankAccount.isRoutingNumber(routing) else { throw .invalidRoutingNumber(param: "\(name)[routing_number]") }
  }

  private static let numbers = [
    "success": "000123456789", "accountClosed": "000111111113", "riskLevelHighest": "000000004954",
    "noAccount": "000111111116", "insufficientFunds": "000222222227", "debitNotAuthorized": "000333333335",
    "invalidCurrency": "000444444440", "failMicrodeposits": "000666666661", "dispute": "000555555559",
    "processing": "000000000009", "weeklyLimitExceeded": "000777777771",
  ]

  /// The American numbers that may be used: those that are debited, and those that are paid out to.
  static func isKnown(_ number: String) -> Bool { known.contains(number) || PayoutOutcome.isKnown(number) }

  private static let known = Set(numbers.values)

  private static let outcomes: [String: DebitOutcome] = [
    "000111111113": .fails(.bank("account_closed")), "000000004954": .fails(.blocked),
    "000111111116": .fails(.bank("no_account")), "000222222227": .fails(.bank("insufficient_funds")),
    "000333333335": .fails(.bank("debit_not_authorized")), "000444444440": .fails(.bank("invalid_currency")),
    "000000000009": .stays, "000777777771": .fails(.bank("charge_exceeds_weekly_limit")), "000555555559": .isDisputed,
  ]

  var outcome: DebitOutcome { Self.outcomes[number] ?? .succeeds }

  /// Makes it the payment method's.
  func open(in paymentMethod: inout PaymentMethod, account: String) {
    paymentMethod.details = [
      "account_holder_type": .string(holderType), "account_type": .string(type), "bank_name": "STRIPE TEST BANK",
      "financial_connections_account": .null,
      "fingerprint": .string(CardNumber.fingerprint(routing + number, account: account)),
      "last4": .string(String(number.suffix(4))), "networks": ["preferred": "ach", "supported": ["ach"]],
      "routing_number": .string(routing), "status_details": [:],
    ]
    paymentMethod.isVerified = !isTyped
    paymentMethod.debitOutcome = outcome
  }
}
