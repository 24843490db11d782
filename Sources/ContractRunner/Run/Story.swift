import Platform
import Wire

/// The run of one contract: states, steps in their order, and whatever happens the clean-up.
package struct Story {
  enum Stop: Error {
    case failed
    case skipped(String)
    case broken(Diagnostic)
    case unreachable(String)
  }

  let contract: Contract
  let apis: [String: API]
  let targets: Targets
  let sandbox: String
  private let isInterrupted: @Sendable () -> Bool
  var variables: Variables
  var courier: Courier
  var exchanges: [Exchange] = []
  var checks: [CheckResult] = []
  var inboxes: [String: WebhookInbox] = [:]
  /// By API and the name of the jar.
  var jars: [String: CookieJar] = [:]
  /// The APIs that were asked something.
  var asked: Set<String> = []
  private var states: [(alias: String, state: API.State)] = []

  package init(
    _ contract: Contract, _ apis: [String: API], _ targets: Targets, environment: [String: String],
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) {
    self.isInterrupted = isInterrupted
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
      try prepareStory()
      for given in contract.given { try make(given) }
      for step in contract.steps {
        if isInterrupted() { throw Stop.skipped("interrupted") }
        try run(step, .step)
      }
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

  /// Opens the story's own addresses and fills in its row.
  private mutating func prepareStory() throws(Stop) {
    for webhook in contract.webhooks {
      guard let inbox = try? WebhookInbox(webhook) else {
        throw .broken(Diagnostic("no port could be opened for the webhook “\(webhook.name)”", at: contract.place))
      }
      inboxes[webhook.name] = inbox
      variables.set(webhook.name, ["url": .string(inbox.url)])
    }
    guard let row = contract.row else { return }
    do {
      variables.set("row", try variables.resolve(row))
    } catch {
      throw .broken(error)
    }
  }

  // MARK: States

  private func checkRequirements() throws(Stop) {
    for given in contract.allStates {
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
    if targets.all.allSatisfy(\.manners.sendsLiveKeys) { return }
    let given = contract.allStates
    let states = given.compactMap { apis[contract.api]?.states[$0.state] }
    let parameters = given.flatMap(\.parameters) + states.flatMap(\.parameters)
    let requests = (contract.steps + contract.finally + states.flatMap { $0.steps + $0.finally }).flatMap(\.requests)
    let shared = Set(requests.map(\.api)).compactMap { apis[$0] }.flatMap(\.templates)
    let row = contract.row?.templates ?? []
    for template in parameters.flatMap(\.value.templates) + requests.flatMap(\.request.templates) + shared + row {
      let texts = [template.source] + template.references.compactMap { variables.environmentValue(of: $0) }
      guard texts.contains(where: LiveKeys.isIn) else { continue }
      throw .broken(Diagnostic("this is a live key, and nothing was sent: \(LiveKeys.advice)", at: template.place))
    }
  }

  mutating func make(_ given: Contract.Given) throws(Stop) {
    guard let state = apis[contract.api]?.states[given.state] else { return }
    do {
      // The story's own values are filled in before `self` means the state.
      var parameters: [(name: String, value: JSON)] = []
      for own in given.parameters { parameters.append((own.name, try variables.resolve(own.value))) }
      variables.alias = given.alias
      // Cleaned up even if making it fails half-way.
      states.append((given.alias, state))
      for parameter in state.parameters {
        let own = parameters.first { $0.name == parameter.name }?.value
        variables.set("self.\(parameter.name)", try own ?? variables.resolve(parameter.value))
      }
    } catch let error as Diagnostic {
      throw .broken(error)
    } catch {
      throw .failed
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

  /// The name of a state's capture, with its alias.
  func scoped(_ name: String, _ phase: Exchange.Phase) -> String {
    if case .given = phase { "self.\(name)" } else { name }
  }
}

extension Contract {
  /// Those made before the story and those made in it.
  var allStates: [Given] {
    given
      + (steps + finally).compactMap { step in
        if case .use(let given) = step.action { given } else { nil }
      }
  }
}
