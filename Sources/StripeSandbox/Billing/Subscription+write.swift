import Wire

extension Subscription {
  package func write(_ w: inout ObjectWriter) {
    let isLegacy = w.version < .basil
    let settings = settings
    let connect = settings.connect ?? BillingConnect()
    let items = w.sandbox.items(of: id)
    w.reference("application", w.sandbox.isConnected ? w.sandbox.applicationID : nil)
    w.field("application_fee_percent", connect.feePercent)
    w.automaticTax(settings.automaticTax)
    w.field("billing_cycle_anchor", anchor)
    w.object("billing_cycle_anchor_config", anchorConfig) { w, config in
      w.field("day_of_month", config.dayOfMonth)
      w.field("hour", config.hour)
      w.field("minute", config.minute)
      w.field("month", config.month)
      w.field("second", config.second)
    }
    w.object("billing_mode") { mode.write(&$0) }
    w.array("billing_schedules", settings.billingSchedules ?? []) { $1.write(&$0) }
    w.field("billing_thresholds", settings.billingThresholds)
    w.field("cancel_at", endsAt)
    w.field("cancel_at_period_end", cancelsAtPeriodEnd)
    w.field("canceled_at", canceledAt)
    w.object("cancellation_details") { w in
      w.field("comment", cancellation?.comment)
      w.field("feedback", cancellation?.feedback)
      if w.version >= .endive { w.reference("feedback_option", cancellation?.feedbackOption) }
      w.field("reason", cancellation?.reason)
    }
    w.field("collection_method", collection.rawValue)
    w.field("created", created)
    w.field("currency", currency)
    if isLegacy {
      w.field("current_period_end", period.end)
      w.field("current_period_start", period.start)
    }
    w.reference("customer", customer)
    w.null("customer_account")
    w.field("days_until_due", daysUntilDue)
    w.reference("default_payment_method", defaultPaymentMethod)
    w.reference("default_source", defaultSource)
    w.taxRates("default_tax_rates", defaultTaxRates)
    w.field("description", settings.description)
    if isLegacy { w.firstDiscount(of: discounts) }
    w.references("discounts", discounts)
    w.field("ended_at", endedAt)
    w.object("invoice_settings") { w in
      w.field("account_tax_ids", settings.accountTaxIDs)
      w.field("custom_fields", settings.invoiceCustomFields)
      w.field("description", settings.invoiceDescription)
      w.field("footer", settings.invoiceFooter)
      connect.writeIssuer(&w)
    }
    w.list(
      "items", items, totalCount: items.count, url: "/v1/subscription_items?subscription=\(id)")
    w.reference("latest_invoice", latestInvoice)
    w.field("livemode", false)
    w.object("managed_payments") { $0.field("enabled", false) }
    w.field("metadata", metadata)
    w.field("next_pending_invoice_item_invoice", nextPendingItemInvoice)
    w.reference("on_behalf_of", connect.onBehalfOf)
    w.object("pause_collection", pause) { w, pause in
      w.field("behavior", pause.behavior.rawValue)
      w.field("resumes_at", pause.resumesAt)
    }
    w.object("payment_settings") { w in
      w.field("payment_method_options", settings.paymentMethodOptions)
      w.field("payment_method_types", settings.paymentMethodTypes)
      w.field("save_default_payment_method", savesPaymentMethod ? "on_subscription" : "off")
    }
    w.object("pending_invoice_item_interval", pendingItemInterval) { w, interval in
      w.field("interval", interval.unit.rawValue)
      w.field("interval_count", interval.count)
    }
    w.reference("pending_setup_intent", pendingSetupIntent)
    w.object("pending_update", pendingUpdate) { $1.write(&$0) }
    // Until there were items, a subscription had one plan and a quantity.
    w.plan(items.count == 1 ? items.first?.price : nil)
    if items.count == 1 {
      if let quantity = items.first?.quantity { w.field("quantity", quantity) }
    } else {
      w.null("quantity")
    }
    w.reference("schedule", schedule)
    w.field("start_date", startDate)
    w.field("status", status.rawValue)
    if status == .paused { w.object("status_details", paused) { $1.write(&$0) } }
    w.reference("test_clock", testClock)
    connect.writeTransfer(&w)
    w.field("trial_end", trial?.end)
    w.object("trial_settings") { w in
      w.object("end_behavior") { $0.field("missing_payment_method", missingPaymentMethod.rawValue) }
    }
    w.field("trial_start", trial?.start)
  }
}

extension Subscription.BillingMode {
  func write(_ w: inout ObjectWriter) {
    if isFlexible {
      w.object("flexible") { $0.field("proration_discounts", itemizesDiscounts ? "itemized" : "included") }
    } else {
      w.null("flexible")
    }
    w.field("type", isFlexible ? "flexible" : "classic")
    if let updatedAt { w.field("updated_at", updatedAt) }
  }
}

extension Subscription.PendingUpdate {
  func write(_ w: inout ObjectWriter) {
    w.field("billing_cycle_anchor", anchor)
    w.field("expires_at", expiresAt)
    w.key("subscription_items")
    w.json.open(UInt8(ascii: "["))
    for item in items { w.whole(item) }
    w.json.close(UInt8(ascii: "]"))
    w.field("trial_end", trialEnd)
    w.null("trial_from_plan")
  }
}

extension ObjectWriter {
  mutating func field(_ key: StaticString, _ value: ExactAmount?) {
    field(key, value.map { $0.whole.map(JSON.integer) ?? .double(Double($0.text) ?? 0) } ?? .null)
  }
}

extension Sandbox {
  /// A customer's subscriptions that have not ended, newest first.
  func subscriptions(of customer: String) -> [Subscription] {
    let table = store[Subscription.self]
    return (table.positions("customer", customer) ?? []).reversed().compactMap { table[Int($0)] }
      .filter { !$0.isEnded }
  }

  /// A subscription's items, oldest first.
  func items(of subscription: String) -> [SubscriptionItem] {
    let table = store[SubscriptionItem.self]
    return (table.positions("subscription", subscription) ?? []).compactMap { table[Int($0)] }
  }
}
