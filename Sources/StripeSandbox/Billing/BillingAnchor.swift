/// `billing_cycle_anchor_config`: the day and time on which a subscription is billed, instead of a moment.
package struct BillingAnchor: Codable, Sendable, Equatable {
  var dayOfMonth: Int
  /// With it, once a year.
  var month: Int?
  var hour: Int?
  var minute: Int?
  var second: Int?

  /// The first such moment that is not before now. What is not said of the time of day is as it is now.
  func first(from now: Int) -> Int {
    let today = CivilDate(now)
    let time = now - today.midnight
    let seconds =
      (hour ?? time / 3600) * 3600 + (minute ?? time / 60 % 60) * 60 + (second ?? time % 60)
    var date = CivilDate(year: today.year, month: month ?? today.month, day: dayOfMonth)
    while date.midnight + seconds < now {
      date =
        month == nil
        ? CivilDate(
          year: date.month == 12 ? date.year + 1 : date.year, month: date.month == 12 ? 1 : date.month + 1,
          day: dayOfMonth)
        : CivilDate(year: date.year + 1, month: date.month, day: dayOfMonth)
    }
    return date.midnight + seconds
  }
}
