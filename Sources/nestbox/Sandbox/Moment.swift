/// A time or a length of time as people type it.
enum Moment {
  private static let units = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]

  /// `90`, `90s`, `45m`, `1h30m`, `30d`, `2w`: in seconds.
  static func duration(_ text: String) -> Int? {
    if let seconds = Int(text) { return seconds }
    var total = 0
    var digits = ""
    for character in text {
      if character.isASCII, character.isNumber {
        digits.append(character)
      } else {
        guard let unit = units[String(character)], let number = Int(digits) else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: unit)
        guard !overflow, product < 1 << 40, total < 1 << 40 else { return nil }
        total += product
        digits = ""
      }
    }
    return digits.isEmpty && !text.isEmpty ? total : nil
  }

  /// Seconds since 1970, or a date of UTC: `2026-03-01`, `2026-03-01T09:30`, `2026-03-01T09:30:00Z`.
  static func seconds(_ text: String) -> Int? {
    if let seconds = Int(text) { return seconds }
    let halves = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    let date = halves[0].split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
    guard date.count == 3, (1970...9999).contains(date[0]), (1...12).contains(date[1]),
      (1...days(in: date[1], of: date[0])).contains(date[2])
    else { return nil }
    var time = [0, 0, 0]
    if halves.count > 1 {
      let clock = halves[1].hasSuffix("Z") ? halves[1].dropLast() : halves[1]
      time = clock.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
      if time.count == 2 { time.append(0) }
      guard time.count == 3, (0...23).contains(time[0]), (0...59).contains(time[1]), (0...59).contains(time[2]) else {
        return nil
      }
    }
    return days(to: date) * 86_400 + time[0] * 3600 + time[1] * 60 + time[2]
  }

  /// `2026-03-01 09:30:00 UTC`
  static func text(_ seconds: Int) -> String {
    let (day, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
    var year = 1970
    var left = day
    while left >= days(in: year) {
      left -= days(in: year)
      year += 1
    }
    var month = 1
    while left >= days(in: month, of: year) {
      left -= days(in: month, of: year)
      month += 1
    }
    let date = "\(year)-\(pad(month))-\(pad(left + 1))"
    return "\(date) \(pad(rest / 3600)):\(pad(rest / 60 % 60)):\(pad(rest % 60)) UTC"
  }

  private static func days(to date: [Int]) -> Int {
    let years = (1970..<date[0]).reduce(0) { $0 + days(in: $1) }
    return (1..<date[1]).reduce(years) { $0 + days(in: $1, of: date[0]) } + date[2] - 1
  }

  private static func days(in year: Int) -> Int { days(in: 2, of: year) + 337 }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
