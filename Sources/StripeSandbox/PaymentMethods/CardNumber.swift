import Wire

/// A card's number: its digits, its check digit and what Stripe's test numbers tell of the country.
enum CardNumber {
  /// The digits without the spaces and dashes that people write; nil if there is anything else.
  static func digits(_ text: String) -> String? {
    var digits: [UInt8] = []
    for byte in text.utf8 where byte != 0x20 && byte != 0x2D {
      guard (0x30...0x39).contains(byte) else { return nil }
      digits.append(byte)
    }
    return (12...19).contains(digits.count) ? String(decoding: digits, as: UTF8.self) : nil
  }

  /// Luhn's check.
  static func isValid(_ digits: String) -> Bool {
    var sum = 0
    for (index, byte) in digits.utf8.reversed().enumerated() {
      let digit = Int(byte) - 0x30
      let doubled = digit * 2
      sum += index % 2 == 0 ? digit : doubled > 9 ? doubled - 9 : doubled
    }
    return sum % 10 == 0
  }

  /// Most test numbers have their country's ISO 3166 number in the seventh to ninth digit.
  static func country(_ digits: String) -> String? {
    switch CardBrand(number: digits) {
    case .jcb: return "JP"
    case .unionpay: return "CN"
    default: break
    }
    let prefixes = ["400", "520000", "555555", "555505", "510500"]
    guard prefixes.contains(where: digits.hasPrefix) else { return nil }
    return countries[String(digits.dropFirst(6).prefix(3))]
  }

  private static let countries: [String: String] = {
    let text = """
      032AR 036AU 040AT 056BE 076BR 100BG 112BY 124CA 152CL 156CN 158TW 170CO 188CR 191HR 196CY 203CZ 208DK 218EC \
      233EE 246FI 250FR 276DE 292GI 300GR 344HK 348HU 356IN 372IE 380IT 392JP 428LV 438LI 440LT 442LU 458MY 470MT \
      484MX 528NL 554NZ 578NO 591PA 600PY 604PE 616PL 620PT 642RO 682SA 702SG 703SK 705SI 724ES 752SE 756CH 764TH \
      784AE 826GB 840US 858UY
      """
    var countries: [String: String] = [:]
    for entry in text.split(separator: " ") { countries[String(entry.prefix(3))] = String(entry.suffix(2)) }
    return countries
  }()

  /// The same sixteen characters for the same number in the same account.
  static func fingerprint(_ number: String, account: String) -> String {
    var identifiers = Identifiers(seed: FNV.hash(number.utf8.span, after: FNV.hash(account.utf8.span)))
    return identifiers.random("", 16)
  }
}
