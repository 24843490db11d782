import Wire

/// How the numbers of bank accounts look in a country: https://docs.stripe.com/payouts#add-or-update-bank-account
struct BankFormat: Sendable {
  /// How many digits an account number has.
  let account: ClosedRange<Int>
  /// How many digits the number of a bank or branch has. Empty: it may have letters.
  let routing: Set<Int>
  /// A test account, which Stripe proposes where another number is given.
  let example: String

  /// Elsewhere, numbers are taken as they are.
  private static let formats: [String: BankFormat] = [
    "AU": BankFormat(account: 5...9, routing: [6], example: "000123456"),
    "BR": BankFormat(account: 3...20, routing: [7, 8], example: "000123456789"),
    "CA": BankFormat(account: 5...12, routing: [8, 9], example: "000123456789"),
    "GB": BankFormat(account: 8...8, routing: [6], example: "00012345"),
    "HK": BankFormat(account: 6...12, routing: [6, 7], example: "000123-456"),
    "IN": BankFormat(account: 9...18, routing: [], example: "000123456789"),
    "JP": BankFormat(account: 4...8, routing: [7], example: "0001234"),
    "SG": BankFormat(account: 6...14, routing: [7], example: "000123456"),
    "US": BankFormat(account: 4...17, routing: [9], example: "000123456789"),
  ]

  /// Countries in which an IBAN says everything.
  private static let ofIBANs: Set<String> = [
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LI", "LT",
    "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
  ]

  /// Holds the numbers of a bank account against the format of its country.
  ///
  /// - Parameter name: the parameter that they are told in.
  static func check(
    _ number: String, routing: String?, country: String, name: String
  ) throws(StripeError) {
    let param = "\(name)[account_number]"
    if ofIBANs.contains(country) || country == "GB" && number.hasPrefix("GB") {
      guard IBAN.isTestAccount(number, in: country) else {
        throw .noTestAccount("\(country)89370400440532013000", param: param)
      }
      return
    }
    guard let format = formats[country] else { return }
    guard let routing else { throw .missing("\(name)[routing_number]") }
    guard format.takes(routing: routing) else {
      throw .invalidRoutingNumber(country: country, digits: format.routing.min(), param: "\(name)[routing_number]")
    }
    if country == "US" {
      guard TestBankAccount.isKnown(number) else { throw .noTestAccount(format.example, param: param) }
    } else if !format.takes(account: number) {
      throw StripeError(
        "Invalid account number: must contain only digits, and be at most \(format.account.upperBound) digits long",
        code: "account_number_invalid", param: param)
    }
  }

  private func takes(account: String) -> Bool {
    Self.digits(account).map { self.account.contains($0) } ?? false
  }

  private func takes(routing text: String) -> Bool {
    guard !routing.isEmpty else { return text.utf8.count == 11 }
    return Self.digits(text).map(routing.contains) ?? false
  }

  /// How many digits a number has; hyphens and spaces may part them. Nil: there is something else in it.
  private static func digits(_ text: String) -> Int? {
    var count = 0
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39: count += 1
      case 0x20, 0x2D: break
      default: return nil
      }
    }
    return count
  }
}

extension StripeError {
  /// With test keys, only test accounts may be used.
  fileprivate static func noTestAccount(_ example: String, param: String) -> StripeError {
    StripeError(
      """
      You must use a test bank account number in test mode. Try \(example) or see more options at \
      https://stripe.com/docs/connect/testing#account-numbers.
      """, code: "account_number_invalid", param: param)
  }

  static func invalidRoutingNumber(country: String = "US", digits: Int? = 9, param: String) -> StripeError {
    let message =
      switch (country, digits) {
      case ("CA", _):
        """
        Invalid transit number. The transit number should contain the bank number, including the dash, e.g. 11000-000.
        """
      case (_, let digits?): "Routing number must have \(digits) digits"
      case (_, nil): "Invalid routing number"
      }
    return StripeError(message, code: "routing_number_invalid", param: param)
  }
}
