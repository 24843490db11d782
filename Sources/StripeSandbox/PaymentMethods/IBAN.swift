import Wire

/// A European bank account's number, checked by its own check digits (ISO 13616).
struct IBAN {
  let text: String

  init(_ input: String, param: String) throws(StripeError) {
    text = String(input.uppercased().filter { $0 != " " })
    guard Self.isValid(text) else {
      throw StripeError("The IBAN you provided is invalid.", code: "invalid_bank_account_iban", param: param)
    }
  }

  private static func isValid(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard (15...34).contains(bytes.count), bytes.prefix(2).allSatisfy({ (0x41...0x5A).contains($0) }) else {
      return false
    }
    var remainder = 0
    for byte in bytes[4...] + bytes[..<4] {
      switch byte {
      case 0x30...0x39: remainder = (remainder * 10 + Int(byte) - 0x30) % 97
      case 0x41...0x5A: remainder = (remainder * 100 + Int(byte) - 0x37) % 97
      default: return false
      }
    }
    return remainder == 1
  }

  /// How many characters name the bank and then the branch.
  private static let parts = [
    "AT": (5, 0), "BE": (3, 0), "DE": (8, 0), "ES": (4, 4), "FI": (3, 0), "FR": (5, 5), "GB": (4, 6), "IE": (4, 6),
    "LU": (3, 0), "NL": (4, 0), "PT": (4, 4),
  ]

  /// Stripe's test accounts.
  var outcome: DebitOutcome {
    switch text {
    case "AT861904300235473202", "DE62370400440532013001", "DE78370400440532013004", "FR8420041010050500013M02607":
      .fails(.bank("insufficient_funds"))
    case "AT591904300235473203", "DE35370400440532013002": .isDisputed
    default: .succeeds
    }
  }

  func details(fingerprint: JSON) -> JSON {
    let country = String(text.prefix(2))
    // Italy has a check letter before the bank.
    let (bank, branch) = country == "IT" ? (5, 5) : Self.parts[country] ?? (4, 0)
    let rest = text.dropFirst(country == "IT" ? 5 : 4)
    return [
      "bank_code": .string(String(rest.prefix(bank))),
      "branch_code": .string(String(rest.dropFirst(bank).prefix(branch))), "country": .string(country),
      "fingerprint": fingerprint, "generated_from": ["charge": .null, "setup_attempt": .null],
      "last4": .string(String(text.suffix(4))),
    ]
  }
}
