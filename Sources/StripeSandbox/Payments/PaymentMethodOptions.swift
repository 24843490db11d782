import Wire

/// `payment_method_options`: what was asked for by type of payment method, shown among that type's defaults.
struct PaymentMethodOptions: Codable, Sendable {
  private var given = JSON.Object()

  subscript(type: String) -> JSON? { given[type] }

  mutating func merge(_ arguments: Arguments) {
    for (type, options) in arguments.values {
      guard let options = options.object else {
        given[type] = nil
        continue
      }
      var merged = given[type]?.object ?? JSON.Object()
      for (name, value) in options { merged[name] = value.isNull ? nil : value }
      given[type] = .object(merged)
    }
  }

  /// One hash for each of the intent's types that has options of its own.
  func write(_ w: inout ObjectWriter, types: [String], defaults: (String) -> Defaults?) {
    for type in types.sorted() {
      guard let defaults = defaults(type) else { continue }
      w.json.key(type)
      if let options = given[type]?.object, !options.isEmpty {
        w.json.value(.object(Self.merged(defaults.options, options)))
      } else {
        w.json.raw(defaults.written)
      }
    }
  }

  /// What a type's options are where none are given.
  struct Defaults: Sendable, ExpressibleByDictionaryLiteral {
    let options: JSON.Object
    let written: [UInt8]

    init(dictionaryLiteral elements: (String, JSON)...) {
      options = JSON.Object(elements.map { (key: $0.0, value: $0.1) })
      written = JSON.object(options).bytes
    }
  }

  private static func merged(_ defaults: JSON.Object, _ options: JSON.Object) -> JSON.Object {
    var all = defaults
    for (name, value) in options where !hidden.contains(name) { all[name] = completed(name, value) }
    return JSON.Object(all.sorted { $0.key < $1.key })
  }

  /// Accepted, obeyed or forwarded, but never shown.
  private static let hidden: Set<String> = [
    "moto", "three_d_secure", "cvc_token", "setup_credential_usage", "stored_credential_usage", "code",
  ]

  /// Hashes that Stripe shows whole, nulls included.
  private static func completed(_ name: String, _ value: JSON) -> JSON {
    guard name == "mandate_options", let given = value.object, given["amount_type"] != nil else { return value }
    var all = JSON.Object()
    for key in [
      "amount", "amount_type", "currency", "description", "end_date", "interval", "interval_count", "reference",
      "start_date", "supported_types",
    ] {
      if key == "currency", given[key] == nil { continue }
      all.append(key, given[key] ?? .null)
    }
    return .object(all)
  }

  static func paymentDefaults(_ type: String) -> Defaults? { paymentDefaultsByType[type] }
  static func setupDefaults(_ type: String) -> Defaults? { setupDefaultsByType[type] }

  /// With a publishable key only what was asked for shows.
  static func publishableDefaults(_ type: String) -> Defaults? {
    type == "us_bank_account" ? ["verification_method": "automatic"] : nil
  }

  private static let paymentDefaultsByType: [String: Defaults] = [
    "acss_debit": [
      "mandate_options": ["interval_description": nil, "payment_schedule": nil, "transaction_type": nil],
      "verification_method": "automatic",
    ],
    "affirm": [:],
    "afterpay_clearpay": ["reference": nil],
    "alipay": [:],
    "amazon_pay": ["express_checkout_element_session_id": nil],
    "au_becs_debit": [:],
    "bacs_debit": ["mandate_options": [:]],
    "bancontact": ["preferred_language": "en"],
    "blik": [:],
    "boleto": ["expires_after_days": 3],
    "card": ["installments": nil, "mandate_options": nil, "network": nil, "request_three_d_secure": "automatic"],
    "cashapp": [:],
    "customer_balance": ["funding_type": nil],
    "crypto": [:],
    "eps": [:],
    "fpx": [:],
    "giropay": [:],
    "grabpay": [:],
    "ideal": [:],
    "kakao_pay": [:],
    "klarna": ["preferred_locale": nil],
    "konbini": [
      "confirmation_number": nil, "expires_after_days": nil, "expires_at": nil, "product_description": nil,
    ],
    "kr_card": [:],
    "link": ["persistent_token": nil],
    "mobilepay": [:],
    "multibanco": [:],
    "naver_pay": [:],
    "oxxo": ["expires_after_days": 3],
    "p24": [:],
    "payco": [:],
    "paynow": [:],
    "paypal": ["preferred_locale": nil, "reference": nil],
    "pix": ["expires_after_seconds": nil, "expires_at": nil],
    "promptpay": [:],
    "revolut_pay": [:],
    "samsung_pay": [:],
    "sepa_debit": ["mandate_options": [:]],
    "sofort": ["preferred_language": nil],
    "swish": ["reference": nil],
    "twint": [:],
    "us_bank_account": [
      "financial_connections": ["permissions": ["payment_method"], "prefetch": []], "mandate_options": [:],
      "transaction_purpose": "unspecified", "verification_method": "automatic",
    ],
    "wechat_pay": ["app_id": nil, "client": nil],
    "zip": [:],
  ]

  private static let setupDefaultsByType: [String: Defaults] = [
    "acss_debit": ["currency": nil, "verification_method": "automatic"],
    "bacs_debit": ["mandate_options": [:]],
    "card": ["mandate_options": nil, "network": nil, "request_three_d_secure": "automatic"],
    "link": ["persistent_token": nil],
    "sepa_debit": ["mandate_options": [:]],
    "us_bank_account": [
      "financial_connections": ["permissions": ["payment_method"], "prefetch": []], "mandate_options": [:],
      "verification_method": "automatic",
    ],
  ]
}
