/// The outcome of a payout, by the test bank account or card that it goes to.
enum PayoutOutcome: Codable, Sendable, Equatable {
  case arrives
  case fails(code: String)

  /// The American numbers that may be used, and what becomes of payouts to them.
  private static let numbers: [String: PayoutOutcome] = [
    "000123456789": .arrives, "000111111116": .fails(code: "no_account"),
    "000111111113": .fails(code: "account_closed"), "000222222227": .fails(code: "insufficient_funds"),
    "000333333335": .fails(code: "debit_not_authorized"), "000444444440": .fails(code: "invalid_currency"),
    "000888888883": .arrives, "000999999991": .arrives, "000999999992": .arrives, "000000001234": .arrives,
  ]

  static func isKnown(_ number: String) -> Bool { numbers[number] != nil }

  /// Test accounts of other countries end like the American ones, but IBANs count from 3001 on.
  private static let endings: [String: PayoutOutcome] = {
    var endings = [
      "3001": PayoutOutcome.fails(code: "no_account"), "3002": .fails(code: "account_closed"),
      "3003": .fails(code: "insufficient_funds"), "3004": .fails(code: "debit_not_authorized"),
      "3005": .fails(code: "invalid_currency"),
    ]
    for (number, outcome) in numbers { endings[String(number.suffix(4))] = outcome }
    return endings
  }()

  static func of(_ bank: BankAccount) -> PayoutOutcome { endings[bank.last4] ?? .arrives }

  static func of(_ card: Card) -> PayoutOutcome {
    card.behaviour.payout == .fails ? .fails(code: "could_not_process") : .arrives
  }

  /// Why a payout failed, as Stripe says it.
  var failure: (code: String, message: String)? {
    guard case .fails(let code) = self else { return nil }
    return (code, Self.messages[code] ?? "The payout could not be processed.")
  }

  private static let messages = [
    "no_account": "The bank account could not be located.",
    "account_closed": "The bank account has been closed.",
    "insufficient_funds": "The bank account has insufficient funds.",
    "debit_not_authorized": "Debit transactions are not approved on the bank account.",
    "invalid_currency": "The bank was unable to process this payout because of its currency.",
    "could_not_process": "The bank could not process this payout.",
  ]
}
