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
  static let schedule =
    "\(customer); \(price); schedule: POST subscription_schedules customer={customer}&start_date=now&end_behavior=release&phases[0][items][0][price]={price}"
}

private func recipe(_ event: String, _ script: String) -> EventRecipe {
  EventRecipe(event, Script(stringLiteral: script))
}

extension Discount {
  package static let events = [
    recipe("customer.discount.created", Scripts.discounted),
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
    recipe("invoice.voided", "\(Scripts.sent); POST invoices/{invoice}/send; POST invoices/{invoice}/void"),
    recipe(
      "invoice.marked_uncollectible",
      "\(Scripts.sent); POST invoices/{invoice}/send; POST invoices/{invoice}/mark_uncollectible"),
  ]
}
