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

  /// An account number of a country, with its check digits. Where banks have letters it is Stripe's test bank.
  static func made(country: String, digits: String) -> String {
    let length = ["BE": 12, "DE": 18, "ES": 20, "FR": 23, "IE": 14, "NL": 10][country] ?? 18
    let bank = ["IE": "STRP", "NL": "STRP"][country] ?? ""
    let padded = digits + String(repeating: "0", count: max(length - digits.count, 0))
    let account = bank + padded.prefix(length)
    let check = 98 - (remainder(Array((account + country + "00").utf8)[...]) ?? 0)
    return country + (check < 10 ? "0" : "") + String(check) + account
  }

  /// Whether it may be a country's bank account in a sandbox: one of Stripe's test accounts, which are the German ones
  /// with any country's name and whose check digits nobody checks, or an example from a standard.
  static func isTestAccount(_ number: String, in country: String) -> Bool {
    let text = number.uppercased()
    guard text.hasPrefix(country) else { return false }
    let account = text.dropFirst(4)
    return account.hasPrefix("37040044053201300") && ("0"..."5").contains(account.dropFirst(17)) || isValid(text)
  }

  private static func isValid(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard (15...34).contains(bytes.count), bytes.prefix(2).allSatisfy({ (0x41...0x5A).contains($0) }) else {
      return false
    }
    return remainder(bytes[4...] + bytes[..<4]) == 1
  }

  /// By 97, with A for 10 and so on. Nil: it has other characters than letters and digits.
  private static func remainder(_ bytes: ArraySlice<UInt8>) -> Int? {
    var remainder = 0
    for byte in bytes {
      switch byte {
      case 0x30...0x39: remainder = (remainder * 10 + Int(byte) - 0x30) % 97
      case 0x41...0x5A: remainder = (remainder * 100 + Int(byte) - 0x37) % 97
      default: return nil
      }
    }
    return remainder
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
