import Platform

/// The time for log lines: rendered once a second, because calendars are slow and lines are many.
struct LogClock {
  private(set) var second = 0
  private var milliseconds = 0
  /// `10:15:02`, in local time.
  private(set) var timeOfDay: [UInt8] = []
  private var date = ""

  mutating func update() {
    var time = timespec()
    clock_gettime(coarseClock, &time)
    milliseconds = time.tv_nsec / 1_000_000
    guard time.tv_sec != second else { return }
    second = time.tv_sec
    var local = tm()
    localtime_r(&time.tv_sec, &local)
    timeOfDay = Array("\(pad(local.tm_hour)):\(pad(local.tm_min)):\(pad(local.tm_sec))".utf8)
    var utc = tm()
    gmtime_r(&time.tv_sec, &utc)
    date = "\(utc.tm_year + 1900)-\(pad(utc.tm_mon + 1))-\(pad(utc.tm_mday))T\(pad(utc.tm_hour)):\(pad(utc.tm_min))"
    date += ":\(pad(utc.tm_sec))."
  }

  /// `2026-08-01T08:15:02.123Z`
  var timestamp: String { date + pad(Int32(milliseconds), to: 3) + "Z" }

  private func pad(_ number: Int32, to width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
