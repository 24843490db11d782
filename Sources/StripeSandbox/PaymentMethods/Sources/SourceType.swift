import Wire

/// A type of Source: everything in which one differs from another, in one row.
///
/// What a Source shares with payment methods of its name, such as the fields of a charge, is in `PaymentMethodType`.
struct SourceType: Sendable {
  /// The customer's part before it can be charged.
  enum Flow: String, Sendable {
    case none
    /// Sends money to an address.
    case receiver
    /// Authorizes the payment on a page of the bank or the wallet.
    case redirect
  }

  let name: String
  var flow = Flow.redirect
  /// Those it can be charged in; none: all.
  var currencies = ["eur"]
  /// `single_use` for one amount that it tells beforehand, or `reusable` for any; the usual one first.
  var usages = ["single_use"]
  /// The customer has to act before it is chargeable.
  var waits = true
  /// The fields of its owner that it needs.
  var needs: [String] = []
  /// The parameters of the hash under the type's name.
  var takes = ""
  /// The fields of that hash.
  var details: KeyValuePairs<String, PaymentMethodType.Detail> = [:]
  /// Makes the hash where that takes more than copying parameters.
  var open: (@Sendable (inout PaymentMethod, Arguments, inout Call) throws(StripeError) -> Void)?

  static let rows = [
    achCreditTransfer, alipay, bancontact, eps, giropay, ideal, klarna, multibanco, p24, sepaDebit, sofort,
    threeDSecure, wechat,
  ]

  private static let byName = Dictionary(uniqueKeysWithValues: rows.map { ($0.name, $0) })

  static func named(_ name: String) -> SourceType? { byName[name] }

  /// The hashes of all types, in the notation of `Parameters`.
  static let parameters = rows.map { "\($0.name): {\($0.takes)}" }.joined(separator: "\n")

  static let achCreditTransfer = SourceType(
    name: "ach_credit_transfer",
    flow: .receiver,
    currencies: ["usd"],
    usages: ["reusable"],
    needs: ["email"],
    takes: refundAttributes,
    open: { method, _, call throws(StripeError) in
      let number = "test_" + call.sandbox.identifiers.digits(12)
      method.details = [
        "account_number": .string(number), "bank_name": "TEST BANK",
        "fingerprint": .string(CardNumber.fingerprint(number, account: call.sandbox.accountID)),
        "refund_account_holder_name": nil, "refund_account_holder_type": nil, "refund_routing_number": nil,
        "routing_number": "110000000", "swift_code": "TSTEZ122",
      ]
    })

  /// Where money goes back to that cannot go back the way it came.
  private static let refundAttributes = """
    refund_account_holder_name, refund_account_holder_type: company|individual, refund_account_number
    refund_routing_number
    """

  static let alipay = SourceType(
    name: "alipay",
    currencies: ["aud", "cad", "cny", "eur", "gbp", "hkd", "jpy", "myr", "nzd", "sgd", "usd"],
    usages: ["single_use", "reusable"],
    takes: "statement_descriptor",
    details: ["data_string": nil, "native_url": nil, "statement_descriptor": .given("statement_descriptor")])

  static let bancontact = SourceType(
    name: "bancontact",
    needs: ["name"],
    takes: "preferred_language: de|en|fr|nl, statement_descriptor",
    details: [
      "bank_code": nil, "bank_name": nil, "bic": nil, "iban_last4": nil,
      "preferred_language": .given("preferred_language"), "statement_descriptor": .given("statement_descriptor"),
    ])

  static let eps = SourceType(
    name: "eps",
    needs: ["name"],
    takes: "statement_descriptor",
    details: ["reference": nil, "statement_descriptor": .given("statement_descriptor")])

  static let giropay = SourceType(
    name: "giropay",
    needs: ["name"],
    takes: "statement_descriptor",
    details: [
      "bank_code": nil, "bank_name": nil, "bic": nil, "statement_descriptor": .given("statement_descriptor"),
    ])

  static let ideal = SourceType(
    name: "ideal",
    takes: "bank, statement_descriptor",
    details: [
      "bank": .given("bank"), "bic": nil, "iban_last4": nil, "statement_descriptor": .given("statement_descriptor"),
    ])

  static let klarna = SourceType(
    name: "klarna",
    currencies: ["aud", "chf", "dkk", "eur", "gbp", "nok", "sek", "usd"],
    takes: "first_name, last_name, locale, product: payment!, purchase_country!",
    details: [
      "first_name": .given("first_name"), "last_name": .given("last_name"), "locale": .given("locale"),
      "payment_method_categories": "pay_later", "purchase_country": .needed("purchase_country"),
    ])

  static let multibanco = SourceType(
    name: "multibanco",
    flow: .receiver,
    needs: ["email"],
    takes: "refund_account_holder_name, refund_iban",
    open: { method, _, call throws(StripeError) in
      let identifiers = call.sandbox.identifiers.digits(14)
      method.details = [
        "entity": .string(String(identifiers.prefix(5))), "reference": .string(String(identifiers.suffix(9))),
        "refund_account_holder_name": nil, "refund_iban": nil,
      ]
    })

  static let p24 = SourceType(
    name: "p24",
    currencies: ["eur", "pln"],
    needs: ["email"],
    details: ["reference": nil])

  static let sepaDebit = SourceType(
    name: "sepa_debit",
    flow: .none,
    usages: ["reusable", "single_use"],
    waits: false,
    needs: ["name"],
    takes: "iban!",
    open: { method, data, call throws(StripeError) in
      let iban = try IBAN(try data.string("iban").orMissing("sepa_debit[iban]"), param: "sepa_debit[iban]")
      let fingerprint = CardNumber.fingerprint(iban.text, account: call.sandbox.accountID)
      let reference = call.sandbox.identifiers.uppercase(16)
      var details = iban.details(fingerprint: .string(fingerprint)).object ?? JSON.Object()
      details["generated_from"] = nil
      details["mandate_reference"] = .string(reference)
      details["mandate_url"] = .string("\(call.origin)/mandates/\(reference)")
      method.details = .object(details)
      method.debitOutcome = iban.outcome
    })

  static let sofort = SourceType(
    name: "sofort",
    takes: "country: AT|BE|DE|ES|IT|NL!, preferred_language: de|en|es|fr|it|nl|pl, statement_descriptor",
    details: [
      "bank_code": nil, "bank_name": nil, "bic": nil, "country": .needed("country"), "iban_last4": nil,
      "preferred_language": .given("preferred_language"), "statement_descriptor": .given("statement_descriptor"),
    ])

  /// 3-D Secure for a card that is a Source itself.
  static let threeDSecure = SourceType(
    name: "three_d_secure",
    currencies: [],
    takes: "card: id!, customer: id",
    open: { method, data, call throws(StripeError) in
      let id = try data.string("card").orMissing("three_d_secure[card]")
      guard let kept = call.sandbox.store[PaymentMethod.self][id], kept.card != nil,
        kept.customer == data.string("customer")
      else { throw .noSuch(PaymentSource.self, id, param: "three_d_secure[card]") }
      method.type = "card"
      method.$card = kept.$card
      method.billingDetails = kept.billingDetails
    })

  static let wechat = SourceType(
    name: "wechat",
    flow: .none,
    currencies: ["aud", "cad", "cny", "eur", "gbp", "hkd", "jpy", "sgd", "usd"],
    takes: "statement_descriptor",
    details: ["prepay_id": nil, "statement_descriptor": .given("statement_descriptor")])
}

extension String? {
  fileprivate func orMissing(_ param: String) throws(StripeError) -> String {
    guard let self else { throw .missing(param) }
    return self
  }
}
