import Wire

/// The ways to pay besides cards: what making one takes and what it shows.
enum PaymentMethodType {
  /// Every type, as `type: a|b|c` declares it.
  static let all = """
    acss_debit|affirm|afterpay_clearpay|alipay|alma|amazon_pay|au_becs_debit|bacs_debit|bancontact|billie|bizum|blik|\
    boleto|card|cashapp|crypto|customer_balance|eps|fpx|giropay|grabpay|ideal|kakao_pay|klarna|konbini|kr_card|link|\
    mb_way|mobilepay|multibanco|naver_pay|nz_bank_account|oxxo|p24|pay_by_bank|payco|paynow|paypal|paypay|payto|pix|\
    promptpay|revolut_pay|samsung_pay|satispay|scalapay|sepa_debit|sequra|sofort|sunbit|swish|twint|upi|\
    us_bank_account|wechat_pay|zip
    """

  /// The hashes of those types that have something to say.
  private static let detailed = """
    acss_debit: {account_number!, institution_number!, transit_number!}
    au_becs_debit: {account_number!, bsb_number!}
    bacs_debit: {account_number, sort_code}
    boleto: {tax_id!}
    eps: {bank}
    fpx: {account_holder_type: company|individual, bank!}
    ideal: {bank}
    klarna: {dob: {day: integer!, month: integer!, year: integer!}}
    naver_pay: {funding: card|points}
    nz_bank_account: {account_holder_name, account_number!, bank_code!, branch_code!, reference, suffix!}
    p24: {bank}
    payto: {account_number, bsb_number, pay_id}
    sepa_debit: {iban!}
    sofort: {country: AT|BE|DE|ES|IT|NL!}
    upi: {mandate_options: {amount: integer, amount_type: fixed|maximum, description, end_date: integer}}
    us_bank_account: {
      account_holder_type: company|individual
      account_number
      account_type: checking|savings
      financial_connections_account
      routing_number
    }
    """

  static let parameters: String = {
    let named = detailed.split(separator: "\n").map { $0.prefix { $0 != ":" } }
    let plain = all.split(separator: "|").filter { $0 != "card" && !named.contains($0) }
    return detailed + "\n" + plain.map { "\($0): {}" }.joined(separator: "\n")
  }()

  /// What a PaymentIntent may not name as a way to pay.
  static func checkForPayment(_ types: [String]) throws(StripeError) {
    try check(types) { type in
      StripeError(
        """
        The payment method type "\(type)" is invalid. Please ensure the provided type is activated in your dashboard \
        (https://dashboard.stripe.com/account/payments/settings) and your account is enabled for any preview features \
        that you are trying to use. See https://stripe.com/docs/payments/payment-methods/integration-options for \
        supported payment method, currency, and country combinations.
        """, code: "payment_intent_invalid_parameter", param: "payment_method_types")
    }
  }

  /// Since endive the account's settings say which types there are; a request can only narrow them.
  static func checkForVersion(_ call: Call) throws(StripeError) {
    if call.arguments.has("allowed_payment_method_types") {
      let exclusive = [
        "allowed_payment_method_types", "excluded_payment_method_types", "payment_method_types",
        "automatic_payment_methods", "payment_method_configuration",
      ].filter(call.arguments.has)
      if exclusive.count > 1 { throw .exclusive(exclusive) }
    }
    guard call.version >= .endive, call.arguments.has("payment_method_types") else { return }
    throw StripeError(
      """
      The `payment_method_types` parameter is no longer supported in this API version. Use dynamic payment methods \
      instead, and `allowed_payment_method_types` or `excluded_payment_method_types` to limit them. See \
      https://docs.stripe.com/payments/payment-methods/dynamic-payment-methods
      """, code: "payment_method_types_no_longer_supported", param: "payment_method_types")
  }

  /// What a SetupIntent may not.
  static func checkForSetup(_ types: [String]) throws(StripeError) {
    try check(types) { type in
      StripeError(
        """
        The payment method type "\(type)" is invalid. See \
        https://stripe.com/docs/api/setup_intents/create#create_setup_intent-payment_method_types for the full list of \
        supported payment method types.
        """, code: "setup_intent_invalid_parameter", param: "payment_method_types")
    }
  }

  private static func check(_ types: [String], _ error: (String) -> StripeError) throws(StripeError) {
    if let type = types.first(where: { !known.contains($0) }) { throw error(type) }
  }

  /// Those that an intent may name: card readers as well.
  private static let known = Set(all.split(separator: "|").map(String.init) + ["card_present", "interac_present"])

  /// A customer can keep it.
  static func isReusable(_ type: String) -> Bool { !singleUse.contains(type) }

  private static let singleUse: Set<String> = [
    "affirm", "afterpay_clearpay", "alma", "bancontact", "billie", "blik", "boleto", "customer_balance", "eps", "fpx",
    "giropay", "grabpay", "ideal", "konbini", "mb_way", "mobilepay", "multibanco", "oxxo", "p24", "paynow",
    "promptpay", "scalapay", "sequra", "sofort", "sunbit", "swish", "wechat_pay", "zip",
  ]
}

extension Call {
  /// The details of a payment method that is no card.
  func fill(_ paymentMethod: inout PaymentMethod, _ data: Arguments?, name: String) throws(StripeError) {
    let data = data ?? Arguments()
    func required(_ parameter: String) throws(StripeError) -> String {
      guard let value = data.string(parameter) else { throw .missing("\(name)[\(parameter)]") }
      return value
    }
    func value(_ parameter: String) -> JSON { data[parameter] ?? .null }
    func fingerprint(_ number: String) -> JSON { .string(CardNumber.fingerprint(number, account: sandbox.accountID)) }
    func last4(_ number: String) -> JSON { .string(String(number.suffix(4))) }
    switch paymentMethod.type {
    case "us_bank_account":
      try TestBankAccount(data, name: name).open(in: &paymentMethod, account: sandbox.accountID)
    case "sepa_debit":
      let iban = try IBAN(try required("iban"), param: "\(name)[iban]")
      paymentMethod.details = iban.details(fingerprint: fingerprint(iban.text))
      paymentMethod.debitOutcome = iban.outcome
    case "acss_debit":
      let number = try required("account_number")
      paymentMethod.details = [
        "bank_name": "STRIPE TEST BANK", "fingerprint": fingerprint(number),
        "institution_number": .string(try required("institution_number")), "last4": last4(number),
        "transit_number": .string(try required("transit_number")),
      ]
    case "au_becs_debit":
      let number = try required("account_number")
      paymentMethod.details = [
        "bsb_number": .string(try required("bsb_number")), "fingerprint": fingerprint(number), "last4": last4(number),
      ]
    case "bacs_debit":
      let number = try required("account_number")
      paymentMethod.details = [
        "fingerprint": fingerprint(number), "last4": last4(number), "sort_code": .string(try required("sort_code")),
      ]
    case "nz_bank_account":
      let number = try required("account_number")
      paymentMethod.details = [
        "account_holder_name": value("account_holder_name"), "bank_code": .string(try required("bank_code")),
        "bank_name": "STRIPE TEST BANK", "branch_code": .string(try required("branch_code")), "last4": last4(number),
        "suffix": .string(try required("suffix")),
      ]
    case "payto":
      paymentMethod.details = [
        "bsb_number": value("bsb_number"), "last4": data.string("account_number").map(last4) ?? .null,
        "pay_id": value("pay_id"),
      ]
    case "link": paymentMethod.details = ["email": paymentMethod.billingDetails.email.map(JSON.string) ?? .null]
    case "boleto": paymentMethod.details = ["tax_id": .string(try required("tax_id"))]
    case "cashapp": paymentMethod.details = ["buyer_id": .null, "cashtag": .null]
    case "eps", "p24": paymentMethod.details = ["bank": value("bank")]
    case "fpx": paymentMethod.details = ["bank": .string(try required("bank"))]
    case "ideal": paymentMethod.details = ["bank": value("bank"), "bic": .null]
    case "naver_pay": paymentMethod.details = ["buyer_id": .null, "funding": data["funding"] ?? "card"]
    case "paypal": paymentMethod.details = ["country": .null, "payer_email": .null, "payer_id": .null]
    case "sofort": paymentMethod.details = ["country": .string(try required("country"))]
    case "upi": paymentMethod.details = ["vpa": .null]
    default: break
    }
  }
}
