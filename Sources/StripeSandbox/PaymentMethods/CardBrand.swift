/// A card's network, and the words that Stripe's objects have for it.
package enum CardBrand: String, Codable, Sendable {
  case amex, carnet, cartesBancaires = "cartes_bancaires", diners, discover, eftposAU = "eftpos_au", jcb, mastercard,
    unionpay, visa, unknown

  /// By the number's first digits.
  init(number: String) {
    let digits = Array(number.utf8.prefix(6)).map { Int($0) - 0x30 }
    func prefix(_ count: Int) -> Int { digits.prefix(count).reduce(0) { $0 * 10 + $1 } }
    switch (prefix(1), prefix(2), prefix(3), prefix(4)) {
    case (4, _, _, _): self = .visa
    case (_, _, _, 2221...2720), (_, 51...55, _, _): self = .mastercard
    case (_, 34, _, _), (_, 37, _, _): self = .amex
    case (_, 36, _, _), (_, 38...39, _, _), (_, _, 300...305, _): self = .diners
    case (_, _, _, 3528...3589): self = .jcb
    case (_, 62, _, _), (_, 81, _, _): self = .unionpay
    case (_, _, _, 6011), (_, 64...65, _, _): self = .discover
    case (_, _, _, 5062): self = .carnet
    default: self = .unknown
    }
  }

  /// As a PaymentMethod and a charge write it.
  var name: String { rawValue }

  /// As a legacy card and a token write it.
  var title: String {
    switch self {
    case .amex: "American Express"
    case .cartesBancaires: "Cartes Bancaires"
    case .diners: "Diners Club"
    case .discover: "Discover"
    case .eftposAU: "Eftpos Australia"
    case .jcb: "JCB"
    case .mastercard: "MasterCard"
    case .unionpay: "UnionPay"
    case .visa: "Visa"
    case .carnet, .unknown: "Unknown"
    }
  }

  /// As `display_brand` writes it.
  var displayName: String {
    switch self {
    case .amex: "american_express"
    case .diners: "diners_club"
    case .eftposAU: "eftpos_australia"
    case .unionpay: "union_pay"
    case .carnet, .unknown: "other"
    default: rawValue
    }
  }

  var securityCodeLength: ClosedRange<Int> { self == .amex ? 3...4 : 3...3 }
}
