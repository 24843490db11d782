import Wire

extension Call {
  /// Subscribes the session's customer, and pays what is due at once.
  func subscribe(_ session: CheckoutSession) throws(StripeError) {
    guard let customer = session.customer else { throw .missing("customer") }
    var method: String?
    if let chosen = try chosenPaymentMethod(for: session.id)?.method {
      try attach(chosen.id, to: customer)
      method = chosen.id
    }
    if let pending = session.pendingIntent {
      if let method { sandbox.store[PaymentIntent.self].update(pending) { $0.paymentMethod = method } }
      return try payFirstInvoice(pending)
    }
    let made = try perform(
      .post, "/v1/subscriptions", session.subscriptionForm(customer: customer, method: method, sandbox),
      expanding: ["latest_invoice.confirmation_secret"])
    let invoice = made["latest_invoice"]
    let secret = invoice?["confirmation_secret"]?["client_secret"]?.string
    let intent = secret?.split(separator: "_secret_").first.map(String.init)
    sandbox.store[CheckoutSession.self].update(session.id) {
      $0.subscription = made["id"]?.string
      $0.invoice = invoice?["id"]?.string
      $0.settings.set("pending_intent", intent.map(JSON.string) ?? .null)
    }
    if made["status"]?.string == "incomplete", let intent { return try payFirstInvoice(intent) }
    complete(session.id, paymentStatus: session.amountTotal ?? 0 == 0 ? "no_payment_required" : "paid")
  }

  private func payFirstInvoice(_ intent: String) throws(StripeError) {
    try confirm(intent)
    followCheckout(ofIntent: intent)
  }
}

extension CheckoutSession {
  /// The payment of a subscription's first invoice, which the session itself does not show.
  var pendingIntent: String? { settings.string("pending_intent") }

  /// Of `subscription_data`, what the subscription is made with.
  private static let handedOn = [
    "application_fee_percent", "billing_cycle_anchor", "billing_cycle_anchor_config", "billing_mode",
    "default_tax_rates", "description", "invoice_settings", "metadata", "on_behalf_of",
    "pending_invoice_item_interval", "proration_behavior", "transfer_data", "trial_end", "trial_from_plan",
    "trial_period_days", "trial_settings",
  ]

  fileprivate func subscriptionForm(customer: String, method: String?, _ sandbox: Sandbox) -> JSON.Object {
    var form: JSON.Object = ["customer": .string(customer), "payment_behavior": "default_incomplete"]
    let isRecurring = { (line: LineItem) in sandbox.store[Price.self][line.price]?.recurring != nil }
    func items(_ lines: [LineItem]) -> JSON {
      .array(
        lines.map { line in
          var item: JSON.Object = ["price": .string(line.price)]
          if line.quantity > 0 { item["quantity"] = .string(String(line.quantity)) }
          return .object(item)
        })
    }
    form["items"] = items(lines.filter(isRecurring))
    let once = lines.filter { !isRecurring($0) }
    if !once.isEmpty { form["add_invoice_items"] = items(once) }
    if let method { form["default_payment_method"] = .string(method) }
    let data = settings["subscription_data"]
    if hasAutomaticTax { form["automatic_tax"] = ["enabled": "true"] }
    for name in Self.handedOn {
      if let value = data[name]?.formValue { form[name] = value }
    }
    if !discounts.isEmpty {
      form["discounts"] = .array(discounts.map(\.asParameter))
    }
    return form
  }
}
