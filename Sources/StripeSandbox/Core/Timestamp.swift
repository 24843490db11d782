/// A moment as version 2 of the API writes it: `2026-11-29T08:00:00.000Z`.
struct Timestamp: Equatable {
  let seconds: Int

  static func text(_ seconds: Int) -> String {
    let day = CivilDate(seconds)
    let second = ((seconds % 86_400) + 86_400) % 86_400
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let year = String(day.year)
    return String(repeating: "0", count: max(4 - year.count, 0)) + year + "-\(two(day.month))-\(two(day.day))"
      + "T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60)).000Z"
  }

  /// Nil: it is none. A fraction of a second is dropped; the zone has to be `Z`.
  init?(_ text: String) {
    let halves = text.split(separator: "T", omittingEmptySubsequences: false)
    guard halves.count == 2, halves[1].hasSuffix("Z") else { return nil }
    let date = halves[0].split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    let time = halves[1].dropLast().prefix { $0 != "." }
      .split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard date.count == 3, time.count == 3, let year = date[0], let month = date[1], let day = date[2],
      let hour = time[0], let minute = time[1], let second = time[2], (1970...9999).contains(year),
      (1...12).contains(month), (1...31).contains(day), (0...23).contains(hour), (0...59).contains(minute),
      (0...60).contains(second)
    else { return nil }
    seconds = Self.days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
  }

  /// Days from 1970-01-01 by Howard Hinnant's `days_from_civil`.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = year / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
