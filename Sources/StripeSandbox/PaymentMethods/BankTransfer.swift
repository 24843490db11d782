import Wire

/// Transfers from a customer's bank to the account numbers that Stripe opens for that customer.
struct BankTransfer: Codable, Sendable {
  /// `us_bank_transfer` and the like.
  let type: String
  /// Where the accounts are.
  let country: String

  static let types = [
    "eu_bank_transfer": "eur", "gb_bank_transfer": "gbp", "jp_bank_transfer": "jpy", "mx_bank_transfer": "mxn",
    "us_bank_transfer": "usd",
  ]

  /// The parameters of `bank_transfer`.
  static let declaration = """
    {
      eu_bank_transfer: {country: id!}
      requested_address_types: [string]
      type: eu_bank_transfer|gb_bank_transfer|jp_bank_transfer|mx_bank_transfer|us_bank_transfer!
    }
    """

  /// - Parameter name: the parameter's name in errors.
  init(_ arguments: Arguments, currency: String, name: String) throws(StripeError) {
    type = arguments.string("type") ?? ""
    guard Self.types[type] == currency else {
      throw StripeError(
        "The bank transfer type \(type) cannot be used with the currency \(currency).", param: "\(name)[type]")
    }
    switch type {
    case "eu_bank_transfer":
      guard let country = arguments.object("eu_bank_transfer")?.string("country") else {
        throw .missing("\(name)[eu_bank_transfer][country]")
      }
      guard ["BE", "DE", "ES", "FR", "IE", "NL"].contains(country) else {
        throw StripeError(
          "Invalid \(name)[eu_bank_transfer][country]: must be one of BE, DE, ES, FR, IE, or NL",
          param: "\(name)[eu_bank_transfer][country]")
      }
      self.country = country
    case "gb_bank_transfer": country = "GB"
    case "jp_bank_transfer": country = "JP"
    case "mx_bank_transfer": country = "MX"
    default: country = "US"
    }
  }

  /// The way that money of a currency comes.
  init(currency: String) {
    let known = Self.types.first { $0.value == currency }?.key ?? "us_bank_transfer"
    type = known
    country =
      ["eu_bank_transfer": "DE", "gb_bank_transfer": "GB", "jp_bank_transfer": "JP", "mx_bank_transfer": "MX"][known]
      ?? "US"
  }

  /// The customer's account numbers: the same ones every time.
  func writeAddresses(of customer: String, holder: String?, _ w: inout ObjectWriter) {
    let number = AccountNumber(customer: customer)
    let holder = holder ?? "NESTBOX"
    w.key("financial_addresses")
    w.json.open(UInt8(ascii: "["))
    switch type {
    case "eu_bank_transfer":
      address("iban", ["sepa"], &w) { w in
        w.field("account_holder_name", holder)
        w.field("bic", "SXPYDEHHXXX")
        w.field("country", country)
        w.field("iban", IBAN.made(country: country, digits: number.digits(18)))
      }
    case "gb_bank_transfer":
      address("sort_code", ["bacs", "fps"], &w) { w in
        w.field("account_holder_name", holder)
        w.field("account_number", number.digits(8))
        w.field("sort_code", "200000")
      }
    case "jp_bank_transfer":
      address("zengin", ["zengin"], &w) { w in
        w.field("account_holder_name", holder)
        w.field("account_number", number.digits(7))
        w.field("account_type", "futsu")
        w.field("bank_code", "0000")
        w.field("bank_name", "STRIPE TEST BANK")
        w.field("branch_code", "000")
        w.field("branch_name", "STRIPE TEST BRANCH")
      }
    case "mx_bank_transfer":
      address("spei", ["spei"], &w) { w in
        w.field("account_holder_name", holder)
        w.field("bank_code", "002")
        w.field("bank_name", "STRIPE TEST BANK")
        w.field("clabe", number.digits(18))
      }
    default:
      address("aba", ["ach", "domestic_wire_us"], &w) { w in
        w.field("account_holder_name", holder)
        w.field("account_number", number.digits(17))
        w.field("account_type", "checking")
        w.field("bank_name", "US Test Bank")
        w.field("routing_number", "999999999")
      }
      address("swift", ["swift"], &w) { w in
        w.field("account_holder_name", holder)
        w.field("account_number", number.digits(17))
        w.field("account_type", "checking")
        w.field("bank_name", "US Test Bank")
        w.field("swift_code", "TESTUS99XXX")
      }
    }
    w.json.close(UInt8(ascii: "]"))
  }

  private func address(
    _ type: StaticString, _ networks: [String], _ w: inout ObjectWriter, _ body: (inout ObjectWriter) -> Void
  ) {
    w.json.open(UInt8(ascii: "{"))
    // The hash of the type's name stands in its alphabetical place.
    let isFirst = type.description < "supported_networks"
    if isFirst { w.object(type, body) }
    w.field("supported_networks", networks)
    if !isFirst { w.object(type, body) }
    w.field("type", type)
    w.json.close(UInt8(ascii: "}"))
  }

  /// A transfer that came, as a movement of a cash balance tells of it.
  func writeReceived(reference: String?, _ w: inout ObjectWriter) {
    if type == "eu_bank_transfer" {
      w.object("eu_bank_transfer") { w in
        w.field("bic", "STRIPETEST")
        w.field("iban_last4", "3000")
        w.field("sender_name", "STRIPE TEST")
      }
    } else if type == "gb_bank_transfer" {
      w.object("gb_bank_transfer") { w in
        w.field("account_number_last4", "3000")
        w.field("sender_name", "STRIPE TEST")
        w.field("sort_code", "108800")
      }
    } else if type == "jp_bank_transfer" {
      w.object("jp_bank_transfer") { w in
        w.field("sender_bank", "STRIPE TEST BANK")
        w.field("sender_branch", "STRIPE TEST BRANCH")
        w.field("sender_name", "STRIPE TEST")
      }
    }
    w.field("reference", reference)
    w.field("type", type)
    if type == "us_bank_transfer" {
      w.object("us_bank_transfer") { w in
        w.field("network", "ach")
        w.field("sender_name", "STRIPE TEST")
      }
    }
  }
}

/// Digits that belong to a customer: found from the id, so that nothing need be kept.
private struct AccountNumber {
  private let hash: UInt64

  init(customer: String) { hash = FNV.hash(customer.utf8.span) }

  func digits(_ count: Int) -> String {
    var random = SeededRandom(seed: hash)
    return String((0..<count).map { _ in Character(Unicode.Scalar(UInt8(0x30 + random.next() % 10))) })
  }
}
