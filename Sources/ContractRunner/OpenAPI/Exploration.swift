import Wire

/// Asks a service what its description allows, what lies at the edge of that, and what it forbids, and holds every answer
/// against the description. What fails is made as small as it can be, and told as a story that fails again.
package struct Exploration: Sendable {
  package enum Kind: String, Sendable, CaseIterable { case valid, boundary, invalid }

  package struct Limits: Sendable {
    package var cases: Int
    package var seconds: Double
    package init(cases: Int, seconds: Double) {
      self.cases = cases
      self.seconds = seconds
    }
  }

  package struct Failure: Sendable {
    package let result: ContractResult
    /// The story, for a file.
    package let text: String
    package let kind: Kind
    package let number: Int
    /// How many cases failed in this way.
    package internal(set) var count = 1
  }

  package struct Outcome: Sendable {
    package internal(set) var cases = 0
    package internal(set) var requests = 0
    /// Cases in which what they speak of could not be made.
    package internal(set) var unmade = 0
    package internal(set) var seconds = 0.0
    package internal(set) var failures: [Failure] = []
    /// By operation: how often each status was answered.
    package internal(set) var statuses: [String: [Int: Int]] = [:]
    package internal(set) var unreachable: String?
    /// The reason why it stopped, such as a live key.
    package internal(set) var broken: Diagnostic?
  }

  /// A request, and why the service has to like it or not.
  struct Case {
    let kind: Kind
    let endpoint: OpenAPI.Endpoint
    var values: RequestValues
    /// The mistake that makes it invalid.
    let fault: String?
    let before: (steps: [JSON], values: [String: JSON])
  }

  private let api: OpenAPI
  private let name: String
  private let apis: [String: API]
  private let targets: Targets
  private let environment: [String: String]
  private let seed: UInt64
  private let limits: Limits
  private let folder: String

  /// - Parameter folder: where the stories of failures will lie.
  package init(
    _ api: OpenAPI, name: String, apis: [String: API] = [:], _ targets: Targets, environment: [String: String],
    seed: UInt64, limits: Limits, folder: String
  ) {
    self.api = api
    self.name = name
    self.apis = Catalog(contracts: [], descriptions: []).described(by: api, api: name).apis.merging(apis) {
      mine, other in
      var both = other
      both.description = mine.description
      return both
    }
    self.targets = targets
    self.environment = environment
    self.seed = seed
    self.limits = limits
    self.folder = folder
  }

  /// - Parameter isInterrupted: whether the user has asked for the end.
  package func run(isInterrupted: () -> Bool = { false }) -> Outcome {
    let start = ContinuousClock.now
    var outcome = Outcome()
    var known: [String: Int] = [:]
    func isOver() -> Bool { (ContinuousClock.now - start).seconds > limits.seconds || isInterrupted() }
    for number in 0..<limits.cases where !api.endpoints.isEmpty {
      if isOver() { break }
      let tried = makeCase(number)
      guard let result = result(of: tried, number), take(result, tried, &outcome) else { break }
      guard let key = key(result) else { continue }
      if let index = known[key] {
        outcome.failures[index].count += 1
        continue
      }
      known[key] = outcome.failures.count
      let small = shrunk(tried, number, key, &outcome, isOver)
      guard let again = self.result(of: small, number) else { break }
      let shown = self.key(again) == key ? (small, again) : (tried, result)
      outcome.failures.append(
        Failure(result: shown.1, text: text(shown.0, number), kind: tried.kind, number: number))
    }
    outcome.seconds = (ContinuousClock.now - start).seconds
    return outcome
  }

  /// Counts a case; false if nothing more can be asked.
  private func take(_ result: ContractResult, _ tried: Case, _ outcome: inout Outcome) -> Bool {
    switch result.outcome {
    case .unreachable(let reason):
      outcome.unreachable = reason
      return false
    case .broken(let diagnostic):
      outcome.broken = diagnostic
      return false
    case .passed, .failed, .skipped: break
    }
    outcome.cases += 1
    outcome.requests += result.exchanges.count
    if let last = result.exchanges.last, let status = last.received?.status,
      result.exchanges.count > tried.before.steps.count
    {
      outcome.statuses["\(tried.endpoint.operation)", default: [:]][status, default: 0] += 1
    }
    if isUnmade(result, tried) { outcome.unmade += 1 }
    return true
  }

  /// Whether a step before the one in question was refused, which says nothing about that one.
  private func isUnmade(_ result: ContractResult, _ tried: Case) -> Bool {
    guard result.hasFailed, result.exchanges.count <= tried.before.steps.count else { return false }
    let last = result.exchanges.last
    return (400..<500).contains(last?.received?.status ?? 0)
      && last?.differences.allSatisfy { $0.kind != .description } == true
  }

  /// Failures of one key have one cause.
  private func key(_ result: ContractResult) -> String? {
    guard result.hasFailed, let last = result.exchanges.last, let first = last.differences.first else { return nil }
    if (400..<500).contains(last.received?.status ?? 0), first.kind == .status, last.step.name.hasPrefix("make what") {
      return nil
    }
    let endpoint = api.endpoint(last.request.method, last.request.path)
    let subject = Pointer.segments(first.subject).map { Int($0) == nil ? $0 : "[]" }.joined(separator: "/")
    let status = first.kind == .status || first.subject == "status" ? "\(last.received?.status ?? 0)" : ""
    return
      "\(endpoint?.title ?? last.request.path) \(first.kind.rawValue) \(subject.isEmpty ? first.subject : subject) \(status)"
  }

  // MARK: Cases

  /// The same number makes the same case, whatever came before it.
  private func makeCase(_ number: Int) -> Case {
    let endpoint = api.endpoints[number % api.endpoints.count]
    let kind = Kind.allCases[number / api.endpoints.count % Kind.allCases.count]
    let writer = StepWriter(api)
    var sample = SchemaSample(
      api, kind == .boundary ? .boundary : .drawn, seed: seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
    var plain = SchemaSample(api, .drawn, seed: seed ^ UInt64(number))
    let before = writer.makers(endpoint, &plain, needsAll: false)
    var values = validValues(endpoint, writer, &sample)
    values.path.merge(before.values) { $1 }
    guard kind == .invalid, let broken = Spoiling(api).spoiled(endpoint, values, &sample) else {
      return Case(
        kind: kind == .invalid ? .valid : kind, endpoint: endpoint, values: values, fault: nil, before: before)
    }
    return Case(kind: .invalid, endpoint: endpoint, values: broken.values, fault: broken.fault, before: before)
  }

  private func validValues(
    _ endpoint: OpenAPI.Endpoint, _ writer: StepWriter, _ sample: inout SchemaSample
  ) -> RequestValues {
    var values = writer.values(endpoint, &sample, needsAll: false)
    for _ in 0..<20 where !Spoiling(api).broken(endpoint, values).isEmpty {
      values = writer.values(endpoint, &sample, needsAll: false)
    }
    return values
  }

  // MARK: Stories

  private func story(_ tried: Case, _ number: Int) -> JSON {
    let operation = "\(tried.endpoint.operation.method.rawValue) \(tried.endpoint.path)"
    let what =
      tried.fault.map { "refuses a request in which \($0)" } ?? "answers a \(tried.kind.rawValue) request as described"
    let status: JSON = tried.kind == .invalid ? "#integer 400..499" : "#integer 200..499"
    let step: JSON = [
      "name": .string(operation), "request": StepWriter(api).request(tried.endpoint, tried.values),
      "expect": ["status": status],
    ]
    return [
      "name": .string("\(operation) \(what) (seed \(seed), case \(number))"), "api": .string(name),
      "source": ["document": .string(api.name), "heading": .string(tried.endpoint.title)],
      "steps": .array(tried.before.steps + [step]),
    ]
  }

  private func text(_ tried: Case, _ number: Int) -> String { FixtureText.text(story(tried, number)) + "\n" }

  /// Nil only where the story cannot be read, which is a mistake of the writer's.
  private func result(of tried: Case, _ number: Int) -> ContractResult? {
    let path = FilePath.join(folder, "case-\(number).json")
    guard let source = try? SourceText(path: path, bytes: Array(text(tried, number).utf8)) else { return nil }
    var reading = Reading()
    let contract = reading.contract(source.root)
    if let diagnostic = reading.diagnostics.first {
      return ContractResult(
        contract: contract, target: "", outcome: .broken(diagnostic), exchanges: [], checks: [], seconds: 0,
        secrets: Secrets())
    }
    var story = Story(contract, apis, targets, environment: environment)
    return story.run()
  }

  // MARK: Shrinking

  private static let attempts = 120

  /// The smallest case that breaks the same rules, or none, and fails in the same way.
  private func shrunk(
    _ tried: Case, _ number: Int, _ key: String, _ outcome: inout Outcome, _ isOver: () -> Bool
  ) -> Case {
    let rules = Spoiling(api).broken(tried.endpoint, tried.values)
    var best = tried
    var attempts = 0
    var isSmaller = true
    while isSmaller, attempts < Self.attempts {
      isSmaller = false
      for values in Shrinking(api, tried.endpoint).smaller(best.values) {
        guard Spoiling(api).broken(tried.endpoint, values) == rules else { continue }
        attempts += 1
        if attempts >= Self.attempts || isOver() { return best }
        let candidate = Case(
          kind: tried.kind, endpoint: tried.endpoint, values: values, fault: tried.fault, before: tried.before)
        guard let result = result(of: candidate, number) else { return best }
        outcome.requests += result.exchanges.count
        guard self.key(result) == key else { continue }
        best = candidate
        isSmaller = true
        break
      }
    }
    return best
  }
}
