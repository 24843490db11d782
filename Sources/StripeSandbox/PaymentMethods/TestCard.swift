/// The behaviour of test cards: Stripe's table of them, by number and by the names of their tokens and payment methods.
package enum TestCard {
  package enum Authentication: String, Sendable {
    /// Never asked for.
    case none
    /// Always, with or without the customer present.
    case required
    /// Always when the customer is present; without, unless the card was set up before.
    case requiredUnlessSetUp
    /// When the customer is present; the card counts as set up for payments without.
    case alreadySetUpOffSession
    /// Only if the request asks for it.
    case optional
    /// Done without the customer's noticing.
    case frictionless
    case notSupported
    /// Needed, but looking up the card fails.
    case requiredButFails
    /// Only if the request asks for it, and then it fails.
    case optionalButFails
  }

  package enum Risk: String, Codable, Sendable { case normal, elevated, highest }

  package enum DisputeKind: String, Sendable {
    case fraudulent, productNotReceived, inquiry, earlyWarning, multiple, compellingEvidence, compliance,
      mastercardCompliance, autoRepresentment
    /// Of a bank account, not a card.
    case debit
  }

  /// The effect of a payment with it on the connected account that it is for.
  package enum AccountTrigger: String, Codable, Sendable { case nextRequirements, chargeBlock, payoutBlock }

  package enum RefundBehaviour: String, Sendable { case succeeds, pending, fails }

  /// What becomes of payouts to a debit card.
  package enum PayoutBehaviour: String, Sendable { case succeeds, fails, notInstant }

  /// Parts of the card that the issuer finds wrong when it checks them.
  struct Mistakes: OptionSet, Sendable {
    let rawValue: Int
    static let cvc = Mistakes(rawValue: 1)
    static let postalCode = Mistakes(rawValue: 2)
    static let line1 = Mistakes(rawValue: 4)
    /// The issuer does not check addresses at all.
    static let addressUnchecked = Mistakes(rawValue: 8)
  }

  package struct Behaviour: Sendable {
    /// By the issuer (or by Stripe for it) when the card is charged.
    @Boxed var decline: Decline? = nil
    /// The decline strikes already when the card is attached or set up.
    var declinesAttach = false
    /// Stripe refuses before the bank is asked.
    var isBlocked = false
    var authentication = Authentication.none
    /// Stripe's own rules ask for authentication, not the issuer: refusing it makes no charge.
    var isAuthenticationStripes = false
    @Boxed var declineAfterAuthentication: Decline? = nil
    var risk = Risk.normal
    var mistakes: Mistakes = []
    var dispute: DisputeKind?
    var refund = RefundBehaviour.succeeds
    var payout = PayoutBehaviour.succeeds
    var trigger: AccountTrigger?
    /// Funds are available at once.
    var bypassesPending = false
    /// An Indian card whose mandate for recurring payments was withdrawn.
    var mandateIsCanceled = false
    /// The decline of an Indian card's issuer once its customer was told of a payment under a mandate.
    @Boxed var declineUnderMandate: Decline? = nil

    static let normal = Behaviour()
  }

  /// A row of the table, shared by every card that is made of it.
  final class Row: Sendable {
    /// Its name in the journal: its first name, or its brand and last digits.
    let name: String
    let number: String
    let brand: CardBrand
    let funding: String
    let country: String
    let networks: [String]
    let behaviour: Behaviour
    /// The issuer finds the code wrong, if there is one.
    let refusesCode: Bool

    init(
      name: String, number: String, brand: CardBrand, funding: String, country: String, networks: [String],
      behaviour: Behaviour
    ) {
      self.name = name
      self.number = number
      self.brand = brand
      self.funding = funding
      self.country = country
      self.networks = networks
      self.behaviour = behaviour
      refusesCode = behaviour.decline?.code == "incorrect_cvc"
    }
  }

  /// A row as a card holds it. Written down, it is the row's name.
  struct Match: Codable, Sendable {
    let row: Row

    init(_ row: Row) { self.row = row }

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      let name = try container.decode(String.self)
      guard let row = table.row(writtenAs: name) else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "There is no test card \(name)")
      }
      self.row = row
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(row.name)
    }
  }

  static func row(number: String) -> Row? { table.byNumber[number] }
  static func row(paymentMethod id: String) -> Row? { row(id, prefix: "pm_card_") }
  static func row(token id: String) -> Row? { row(id, prefix: "tok_") }

  /// Stripe knows most Visa cards with their brand before the name as well: `tok_visa_createDispute`.
  private static func row(_ id: String, prefix: StaticString) -> Row? {
    guard id.utf8.span.starts(with: prefix), let name = String(id.utf8.dropFirst(prefix.utf8CodeUnitCount)) else {
      return nil
    }
    if let row = table.byName[name] { return row }
    guard name.hasPrefix("visa_"), let row = table.byName[String(name.dropFirst(5))] else { return nil }
    return row.brand == .visa ? row : nil
  }

  private static let table = TestCardTable()
}
