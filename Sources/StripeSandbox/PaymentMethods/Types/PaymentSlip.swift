import Wire

/// A slip that a customer takes along to pay elsewhere: a voucher, a QR code, the way into an app.
struct PaymentSlip: Sendable {
  /// The sandbox's page on which the customer pays or fails to.
  let page: String
  /// Where the sandbox draws QR codes.
  let drawing: String
  let returnURL: String?
  let expiresAt: Int
  let options: JSON
  /// Sixty digits, from which numbers are cut.
  let numbers: String

  func digits(_ count: Int) -> JSON { .string(String(numbers.prefix(count))) }

  var url: JSON { .string(page) }

  var qrCode: JSON.Object {
    func image(_ kind: String) -> JSON { .string("\(drawing).\(kind)?data=\(percentEncoded(page))") }
    return ["image_url_png": image("png"), "image_url_svg": image("svg")]
  }

  /// The fields of a QR code that an app scans or a browser sends the customer on from.
  func inApp(hasData: Bool = false) -> JSON.Object {
    var code: JSON.Object = hasData ? ["data": url] : [:]
    code.append("expires_at", .integer(expiresAt))
    for (key, value) in qrCode { code.append(key, value) }
    return ["hosted_instructions_url": url, "mobile_auth_url": url, "qr_code": .object(code)]
  }

  /// The fields of a QR code that is shown with its content.
  var scanned: JSON.Object {
    var fields: JSON.Object = ["data": url, "hosted_instructions_url": url]
    for (key, value) in qrCode { fields.append(key, value) }
    return fields
  }
}

extension Call {
  /// The action with which the customer pays or sets up elsewhere, for a method that is no card, or 3-D Secure.
  func nextAction(of intent: some Intent, _ method: PaymentMethod, returnURL: String?) -> NextAction {
    if method.needsMicrodeposits { return microdeposits(for: intent.id) }
    guard method.card == nil, case .display(let describe) = method.kind.action else {
      return challenge(intent.id, secret: intent.clientSecret, paymentMethod: method, returnURL: returnURL)
    }
    let chosen = intent.options[method.type] ?? [:]
    let lifetime =
      chosen["expires_after_seconds"]?.integer ?? chosen["expires_after_days"]?.integer.map { min($0, 60) * 86_400 }
      ?? method.kind.lifetime ?? 900
    let expiresAt = chosen["expires_at"]?.integer ?? now.addingReportingOverflow(lifetime).partialValue
    let home = returnURL.map { "&return_url=" + percentEncoded($0) } ?? ""
    let (name, fields) = describe(
      PaymentSlip(
        page: challengePage(intent.id, secret: intent.clientSecret, attempt(of: intent.id)) + home,
        drawing: sandbox.url(of: "/qr"), returnURL: returnURL, expiresAt: expiresAt, options: chosen,
        numbers: sandbox.identifiers.digits(60)))
    return .display(name, fields: .object(fields), expiresAt: method.kind.lifetime == nil ? nil : expiresAt)
  }
}

extension PaymentIntent {
  /// When what the customer pays with can be used no more.
  var slipExpiry: Int? {
    guard status == .requiresAction, case .display(_, _, let expiresAt) = nextAction else { return nil }
    return expiresAt
  }

  /// A customer pays a voucher.
  static let paySlip = FollowUp("paySlip") { call, id in
    if call.sandbox.store[PaymentIntent.self][id]?.slipExpiry != nil { try? call.resume(id) }
  }

  /// A voucher is not paid in time.
  static let expireSlip = FollowUp("expireSlip") { $0.expireSlip(of: $1) }
}

extension Call {
  /// Pays or lets expire a test's voucher, as the email address says. By default the customer pays after three minutes,
  /// or at once where a voucher is valid for less.
  func followSlip(of id: String, _ method: PaymentMethod) {
    guard method.card == nil, sandbox.store[PaymentIntent.self][id]?.slipExpiry != nil else { return }
    let email = method.billingDetails.email ?? ""
    switch TestVoucher.allCases.first(where: { email.contains($0.rawValue) }) {
    case .succeedImmediately: sandbox.later(0, PaymentIntent.paySlip, id)
    case .expireImmediately: sandbox.later(0, PaymentIntent.expireSlip, id)
    case .expireWithDelay: sandbox.later(180, PaymentIntent.expireSlip, id)
    case .fillNever: break
    case nil: sandbox.later((method.kind.lifetime ?? 0) < 180 ? 0 : 180, PaymentIntent.paySlip, id)
    }
  }

  func expireSlip(of id: String) {
    guard let intent = sandbox.store[PaymentIntent.self][id], intent.slipExpiry != nil,
      let method = intent.paymentMethod
    else { return }
    let error = StripeError(
      status: 402, "The payment expired before the customer paid.", code: "payment_intent_payment_attempt_expired")
    fail(id, error.about("payment_method", method), nil)
  }
}

/// The behaviour of a test's customer with a voucher.
private enum TestVoucher: String, CaseIterable {
  case succeedImmediately = "succeed_immediately"
  case expireImmediately = "expire_immediately"
  case expireWithDelay = "expire_with_delay"
  case fillNever = "fill_never"
}
