import Glibc
import Wire

/// The run of one contract: states, steps in their order, and whatever happens the clean-up.
package struct Story {
  private enum Stop: Error {
    case failed
    case skipped(String)
    case broken(Diagnostic)
    case unreachable(String)
  }

  private let contract: Contract
  private let apis: [String: API]
  private let targets: Targets
  private let sandbox: String
  private var variables: Variables
  private var courier: Courier
  private var exchanges: [Exchange] = []
  private var checks: [CheckResult] = []
  /// The APIs that were asked something.
  private var asked: Set<String> = []
  private var states: [(alias: String, state: API.State)] = []

  package init(_ contract: Contract, _ apis: [String: API], _ targets: Targets, environment: [String: String]) {
    self.contract = contract
    self.apis = apis
    self.targets = targets
    courier = Courier(targets)
    variables = Variables(environment: environment)
    for target in targets.all { variables.protect(target.secrets) }
    sandbox = "contract-" + String(UInt64.random(in: 0..<(1 << 52)), radix: 36)
  }

  package mutating func run() -> ContractResult {
    let start = ContinuousClock.now
    var outcome = ContractResult.Outcome.passed
    do throws(Stop) {
      try checkRequirements()
      try refuseLiveKeys()
      for given in contract.given { try make(given) }
      for step in contract.steps { try run(step, .step) }
    } catch {
      switch error {
      case .failed: outcome = .failed
      case .skipped(let reason): outcome = .skipped(reason)
      case .broken(let diagnostic): outcome = .broken(diagnostic)
      case .unreachable(let reason): outcome = .unreachable(reason)
      }
    }
    if !cleanUp(), case .passed = outcome { outcome = .failed }
    courier.drop(sandbox: sandbox, of: asked)
    return ContractResult(
      contract: contract, target: targets[contract.api]?.label ?? "none", outcome: outcome, exchanges: exchanges,
      checks: checks, seconds: (ContinuousClock.now - start).seconds, secrets: variables.secrets)
  }

  // MARK: States

  private func checkRequirements() throws(Stop) {
    for given in contract.given {
      guard let state = apis[contract.api]?.states[given.state] else { continue }
      try require(state.steps + state.finally)
      if state.needsControl, let target = targets[contract.api], !target.isSandbox {
        throw .skipped(
          "the state “\(given.state)” needs the sandbox's control API, which \(target.label) does not have")
      }
    }
    try require(contract.steps + contract.finally)
  }

  private func require(_ steps: [Step]) throws(Stop) {
    for step in steps {
      if targets[step.api] == nil { throw .skipped("there is no target for \(step.api) (--target \(step.api)=URL)") }
      if case .parallel(let steps) = step.action { try require(steps) }
    }
  }

  /// Before anything is sent at all, not just before the request that carries it.
  private func refuseLiveKeys() throws(Stop) {
    let states = contract.given.compactMap { apis[contract.api]?.states[$0.state] }
    let parameters = contract.given.flatMap(\.parameters) + states.flatMap(\.parameters)
    let requests = (contract.steps + contract.finally + states.flatMap { $0.steps + $0.finally }).flatMap(\.requests)
    let shared = Set(requests.map(\.api)).compactMap { apis[$0] }.flatMap(\.templates)
    let sent = parameters.flatMap(\.value.templates) + requests.flatMap(\.request.templates) + shared
    for template in sent {
      let texts = [template.source] + template.references.compactMap { variables.environmentValue(of: $0) }
      guard texts.contains(where: LiveKeys.isIn) else { continue }
      if targets.all.allSatisfy(\.manners.sendsLiveKeys) { continue }
      throw .broken(Diagnostic("this is a live key, and nothing was sent: \(LiveKeys.advice)", at: template.place))
    }
  }

  private mutating func make(_ given: Contract.Given) throws(Stop) {
    guard let state = apis[contract.api]?.states[given.state] else { return }
    variables.alias = given.alias
    // Cleaned up even if making it fails half-way.
    states.append((given.alias, state))
    for parameter in state.parameters {
      let own = given.parameters.first { $0.name == parameter.name }
      do {
        variables.set("self.\(parameter.name)", try variables.resolve(own?.value ?? parameter.value))
      } catch {
        throw .broken(error)
      }
    }
    for step in state.steps { try run(step, .given(given.state)) }
  }

  /// Runs every clean-up, the contract's own first. A step whose variables were never set has nothing to clean up.
  private mutating func cleanUp() -> Bool {
    var isClean = true
    for step in contract.finally { isClean = finish(step) && isClean }
    for made in states.reversed() {
      variables.alias = made.alias
      for step in made.state.finally { isClean = finish(step) && isClean }
    }
    return isClean
  }

  private mutating func finish(_ step: Step) -> Bool {
    do throws(Stop) {
      try run(step, .finally)
      return true
    } catch {
      switch error {
      case .failed: return false
      case .skipped, .broken, .unreachable: return true
      }
    }
  }

  // MARK: Steps

  private mutating func run(_ step: Step, _ phase: Exchange.Phase) throws(Stop) {
    switch step.action {
    case .request: try runCopies(of: step, phase)
    case .parallel(let steps): try runAtOnce(steps, phase)
    case .check(let value, let pattern): try check(step, value, pattern)
    }
  }

  private mutating func runCopies(of step: Step, _ phase: Exchange.Phase) throws(Stop) {
    var captured: [String: [JSON]] = [:]
    for index in 1...(step.copies ?? 1) {
      variables.index = index
      let request = try prepare(step)
      let end = ContinuousClock.now + .seconds(step.until?.seconds ?? 0)
      while true {
        let delivery = courier.send(call(step, request))
        let exchange = judge(step, request, delivery, phase)
        if !exchange.differences.isEmpty, let until = step.until, ContinuousClock.now < end {
          usleep(UInt32(until.every * 1_000_000))
          continue
        }
        try keep(exchange, delivery)
        break
      }
      for capture in step.captures {
        captured[capture.name, default: []].append(variables.variable(scoped(capture.name, phase)) ?? .null)
      }
    }
    guard step.copies != nil else { return }
    for (name, values) in captured { variables.set(scoped(name, phase), .array(values)) }
  }

  /// All requests are prepared before any is sent, and judged after all are answered.
  private mutating func runAtOnce(_ steps: [Step], _ phase: Exchange.Phase) throws(Stop) {
    var prepared: [(step: Step, request: Request)] = []
    for step in steps {
      for index in 1...(step.copies ?? 1) {
        variables.index = index
        prepared.append((step, try prepare(step)))
      }
    }
    let calls = prepared.map { call($0.step, $0.request) }
    let deliveries = courier.sendAtOnce(calls)
    var captured: [String: [JSON]] = [:]
    var failure: Stop?
    for (call, delivery) in zip(prepared, deliveries) {
      let exchange = judge(call.step, call.request, delivery, phase)
      do throws(Stop) { try keep(exchange, delivery) } catch { failure = failure ?? error }
      for capture in call.step.captures {
        captured[capture.name, default: []].append(variables.variable(scoped(capture.name, phase)) ?? .null)
      }
    }
    if let failure { throw failure }
    for step in steps where step.copies != nil {
      for capture in step.captures { variables.set(scoped(capture.name, phase), .array(captured[capture.name] ?? [])) }
    }
  }

  private mutating func check(_ step: Step, _ value: ValueTemplate, _ pattern: Pattern) throws(Stop) {
    do {
      try variables.checkEnvironment(of: pattern.templates)
      let value = try variables.resolve(value)
      var matcher = Matcher(variables)
      matcher.match(pattern, value, at: "")
      let result = CheckResult(
        step: step, value: value, pattern: pattern, differences: matcher.differences,
        assertions: matcher.assertions.count, variables: variables)
      checks.append(result)
      if !result.differences.isEmpty { throw Stop.failed }
    } catch let error as Diagnostic {
      throw .broken(error)
    } catch {
      throw .failed
    }
  }

  // MARK: One request

  private mutating func call(_ step: Step, _ request: Request) -> Courier.Call {
    asked.insert(step.api)
    return Courier.Call(api: step.api, request: request, expectsTooMany: expectsTooMany(step))
  }

  private func expectsTooMany(_ step: Step) -> Bool {
    guard case .request(_, let expectation?) = step.action, let status = expectation.status else { return false }
    var matcher = Matcher(variables)
    return matcher.accepts(status, 429)
  }

  private mutating func prepare(_ step: Step) throws(Stop) -> Request {
    guard case .request(let template, let expectation) = step.action else { throw .failed }
    do {
      try variables.checkEnvironment(of: expectation?.templates ?? [])
      var request = try template.request(&variables, apis[step.api])
      if targets[step.api]?.isSandbox == true { request.sandbox = sandbox }
      return request
    } catch {
      throw .broken(error)
    }
  }

  /// Captures first: an expectation may speak of what its own answer brought.
  private mutating func judge(_ step: Step, _ request: Request, _ delivery: Courier.Delivery, _ phase: Exchange.Phase)
    -> Exchange
  {
    var differences: [Difference] = []
    var assertions = 0
    var received: Received?
    let expectation: Expectation? = if case .request(_, let expectation) = step.action { expectation } else { nil }
    switch delivery.result {
    case .success(let response):
      let found = Received(response)
      received = found
      let missing = capture(step, found, phase)
      let verdict = expectation?.verdict(on: found, variables)
      differences = (verdict?.differences ?? []) + missing
      assertions = verdict?.assertions ?? 0
    case .failure(let failure):
      let reason = JSON.string(failure.description)
      differences = [Difference(.transport, "answer", expected: "an answer", actual: reason, at: step.place)]
    }
    return Exchange(
      phase: phase, step: step, request: request, url: targets[step.api]?.url, received: received,
      seconds: delivery.seconds,
      differences: differences, assertions: assertions, backoffs: delivery.backoffs, variables: variables)
  }

  private mutating func keep(_ exchange: Exchange, _ delivery: Courier.Delivery) throws(Stop) {
    exchanges.append(exchange)
    switch delivery.result {
    case .failure(.unreachable(let reason)): throw .unreachable(reason)
    case .failure(.refused(let reason)): throw .broken(Diagnostic(reason, at: exchange.step.place))
    case .failure, .success: break
    }
    if !exchange.differences.isEmpty { throw .failed }
  }

  private mutating func capture(_ step: Step, _ received: Received, _ phase: Exchange.Phase) -> [Difference] {
    step.captures.compactMap { capture in
      if let value = capture.value(in: received, variables) {
        variables.set(scoped(capture.name, phase), value)
        protectCookie(capture, value)
        return nil
      }
      return Difference(
        .capture, capture.origin.subject, expected: "a value to capture", actual: nil, at: capture.place)
    }
  }

  private mutating func protectCookie(_ capture: Step.Capture, _ value: JSON) {
    guard case .header(let name) = capture.origin, name.lowercased() == "set-cookie", let text = value.string else {
      return
    }
    variables.protectCookie(text)
  }

  /// What a state captures belongs to its alias.
  private func scoped(_ name: String, _ phase: Exchange.Phase) -> String {
    if case .given = phase { "self.\(name)" } else { name }
  }
}
