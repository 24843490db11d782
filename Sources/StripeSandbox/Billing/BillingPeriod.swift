/// A stretch of time that is billed at once. Seconds since 1970; the end is the next one's start.
package struct BillingPeriod: Codable, Sendable, Equatable {
  package var start: Int
  package var end: Int

  var length: Int { end - start }
  func contains(_ moment: Int) -> Bool { moment >= start && moment < end }
}

/// How often something is billed.
package struct BillingInterval: Codable, Sendable, Equatable {
  package enum Unit: String, Codable, Sendable, CaseIterable { case day, week, month, year }

  package var unit: Unit
  package var count: Int

  /// No count is larger, so that the arithmetic of its boundaries stays in range.
  static let most = 36_500

  package init(_ unit: Unit, _ count: Int = 1) {
    self.unit = unit
    self.count = min(max(count, 1), Self.most)
  }

  /// `month`, `every 3 months`.
  var description: String { count == 1 ? unit.rawValue : "every \(count) \(unit.rawValue)s" }

  /// The start of the period of this number, counted from the one that begins at the anchor. Months keep the anchor's
  /// day and time of day; where a month is too short for that day, its last day stands for it.
  func boundary(_ number: Int, from anchor: Int) -> Int {
    switch unit {
    case .day: anchor + number * count * 86_400
    case .week: anchor + number * count * 604_800
    case .month: Self.shift(anchor, months: number * count)
    case .year: Self.shift(anchor, months: number * count * 12)
    }
  }

  /// The number of the period that holds a moment; below zero before the anchor.
  func number(of moment: Int, from anchor: Int) -> Int {
    // A guess from the mean length of a period is off by one at most.
    var number = Self.floor(moment - anchor, by: seconds)
    while boundary(number, from: anchor) > moment { number -= 1 }
    while boundary(number + 1, from: anchor) <= moment { number += 1 }
    return number
  }

  func period(holding moment: Int, from anchor: Int) -> BillingPeriod {
    let number = number(of: moment, from: anchor)
    return BillingPeriod(start: boundary(number, from: anchor), end: boundary(number + 1, from: anchor))
  }

  /// The first boundary after a moment.
  func next(after moment: Int, from anchor: Int) -> Int { boundary(number(of: moment, from: anchor) + 1, from: anchor) }

  /// The mean length of a period.
  private var seconds: Int {
    switch unit {
    case .day: count * 86_400
    case .week: count * 604_800
    case .month: count * 2_629_746
    case .year: count * 31_556_952
    }
  }

  private static func floor(_ value: Int, by divisor: Int) -> Int {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }

  private static func shift(_ moment: Int, months: Int) -> Int {
    let date = CivilDate(moment)
    let month = date.year * 12 + date.month - 1 + months
    let year = floor(month, by: 12)
    let target = CivilDate(year: year, month: month - year * 12 + 1, day: date.day)
    return target.midnight + (moment - date.midnight)
  }
}

extension CivilDate {
  /// A day that its month does not have becomes the month's last.
  init(year: Int, month: Int, day: Int) {
    self.init(Self.midnight(year, month, min(max(day, 1), Self.length(of: month, year))))
  }

  /// The seconds at which the day begins.
  var midnight: Int { Self.midnight(year, month, day) }

  static func length(of month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Year, month and day to days as in Howard Hinnant's `days_from_civil`.
  private static func midnight(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return (era * 146_097 + dayOfEra - 719_468) * 86_400
  }

  private static let months: [StaticString] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `05 Mar 2026`, as invoices write dates.
  var printed: String { "\(day < 10 ? "0" : "")\(day) \(Self.months[month - 1]) \(year)" }
}
