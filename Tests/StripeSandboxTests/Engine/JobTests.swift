import Testing
import Wire

@testable import StripeSandbox

@Suite struct JobTests {
  /// An object whose job is due when it says.
  private struct Alarm: Resource {
    static let object: StaticString = "alarm"
    static let idPrefixes: [String] = []
    static let jobs = [Job<Alarm>("ring", due: { $0.time }) { _, _ in }]
    let id: String
    var created = 0
    var time: Int?
    var testClock: String?
    func write(_ w: inout ObjectWriter) {}
  }

  /// The ids of the jobs in the order in which they are due.
  private func ring(_ table: inout Table<Alarm>, onTestClock clock: String? = nil) -> [String] {
    var ids: [String] = []
    while table.nextDue(onTestClock: clock) != nil {
      if let job = table.takeFirstJob(onTestClock: clock) { ids.append(job.id) }
    }
    return ids
  }

  @Test func thousandsOfJobsAreTakenInTheOrderOfTheirTimes() {
    var random = SplitMix(state: 11)
    var table = Table<Alarm>()
    var times: [(time: Int, number: Int)] = []
    for number in 0..<5_000 {
      let time = Int(random.next() % 1_000)
      table.insert(Alarm(id: "\(number)", time: time))
      times.append((time, number))
    }
    let expected = times.sorted { $0 < $1 }.map { "\($0.number)" }
    #expect(ring(&table) == expected, "of one time, the older row comes first")
  }

  @Test func aChangeMovesAJobAndADeletionRemovesIt() {
    var table = Table<Alarm>()
    for (id, time) in [("a", 10), ("b", 20), ("c", 30), ("d", 40)] { table.insert(Alarm(id: id, time: time)) }
    table.update("a") { $0.time = 35 }
    table.update("b") { $0.time = nil }
    table.update("d") { $0.created = 1 }
    table.delete("c")
    #expect(ring(&table) == ["a", "d"])
    table.update("a") { $0.created = 2 }
    #expect(ring(&table) == [], "it has run, and names no other time")
    table.update("a") { $0.time = 50 }
    #expect(ring(&table) == ["a"])
  }

  @Test func aTestClockHasATimetableOfItsOwn() {
    var table = Table<Alarm>()
    table.insert(Alarm(id: "own", time: 1))
    table.insert(Alarm(id: "test", time: 1, testClock: "clock_1"))
    #expect(ring(&table, onTestClock: "clock_1") == ["test"])
    #expect(ring(&table, onTestClock: "clock_2") == [])
    #expect(ring(&table) == ["own"])
  }
}
