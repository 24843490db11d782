// Parameters that count days, within Stripe's limits.
extension Arguments {
  /// `trial_period_days`: how long something is free.
  ///
  /// - Parameters:
  ///   - path: of the hash that has the parameter.
  ///   - least: a price may say that it has no trial.
  func trialPeriodDays(at path: String = "", least: Int = 1) throws(StripeError) -> Int? {
    guard let days = integer("trial_period_days") else { return nil }
    let param = Call.name("trial_period_days", in: path)
    guard days >= least else {
      throw StripeError(
        "The minimum number of trial period days is \(least). To remove a trial, set `trial_end` to `now`.",
        param: param)
    }
    guard days <= 730 else {
      throw StripeError("The maximum number of trial period days is 730 (2 years).", param: param)
    }
    return days
  }

  /// `days_until_due`: how much time a customer has to pay an invoice.
  func daysUntilDue(at path: String = "") throws(StripeError) -> Int? {
    guard let days = integer("days_until_due") else { return nil }
    let param = Call.name("days_until_due", in: path)
    guard days >= 0 else { throw .belowZero(param) }
    guard days <= 36_500 else { throw StripeError("The maximum number of days until due is 36500.", param: param) }
    return days
  }
}
