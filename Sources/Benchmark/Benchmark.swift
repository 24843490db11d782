import Platform
import Wire

/// A whole run: servers are started, filled and asked.
package struct Benchmark {
  private let plan: Plan
  private let command: [String]
  private let others: [HTTPURL]
  private let loop: Loop
  private let tell: (String) -> Void
  private var result: BenchmarkResult

  private static let own = "nestbox"
  private static let logging = "nestbox, logging"

  /// - Parameters:
  ///   - command: Starts the server, without a log; `PORT` in it is replaced.
  ///   - tell: Hears of every part of the result as soon as it is there.
  package init(
    _ plan: Plan, command: [String], version: String, against others: [HTTPURL], tell: @escaping (String) -> Void
  ) throws {
    self.plan = plan
    self.command = command
    self.others = others
    self.tell = tell
    loop = try Loop()
    result = BenchmarkResult(version: version, time: Platform.time(nil), machine: Self.machine, server: Self.own)
    Descriptor.raiseLimit()
  }

  private static var machine: String {
    let cores = processorCount()
    let lines = (text("/proc/cpuinfo") ?? "").split(separator: "\n")
    let model = lines.first { $0.hasPrefix("model name") }?.split(separator: ":").last?.drop { $0 == " " }
    return "\(cores) cores" + (model.map { " of \($0)" } ?? "")
  }

  package mutating func run() throws -> BenchmarkResult {
    let others = try others.map { try Subject($0, loop) }
    result.others = others.map(\.name)
    tell(TextReport.heading(result))
    try measureStarts()
    tell(TextReport.starts(result))
    for (index, size) in plan.sizes.enumerated() {
      // The other servers' contents do not grow with ours.
      try measure(size, index == 0 ? others : [])
      tell(TextReport.block(result, objects: size))
    }
    result.year = try Subject(Self.own, try ServerProcess(command), loop).year(of: plan.subscriptions)
    if let year = result.year { tell("\n" + year.text) }
    return result
  }

  private mutating func measureStarts() throws {
    for number in 0..<plan.starts {
      let process = try ServerProcess(command)
      result.starts.append(process.secondsToFirstAnswer)
      if number == 0 { result.emptyBytes = process.account.residentBytes }
    }
    result.starts.sort()
  }

  private mutating func measure(_ size: Int, _ others: [Subject]) throws {
    let subject = Subject(Self.own, try ServerProcess(command), loop)
    let empty = subject.account?.residentBytes ?? 0
    let seconds = try subject.fill(size)
    let resident = subject.account?.residentBytes ?? 0
    result.filled.append(
      .init(objects: size, seconds: seconds, residentBytes: resident, bytesPerObject: (resident - empty) / max(size, 1))
    )
    var subjects = [subject] + others
    if plan.measuresLog, size == plan.sizes.first {
      let chatty = Subject(Self.logging, try ServerProcess(command.filter { $0 != "--log" && $0 != "off" }), loop)
      try chatty.fill(size)
      subjects.append(chatty)
      result.others.append(chatty.name)
    }
    // Workloads that leave the sandbox as it is come first.
    let names = Workload.names
    for name in names {
      for connections in plan.connections { try measure(name, connections, size, subjects) }
    }
  }

  private mutating func measure(_ name: String, _ connections: Int, _ size: Int, _ subjects: [Subject]) throws {
    var runs: [(subject: Subject, loop: ClosedLoop, sum: Sum)] = []
    for subject in subjects {
      try subject.freshen()
      guard let workload = subject.workload(name) else { continue }
      // One request at a time tells how long that many at once would take.
      let trial = try subject.loop(workload, connections: 1).run(requests: 3 * workload.steps.count)
      if Double(trial.latency.percentile(50)) / 1e9 * Double(connections) > Self.longestRound { continue }
      runs.append((subject, try subject.loop(workload, connections: connections), Sum()))
    }
    for run in runs { _ = try run.loop.run(seconds: plan.seconds / 10) }
    for _ in 0..<plan.turns {
      for index in runs.indices {
        let before = runs[index].subject.account?.seconds
        let tally = try runs[index].loop.run(seconds: plan.seconds / Double(plan.turns))
        let after = runs[index].subject.account?.seconds
        runs[index].sum.add(tally, processor: after.flatMap { after in before.map { after - $0 } })
      }
    }
    for run in runs {
      result.measurements.append(run.sum.measurement(run.subject.name, name, size, connections))
    }
  }

  /// Seconds. Where every connection's turn would come later than that, nothing is measured.
  private static let longestRound = 5.0

  /// The turns of one server, together.
  private struct Sum {
    private var requests = 0
    private var seconds = 0.0
    private var ownSeconds = 0.0
    private var processor: Double?
    private var latency = Histogram()

    mutating func add(_ tally: ClosedLoop.Tally, processor seconds: Double?) {
      requests += tally.requests
      self.seconds += tally.seconds
      ownSeconds += tally.ownSeconds
      latency.merge(tally.latency)
      if let seconds { processor = (processor ?? 0) + seconds }
    }

    func measurement(_ server: String, _ workload: String, _ objects: Int, _ connections: Int) -> Measurement {
      let answered = Double(max(latency.count, 1))
      return Measurement(
        server: server, workload: workload, objects: objects, connections: connections, requests: requests,
        seconds: seconds, latency: latency, processorMicroseconds: processor.map { $0 / answered * 1e6 },
        clientShare: seconds > 0 ? ownSeconds / seconds : 0)
    }
  }
}
