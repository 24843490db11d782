// How the events of billing come about, for triggers.

private enum Scripts {
  static let customer =
    "customer: POST customers payment_method=pm_card_visa&invoice_settings[default_payment_method]=pm_card_visa"
  static let price =
    "price: POST prices currency=usd&unit_amount=2000&recurring[interval]=month&product_data[name]=Gold"
  static let subscribe =
    "\(customer); \(price); subscription: POST subscriptions customer={customer}&items[0][price]={price}"
  static let discounted =
    "coupon: POST coupons percent_off=25&duration=forever; \(subscribe)&discounts[0][coupon]={coupon}"
  static let draft =
    "\(customer); invoice: POST invoices customer={customer}; item: POST invoiceitems customer={customer}&invoice={invoice}&amount=2000"
  static let sent =
    "\(customer); invoice: POST invoices customer={customer}&collection_method=send_invoice&days_until_due=30; item: POST invoiceitems customer={customer}&invoice={invoice}&amount=2000"
  /// A customer whose time passes when a test clock is advanced. It begins on the first of January 2026.
  static let timed =
    "clock: POST test_helpers/test_clocks frozen_time=1767225600; \(customer)&test_clock={clock}"
  static let month = "POST test_helpers/test_clocks/{clock}/advance frozen_time=1769904000; \(ready)"
  static let ready = "GET test_helpers/test_clocks/{clock}"
  static let timedSubscription =
    "\(timed); \(price); subscription: POST subscriptions customer={customer}&items[0][price]={price}"
  static let timedInvoice =
    "\(timed); invoice: POST invoices customer={customer}&collection_method=send_invoice&days_until_due=30; item: POST invoiceitems customer={customer}&invoice={invoice}&amount=2000; POST invoices/{invoice}/send"
  static let timedSchedule =
    "\(timed); \(price); POST subscription_schedules customer={customer}&start_date=1767225600&end_behavior=release&phases[0][items][0][price]={price}&phases[0][duration][interval]=month&phases[0][duration][interval_count]=1"
  static let pendingUpdate =
    "POST subscriptions/{subscription} items[0][id]={subscription.items.data.0.id}&items[0][quantity]=2&payment_behavior=pending_if_incomplete&proration_behavior=always_invoice"
  static let schedule =
    "\(customer); \(price); schedule: POST subscription_schedules customer={customer}&start_date=now&end_behavior=release&phases[0][items][0][price]={price}"
}

private func recipe(_ event: String, _ script: String) -> EventRecipe {
  EventRecipe(event, Script(stringLiteral: script))
}

extension Discount {
  package static let events = [
    recipe("customer.discount.created", Scripts.discounted),
    recipe(
      "customer.discount.updated",
      """
      a: POST coupons percent_off=25&duration=forever; b: POST coupons percent_off=50&duration=forever
      c: POST customers coupon={a} Stripe-Version:2024-06-20; POST customers/{c} coupon={b} Stripe-Version:2024-06-20
      """),
    recipe("customer.discount.deleted", "\(Scripts.discounted); DELETE subscriptions/{subscription}/discount"),
  ]
}

extension Subscription {
  package static let example: Script? =
    "subscription: POST subscriptions customer={customer}&items[0][price]={price}&payment_behavior=default_incomplete"
  package static let events = [
    recipe("customer.subscription.created", Scripts.subscribe),
    recipe(
      "customer.subscription.updated", "\(Scripts.subscribe); POST subscriptions/{subscription} metadata[plan]=gold"),
    recipe("customer.subscription.pending_update_applied", "\(Scripts.subscribe); \(Scripts.pendingUpdate)"),
    recipe(
      "customer.subscription.pending_update_expired",
      """
      \(Scripts.timedSubscription)
      a: POST payment_methods/pm_card_chargeCustomerFail/attach customer={customer}
      POST customers/{customer} invoice_settings[default_payment_method]={a}
      \(Scripts.pendingUpdate); \(Scripts.month)
      """),
    recipe("customer.subscription.deleted", "\(Scripts.subscribe); DELETE subscriptions/{subscription}"),
    recipe(
      "customer.subscription.paused", "\(Scripts.subscribe); POST subscriptions/{subscription}/pause type=subscription"),
    recipe(
      "customer.subscription.resumed",
      "\(Scripts.subscribe); POST subscriptions/{subscription}/pause type=subscription; POST subscriptions/{subscription}/resume"
    ),
    recipe(
      "customer.subscription.trial_will_end",
      "\(Scripts.customer); \(Scripts.price); POST subscriptions customer={customer}&items[0][price]={price}&trial_period_days=3"
    ),
  ]
}

extension SubscriptionSchedule {
  package static let example: Script? =
    "schedule: POST subscription_schedules customer={customer}&start_date=4102444800&end_behavior=release&phases[0][items][0][price]={price}"
  package static let events = [
    recipe("subscription_schedule.created", Scripts.schedule),
    recipe(
      "subscription_schedule.updated", "\(Scripts.schedule); POST subscription_schedules/{schedule} metadata[plan]=gold"
    ),
    recipe("subscription_schedule.released", "\(Scripts.schedule); POST subscription_schedules/{schedule}/release"),
    recipe("subscription_schedule.expiring", "\(Scripts.timedSchedule); \(Scripts.month)"),
    recipe("subscription_schedule.completed", "\(Scripts.timedSchedule); \(Scripts.month)"),
    recipe(
      "subscription_schedule.aborted",
      """
      \(Scripts.timed); \(Scripts.price)
      POST subscription_schedules customer={customer}&start_date=1767225600&end_behavior=release\
      &phases[0][items][0][price]={price}&phases[0][duration][interval]=year
      \(Scripts.ready); a: POST payment_methods/pm_card_chargeCustomerFail/attach customer={customer}
      POST customers/{customer} invoice_settings[default_payment_method]={a}; \(Scripts.month)
      POST test_helpers/test_clocks/{clock}/advance frozen_time=1772582400; \(Scripts.ready)
      """),
    recipe("subscription_schedule.canceled", "\(Scripts.schedule); POST subscription_schedules/{schedule}/cancel"),
  ]
}

extension Invoice {
  package static let example: Script? = "invoice: POST invoices customer={customer}"
  package static let events = [
    recipe("invoice.created", Scripts.draft),
    recipe("invoice.updated", "\(Scripts.draft); POST invoices/{invoice} description=Thanks"),
    recipe("invoice.deleted", "\(Scripts.draft); DELETE invoices/{invoice}"),
    recipe("invoice.finalized", "\(Scripts.draft); POST invoices/{invoice}/finalize"),
    recipe("invoice.sent", "\(Scripts.sent); POST invoices/{invoice}/send"),
    recipe("invoice.paid", "\(Scripts.draft); POST invoices/{invoice}/pay"),
    recipe("invoice.payment_succeeded", "\(Scripts.draft); POST invoices/{invoice}/pay"),
    recipe("invoice_payment.paid", "\(Scripts.draft); POST invoices/{invoice}/pay"),
    recipe(
      "invoice.payment_failed",
      """
      customer: POST customers payment_method=pm_card_chargeCustomerFail&invoice_settings[default_payment_method]=pm_card_chargeCustomerFail
      \(Scripts.price)
      POST subscriptions customer={customer}&items[0][price]={price}
      """),
    recipe(
      "invoice.payment_action_required",
      """
      customer: POST customers payment_method=pm_card_authenticationRequired&invoice_settings[default_payment_method]=pm_card_authenticationRequired
      \(Scripts.price)
      POST subscriptions customer={customer}&items[0][price]={price}
      """),
    recipe(
      "invoice.payment_attempt_required",
      """
      customer: POST customers
      method: POST payment_methods type=custom&custom[type]=cpmt_nestbox
      POST payment_methods/{method}/attach customer={customer}
      invoice: POST invoices customer={customer}&default_payment_method={method}
      POST invoiceitems customer={customer}&invoice={invoice}&amount=2000
      POST invoices/{invoice}/finalize; POST invoices/{invoice}/pay
      """),
    recipe(
      "invoice.overpaid",
      """
      \(Scripts.draft); POST invoices/{invoice}/finalize
      a: POST payment_intents customer={customer}&amount=3000&currency=usd&allowed_payment_method_types[]=card\
      &payment_method=pm_card_visa&confirm=true
      POST invoices/{invoice}/attach_payment payment_intent={a}
      """),
    recipe("invoice.upcoming", "\(Scripts.timedSubscription); \(Scripts.month)"),
    recipe("invoice.will_be_due", "\(Scripts.timedInvoice); \(Scripts.month)"),
    recipe("invoice.overdue", "\(Scripts.timedInvoice); \(Scripts.month)"),
    recipe(
      "invoice.finalization_failed",
      """
      customer: POST customers address[country]=US&address[postal_code]=94111
      invoice: POST invoices customer={customer}&automatic_tax[enabled]=true
      POST customers/{customer} address=; POST invoiceitems customer={customer}&invoice={invoice}&amount=2000
      POST invoices/{invoice}/finalize
      """),
    recipe("invoice.voided", "\(Scripts.sent); POST invoices/{invoice}/send; POST invoices/{invoice}/void"),
    recipe(
      "invoice.marked_uncollectible",
      "\(Scripts.sent); POST invoices/{invoice}/send; POST invoices/{invoice}/mark_uncollectible"),
  ]
}
