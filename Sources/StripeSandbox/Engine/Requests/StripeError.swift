import Wire

/// An error as Stripe answers it. Rendered in one place, below.
package struct StripeError: Error, Codable, Sendable {
  package enum Kind: String, Codable, Sendable {
    case invalidRequest = "invalid_request_error"
    case card = "card_error"
    case idempotency = "idempotency_error"
    case api = "api_error"
  }

  /// An object that the error carries whole: the intent or payment method it is about.
  package struct Attachment: Codable, Sendable {
    let key: String
    let id: String
  }

  package var status: Int
  package var kind: Kind
  package var message: String
  package var code: String?
  package var param: String?
  package var decline: Decline?
  package var charge: String?
  package var attachments: [Attachment] = []
  /// Errors of authentication and of URLs that nothing has carry neither a link to the log nor to the documentation.
  package var isBare = false
  /// The limit of the sandbox that causes the error, in a word or two.
  var limit: String?

  package init(status: Int = 400, _ message: String, code: String? = nil, param: String? = nil) {
    self.init(.invalidRequest, status: status, message, code: code, param: param)
  }

  package init(_ kind: Kind, status: Int = 400, _ message: String, code: String? = nil, param: String? = nil) {
    self.kind = kind
    self.status = status
    self.message = message
    self.code = code
    self.param = param
  }

  /// The same error with the object it is about, which Stripe renders into it.
  func about(_ key: StaticString, _ id: String?) -> StripeError {
    guard let id else { return self }
    var error = self
    error.attachments.append(Attachment(key: key.description, id: id))
    return error
  }

  /// Keys in alphabetical order, as Stripe's are.
  func write(_ w: inout ObjectWriter, requestID: String) {
    w.json.open(UInt8(ascii: "{"))
    w.object("error") { w in
      if let advice = decline?.adviceCode { w.field("advice_code", advice) }
      if let charge { w.field("charge", charge) }
      if let code { w.field("code", code) }
      if let declineCode = decline?.declineCode { w.field("decline_code", declineCode) }
      if let documentation, !isBare { w.field("doc_url", documentation) }
      w.field("message", message)
      if let advice = decline?.networkAdviceCode { w.field("network_advice_code", advice) }
      if let code = decline?.networkDeclineCode { w.field("network_decline_code", code) }
      if let param { w.field("param", param) }
      for key in ["payment_intent", "payment_method"] as [StaticString] { attach(key, &w) }
      if !isBare {
        w.field("request_log_url", w.sandbox.url(of: "/_sandbox/requests/" + requestID))
      }
      attach("setup_intent", &w)
      w.field("type", kind.rawValue)
    }
    w.json.close(UInt8(ascii: "}"))
  }

  /// True for mistakes in the request itself, found before anything was done: not kept under its idempotency key.
  var isValidation: Bool {
    guard kind == .invalidRequest, attachments.isEmpty, let code else { return false }
    return code == "resource_missing" || code.hasPrefix("parameter_")
  }

  /// `last_payment_error` and `last_setup_error`: the error without the intent that it is found in.
  func writeLast(_ w: inout ObjectWriter, ofPayment: Bool) {
    if let advice = decline?.adviceCode { w.field("advice_code", advice) }
    if ofPayment, let charge { w.field("charge", charge) }
    if let code { w.field("code", code) }
    if let declineCode = decline?.declineCode { w.field("decline_code", declineCode) }
    if let documentation { w.field("doc_url", documentation) }
    w.field("message", w.isPublishable ? messageToCustomer : message)
    if let advice = decline?.networkAdviceCode { w.field("network_advice_code", advice) }
    if let code = decline?.networkDeclineCode { w.field("network_decline_code", code) }
    if let param { w.field("param", param) }
    attach("payment_method", &w)
    if let method = attachments.first(where: { $0.key == "payment_method" }) {
      if ofPayment, let type = w.sandbox.store[PaymentMethod.self][method.id]?.type {
        w.field("payment_method_type", type)
      }
    }
    w.field("type", kind.rawValue)
  }

  private var messageToCustomer: String {
    code?.hasSuffix("_authentication_failure") == true
      ? "We are unable to authenticate your payment method. Please choose a different payment method and try again."
      : message
  }

  private var documentation: String? {
    // Stripe documents every code but this one.
    guard let code, code != "property_expansion_max_depth" else { return nil }
    return "https://stripe.com/docs/error-codes/" + code.replacing("_", with: "-")
  }

  private func attach(_ key: StaticString, _ w: inout ObjectWriter) {
    guard let attachment = attachments.first(where: { $0.key == key.description }) else { return }
    w.key(key)
    w.embed(attachment.id, under: key)
  }
}

extension StripeError {
  /// An id in the path that names nothing: 404, and Stripe's own word for the object.
  static func notFound<T: Resource>(
    _ type: T.Type, _ id: String, param: String? = nil, version: APIVersion = .newest
  ) -> StripeError {
    // In a path, too, a plus sign is a blank.
    StripeError(
      status: 404,
      missingMessage(T.noun, id.replacing("+", with: " ")) + (version < .latestCharge ? "" : T.missingHint),
      code: "resource_missing",
      param: param ?? T.pathParameter)
  }

  /// An id in a parameter that names nothing: 400 with that parameter's name.
  static func noSuch<T: Resource>(_ type: T.Type, _ id: String, param: String) -> StripeError {
    StripeError(missingMessage(T.noun, id) + T.missingHint, code: "resource_missing", param: param)
  }

  static func noSuch(_ noun: String, _ id: String, param: String, status: Int = 400) -> StripeError {
    StripeError(status: status, missingMessage(noun, id), code: "resource_missing", param: param)
  }

  /// Stripe escapes what it quotes, shortens what is very long and wonders about blanks and quotes around an id.
  private static func missingMessage(_ noun: String, _ id: String) -> String {
    let shown = id.count > 998 ? "\(id.prefix(490))...(truncated)...\(id.suffix(490))" : id
    let escapes: [Character: String] = [
      "\\": "\\\\", "'": "\\'", "\"": "\\\"", "<": "\\u003C", ">": "\\u003E", "&": "\\u0026",
    ]
    let quoted = shown.reduce(into: "") { $0 += escapes[$1] ?? String($1) }
    let isWrapped = [id.first, id.last].contains { $0.map { $0.isWhitespace || "'\"".contains($0) } ?? false }
    let hint = isWrapped ? ". Make sure you use the exact id without extra whitespace or quotes" : ""
    return "No such \(noun): '\(quoted)'\(hint)"
  }

  static var secretKeyRequired: StripeError {
    StripeError(
      status: 401,
      """
      This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of \
      your API keys at https://dashboard.stripe.com/account/apikeys.
      """, code: "secret_key_required")
  }

  static func invalidVersion(_ name: String) -> StripeError {
    var error = StripeError("Invalid Stripe API version: \(name)")
    error.isBare = true
    return error
  }

  /// As the merchant reads it; a publishable key gets words for the customer.
  static var paymentAuthenticationFailed: StripeError {
    StripeError(
      """
      The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod \
      to attempt to fulfill this PaymentIntent again.
      """, code: "payment_intent_authentication_failure")
  }

  static var setupAuthenticationFailed: StripeError {
    StripeError(
      "The latest attempt to set up the payment method has failed because authentication failed.",
      code: "setup_intent_authentication_failure")
  }

  static func missing(_ param: String) -> StripeError {
    StripeError("Missing required param: \(param).", code: "parameter_missing", param: param)
  }

  /// A number with which nothing could be counted any more.
  static func outOfRange(_ number: Int, param: String) -> StripeError {
    StripeError("Invalid integer: \(number)", code: "parameter_invalid_integer", param: param)
  }

  static func belowOne(_ param: String) -> StripeError {
    StripeError(
      "This value must be greater than or equal to 1.", code: "parameter_invalid_integer", param: param)
  }

  static func unknownParameters(_ names: [String], suggestion: String?, first: String) -> StripeError {
    guard names.count == 1 else {
      return StripeError(
        "Received unknown parameters: \(names.joined(separator: ", "))", code: "parameter_unknown", param: first)
    }
    let question = suggestion.map { ". Did you mean \($0)?" } ?? ""
    return StripeError("Received unknown parameter: \(first)\(question)", code: "parameter_unknown", param: first)
  }

  static func tooLong(_ text: String, _ limit: Int, param: String) -> StripeError {
    switch param {
    case "statement_descriptor":
      StripeError(
        "The statement descriptor must be at most \(limit) characters. \(text) is \(text.scalarCount) characters long.",
        param: param)
    case "phone":
      StripeError("Invalid string length: \(text) must be at most \(limit) characters", param: param)
    default:
      StripeError(
        "Invalid string: \(text.prefix(4))...\(text.suffix(4)); must be at most \(limit) characters", param: param)
    }
  }

  /// A list given as an object whose keys are not 0, 1, 2…
  static func invalidArray(_ value: JSON, param: String) -> StripeError {
    guard let keys = value.object?.map(\.key) else { return StripeError("Invalid array", param: param) }
    let expected = keys.indices.first { !keys.contains(String($0)) } ?? 0
    return StripeError(
      """
      If passing an array with explicit keys (e.g. foo[0]=a&foo[1]=b) instead of as an array (e.g. foo[]=a&foo[]=b), \
      the keys must be numeric and sequential starting from 0. You passed the keys \
      \(keys.map { "`\($0)`" }.joined(separator: ", ")), we expected to have a key with the value `\(expected)`.
      """, param: param)
  }

  static func emptied(_ param: String) -> StripeError {
    StripeError(
      """
      You passed an empty string for '\(param)'. We assume empty values are an attempt to unset a parameter; however \
      '\(param)' cannot be unset. You should remove '\(param)' from your request or supply a non-empty value.
      """, code: "parameter_invalid_empty", param: param)
  }

  static func notInSandbox(_ method: Method, _ path: String) -> StripeError {
    var error = StripeError(
      status: 404,
      """
      Unrecognized request URL (\(method.rawValue): \(path)). Stripe has this, but this sandbox (Nestbox) does not: \
      it is a limit of the sandbox, not a mistake of yours. GET /_sandbox/endpoints lists what it has.
      """)
    error.limit = "no such endpoint"
    error.isBare = true
    return error
  }

  static func unrecognizedURL(_ method: Method, _ path: String) -> StripeError {
    var error = StripeError(
      status: 404,
      """
      Unrecognized request URL (\(method.rawValue): \(path)). \
      \(path.hasSuffix("/") || path.contains("//") ? """
        If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make \
        sure you passed a valid (non-empty) identifier in your code. 
        """ : "")\
      Please see https://stripe.com/docs or we can help at https://support.stripe.com/.
      """)
    error.isBare = true
    return error
  }
}
