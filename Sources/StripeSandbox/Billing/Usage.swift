extension Call {
  /// How many units of a metered price a subscription item used in a period.
  func usage(of item: SubscriptionItem, _ price: Price, by customer: String, in period: BillingPeriod) -> Int { 0 }
}
