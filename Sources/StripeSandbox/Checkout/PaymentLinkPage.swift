import Wire

/// The request of a payment link's page: it makes a Checkout Session for the customer who opened it.
enum PaymentLinkPage: Declaration {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  private static let routes = Routes("/v1/payment_link_pages") {
    $0.post("{code}", takes: parameters, access: .publishable, open)
  }

  /// The query parameters of a link; others are for the business's own statistics.
  private static let parameters = Parameters(
    "client_reference_id: string(200)\nlocale\nprefilled_email\nprefilled_promo_code")

  private static func open(_ call: inout Call) throws(StripeError) -> Answer {
    let links = call.sandbox.store[PaymentLink.self]
    guard let link = links.positions("code", call.id)?.first.flatMap({ links[Int($0)] }) else {
      throw .notFound(PaymentLink.self, call.id)
    }
    guard link.isOpen(in: call.sandbox.store) else {
      throw StripeError(
        link.settings.string("inactive_message") ?? "This link is no longer active.", code: "payment_link_inactive")
    }
    let arguments = call.arguments
    var form = link.sessionForm
    for name in ["client_reference_id", "locale"] where arguments.string(name) != nil { form[name] = arguments[name] }
    let made = try call.perform(.post, "/v1/checkout/sessions", form)
    let id = made["id"]?.string ?? ""
    guard var session = call.sandbox.store[CheckoutSession.self][id] else { throw .notFound(CheckoutSession.self, id) }
    session.paymentLink = link.id
    if let email = arguments["prefilled_email"] { session.settings.set("prefilled_email", email) }
    if let code = arguments.string("prefilled_promo_code") {
      // A code that does not hold is as if it were not there.
      try? session.redeem(code, call)
      session.settleLines(call)
    }
    let kept = session
    call.sandbox.store[CheckoutSession.self].update(id) { $0 = kept }
    return { $0.json.value(["url": .string(kept.page)]) }
  }
}

extension PaymentLink {
  /// The request that makes a session of it.
  fileprivate var sessionForm: JSON.Object {
    var form: JSON.Object = [
      "mode": .string(mode.rawValue), "currency": .string(currency), "success_url": .string(successURL),
      "cancel_url": "https://stripe.com",
    ]
    form["line_items"] = .array(
      lines.map { line in
        var fields: JSON.Object = ["price": .string(line.price)]
        if line.quantity > 0 { fields["quantity"] = .string(String(line.quantity)) }
        if line.adjustable != .null { fields["adjustable_quantity"] = line.adjustable.formValue }
        return .object(fields)
      })
    let own = [
      "after_completion", "application_fee_amount", "application_fee_percent", "inactive_message", "on_behalf_of",
      "payment_intent_data", "restrictions", "subscription_data", "transfer_data", "payment_method_collection",
    ]
    for (name, value) in settings.members where !own.contains(name) { form[name] = value.formValue }
    if !shippingOptions.isEmpty {
      form["shipping_options"] = .array(shippingOptions.map { ["shipping_rate": .string($0)] })
    }
    if !metadata.pairs.isEmpty { form["metadata"] = metadata.json }
    let data = mode == .payment ? "payment_intent_data" : "subscription_data"
    if let members = payment.formValue?.object, !members.isEmpty { form[data] = .object(members) }
    if mode == .subscription { form["payment_method_collection"] = settings["payment_method_collection"].formValue }
    return form
  }

  /// Where the customer goes, or the address that Stripe has there while its own page shows a confirmation.
  private var successURL: String {
    settings["after_completion"]["redirect"]?["url"]?.string ?? "https://stripe.com"
  }

  /// Metadata and options that the session's payment or subscription gets besides.
  private var payment: JSON {
    var data = settings[mode == .payment ? "payment_intent_data" : "subscription_data"].object ?? [:]
    data["on_behalf_of"] = settings["on_behalf_of"]
    if mode == .payment {
      data["application_fee_amount"] = settings["application_fee_amount"]
      data["transfer_data"] = settings["transfer_data"]
    } else {
      data["application_fee_percent"] = settings["application_fee_percent"]
      if let destination = settings["transfer_data"]["destination"] {
        data["transfer_data"] = ["destination": destination]
      }
    }
    return .object(data)
  }
}

extension JSON {
  /// A typed value as a form has it; nil: a form leaves it out.
  var formValue: JSON? {
    switch self {
    case .null: nil
    case .bool(let value): .string(value ? "true" : "false")
    case .integer(let value): .string(String(value))
    case .double, .decimal: .string(text)
    case .string: self
    case .array(let items): .array(items.compactMap(\.formValue))
    case .object(let members):
      .object(JSON.Object(members.compactMap { name, value in value.formValue.map { (key: name, value: $0) } }))
    }
  }
}
