import Wire

/// Dates and times as texts, turned into epoch seconds.
package enum Timestamp {
  package enum Form: String, Sendable, CaseIterable {
    /// RFC 3339: `2026-11-29T08:30:00.25+01:00`
    case datetime
    /// `2026-11-29`
    case date
    /// As HTTP headers have it: `Sun, 29 Nov 2026 08:30:00 GMT`
    case httpDate = "http-date"
  }

  /// Nil for anything that is not of this form, or of no calendar.
  static func seconds(_ text: String, _ form: Form) -> Numeral? {
    switch form {
    case .datetime: dateTime(text)
    case .date: date(text[...]).map { Numeral(.integer($0 * 86_400)) ?? .zero }
    case .httpDate: httpDate(text)
    }
  }

  private static func dateTime(_ text: String) -> Numeral? {
    guard text.utf8.count >= 20, let day = date(text.prefix(10)) else { return nil }
    var rest = text.dropFirst(10)
    guard let separator = rest.popFirst(), "Tt ".contains(separator), let second = time(rest.prefix(8)) else {
      return nil
    }
    rest = rest.dropFirst(8)
    var fraction = ""
    if rest.first == "." {
      fraction = String(rest.dropFirst().prefix { $0.isASCII && $0.isNumber })
      if fraction.isEmpty { return nil }
      rest = rest.dropFirst(fraction.count + 1)
    }
    guard let offset = offset(rest) else { return nil }
    return Numeral("\(day * 86_400 + second - offset)").map { $0 + (Numeral("0.\(fraction)0") ?? .zero) }
  }

  /// Days since 1970.
  private static func date(_ text: Substring) -> Int? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], let year = number(parts[0]), let month = number(parts[1]),
      let day = number(parts[2])
    else { return nil }
    return days(year, month, day)
  }

  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int? {
    let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...12).contains(month), (1...lengths[month - 1]).contains(day) else { return nil }
    // Years begin in March, so that the leap day is the last (Howard Hinnant's algorithm).
    let shifted = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }

  private static func time(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [2, 2, 2], let hour = number(parts[0]), let minute = number(parts[1]),
      let second = number(parts[2]), hour < 24, minute < 60, second <= 60
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  private static func offset(_ text: Substring) -> Int? {
    if text == "Z" || text == "z" { return 0 }
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard digits.count == 4, text.count <= 6, let value = number(digits[...]), value % 100 < 60, value < 2400 else {
      return nil
    }
    return (sign == "-" ? -1 : 1) * (value / 100 * 3600 + value % 100 * 60)
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
  private static let weekdays = ["Thu,", "Fri,", "Sat,", "Sun,", "Mon,", "Tue,", "Wed,"]

  private static func httpDate(_ text: String) -> Numeral? {
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", let day = number(words[1]), words[1].count == 2,
      let month = months.firstIndex(of: String(words[2])), let year = number(words[3]), words[3].count == 4,
      let days = days(year, month + 1, day), let second = time(words[4]),
      weekdays[((days % 7) + 7) % 7] == words[0]
    else { return nil }
    return Numeral(.integer(days * 86_400 + second))
  }

  private static func number(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }
}

/// `${now -60}..${now}` in epoch seconds, or `2026-01-01..` in the form itself.
struct TimeBounds {
  private let lower: Numeral?
  private let upper: Numeral?

  init?(_ text: String, _ form: Timestamp.Form) {
    let ends =
      text.firstRange(of: "..").map { [text[..<$0.lowerBound], text[$0.upperBound...]] } ?? [text[...], text[...]]
    let times = ends.map { Numeral($0) ?? Timestamp.seconds(String($0), form) }
    if zip(ends, times).contains(where: { !$0.isEmpty && $1 == nil }) || ends.allSatisfy(\.isEmpty) { return nil }
    (lower, upper) = (times[0], times[1])
    if let lower, let upper, upper < lower { return nil }
  }

  func contains(_ time: Numeral) -> Bool {
    if let lower, time < lower { return false }
    if let upper, upper < time { return false }
    return true
  }
}
