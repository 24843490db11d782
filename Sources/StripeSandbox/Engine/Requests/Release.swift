/// A version of Stripe's API that changed something, and what that is as far as the sandbox answers it.
///
/// Fields that are new are in every version: Stripe adds them to all at once. What is not listed is the same in all. A
/// version before the first is served as the first, one behind the newest as the newest.
package struct Release: Sendable {
  package let version: APIVersion
  package let changes: [String]

  private init(_ version: APIVersion, _ changes: String...) {
    self.version = version
    self.changes = changes
  }

  package static let all = [
    Release(
      .paymentMethods,
      "PaymentIntents have `payment_method_types`, `next_action` and the statuses `requires_payment_method` and "
        + "`requires_action`, not `allowed_source_types`, `next_source_action`, `requires_source` and "
        + "`requires_source_action`; they take no `source` and `save_source_to_customer`."),
    Release(
      .bareCustomers,
      "Customers show `sources`, `subscriptions` and `tax_ids` only when expanded, and have no `account_balance`, `cards` "
        + "and `tax_info`."),
    Release(
      .lateCheckoutIntents, "A Checkout Session makes its PaymentIntent only when the customer pays.",
      "Its `shipping` is its `shipping_details`."),
    Release(
      .latestCharge,
      "A PaymentIntent has `latest_charge` instead of `charges`; a Charge shows `refunds` only when expanded.",
      "A missing PaymentMethod is looked for on connected accounts, and an amount of 0 is below the minimum charge."),
    Release(
      .automaticPaymentMethods,
      "Intents made without `payment_method_types` have `automatic_payment_methods` on, and confirming them needs a "
        + "`return_url` unless redirects are off."),
    Release(.confirmationTokens, "The error about a missing payment method names ConfirmationTokens."),
    Release(
      .automaticAsyncCapture, "`capture_method` is `automatic_async` where the request does not say.",
      "A product's `features` are its `marketing_features`."),
    Release(
      .basil, "Charges and PaymentIntents have no `invoice`.",
      "Capturing a part or canceling an uncaptured payment makes no refund: `amount_refunded` stays, and the balance "
        + "has one transaction of what was captured.",
      "An authorization that runs out cancels its PaymentIntent as `expired`, not `automatic`.",
      "Customers take no `coupon` and `promotion_code`, payment methods no `naver_pay` on update.",
      "Subscription items have no usage records; a credit note names its refunds in `refunds` only."),
    Release(
      .clover, "Payment methods take no `link` and `pay_by_bank` on update.",
      "Promotion codes and discounts name their coupon inside `promotion` and `source`.",
      "The error of a PaymentIntent that cannot be canceled lists `requires_reauthorization` and `expired`."),
    Release(
      .dahlia, "Event destinations say `@self` in `events_from`, not `self`.",
      "The kinds of a Checkout page are `hosted_page`, `embedded_page` and `elements`."),
    Release(.prebilling, "Subscriptions take `billing_schedules`."),
    Release(
      .endive,
      "Intents refuse `payment_method_types` (`payment_method_types_no_longer_supported`); "
        + "`allowed_payment_method_types` and `excluded_payment_method_types` are for that.",
      "Payment methods take no `payto` on update, Checkout Sessions no `payment_method_types`."),
  ]
}
