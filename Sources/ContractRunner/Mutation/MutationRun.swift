import Platform
import Wire

/// Breaks the answers of a passing run, one place at a time, and asks each expectation again: offline, from memory.
package struct MutationRun {
  package struct Survivor: Sendable {
    package let contract: Contract
    package let step: String
    package let what: String
    /// The assertion that should have noticed.
    package let place: Place
  }

  package private(set) var mutants = 0
  package private(set) var survivors: [Survivor] = []
  /// Breaks that an expression allows by its own words: it says less than it could, and overlooks nothing.
  package private(set) var open: [Survivor] = []
  /// Values asserted by type alone, so that a change of value cannot be noticed.
  package private(set) var loose: [Place] = []
  package private(set) var leaves = 0
  package private(set) var seconds = 0.0

  package init(_ suite: SuiteResult) {
    let start = ContinuousClock.now
    for result in suite.passed {
      for exchange in result.exchanges where exchange.phase == .step { breakAnswer(exchange, result.contract) }
      for check in result.checks { breakValue(check, result.contract) }
    }
    seconds = (ContinuousClock.now - start).seconds
  }

  private mutating func breakAnswer(_ exchange: Exchange, _ contract: Contract) {
    guard let expectation = exchange.expectation, let received = exchange.received else { return }
    // A value just outside of a range that moves with the time must not come into it meanwhile.
    var exchange = exchange
    exchange.variables = exchange.variables.at(time(nil))
    var matcher = Matcher(exchange.variables)
    expectation.judge(received, &matcher)
    let assertions = matcher.assertions
    var trial = Trial(exchange, expectation, matcher)
    for assertion in Self.outermost(assertions) {
      if assertion.subject == "status" {
        for status in Self.wrongStatuses(received.status) {
          var broken = received
          broken.status = status
          judge(&trial, broken, "status \(received.status) → \(status)", assertion, contract)
        }
      } else if assertion.subject.hasPrefix("header ") {
        breakHeader(String(assertion.subject.dropFirst("header ".count)), assertion, received, &trial, contract)
      } else if assertion.subject.hasPrefix("cookie ") {
        breakCookie(
          String(assertion.subject.dropFirst("cookie ".count)), assertion, received, &matcher, &trial, contract)
      } else if expectation.events != nil {
        breakLeaf(assertion, received.events, &matcher, contract, exchange.step.name) { mutated in
          var broken = received
          broken.replacedEvents = mutated
          return trial.notices(broken)
        }
      } else if let json = received.json {
        breakLeaf(assertion, json, &matcher, contract, exchange.step.name) { mutated in
          var broken = received
          broken.body = .json(mutated)
          return trial.notices(broken)
        }
      }
    }
    breakBody(expectation, received, &trial, contract)
  }

  private mutating func breakValue(_ check: CheckResult, _ contract: Contract) {
    let variables = check.variables.at(time(nil))
    var matcher = Matcher(variables)
    matcher.match(check.pattern, check.value, at: "")
    var trial = Matcher(variables)
    for assertion in Self.outermost(matcher.assertions) {
      breakLeaf(assertion, check.value, &matcher, contract, check.step.name) { mutated in
        trial.reset(variables)
        trial.match(check.pattern, mutated, at: "")
        return !trial.differences.isEmpty
      }
    }
  }

  private mutating func breakLeaf(
    _ assertion: Matcher.Assertion, _ json: JSON, _ matcher: inout Matcher, _ contract: Contract, _ step: String,
    notices: (JSON) -> Bool
  ) {
    guard let value = Pointer.find(assertion.subject, in: json) else {
      // A value that must not be there gets added.
      guard case .absent = assertion.pattern.rule else { return }
      count(notices(Pointer.replace(assertion.subject, in: json, with: "added")), "added", assertion, contract, step)
      return
    }
    leaves += 1
    if assertion.pattern.isLoose { loose.append(assertion.pattern.place) }
    for mutant in Breakage(assertion, value).mutants(&matcher) {
      let broken = Pointer.replace(mutant.subject, in: json, with: mutant.value)
      let what = mutant.value.map { "\(mutant.kind.rawValue) to \(Self.short($0))" } ?? mutant.kind.rawValue
      let isNoticed = notices(broken)
      let isOpen = !isNoticed && mutant.kind == .changed && allows(assertion.pattern, mutant.value, &matcher)
      count(isNoticed, what, assertion, contract, step, isOpen: isOpen)
    }
  }

  /// Whether an expression itself takes the broken value, so that nothing was overlooked.
  private func allows(_ pattern: Pattern, _ value: JSON?, _ matcher: inout Matcher) -> Bool {
    switch pattern.rule {
    case .regex: matcher.accepts(pattern, value)
    case .optional(let inner), .nullable(let inner): allows(inner, value, &matcher)
    case .all(let patterns): patterns.contains { allows($0, value, &matcher) } && matcher.accepts(pattern, value)
    default: false
    }
  }

  private mutating func breakCookie(
    _ path: String, _ assertion: Matcher.Assertion, _ received: Received, _ matcher: inout Matcher,
    _ trial: inout Trial, _ contract: Contract
  ) {
    let name = String(path.prefix { $0 != "/" })
    let pointer = String(path.dropFirst(name.count))
    let local = Matcher.Assertion(subject: pointer, pattern: assertion.pattern)
    guard let cookie = received.cookies[name] else {
      guard case .absent = assertion.pattern.rule else { return }
      var broken = received
      broken.headers.append("Set-Cookie", "\(name)=added")
      return judge(&trial, broken, "added", assertion, contract)
    }
    breakLeaf(local, cookie, &matcher, contract, trial.step) { mutated in
      var broken = received
      broken.replacedCookies[name] = mutated
      return trial.notices(broken)
    }
  }

  private mutating func breakHeader(
    _ name: String, _ assertion: Matcher.Assertion, _ received: Received, _ trial: inout Trial, _ contract: Contract
  ) {
    var broken = received
    guard let value = received.headers[named: name] else {
      guard case .absent = assertion.pattern.rule else { return }
      broken.headers[named: name] = "added"
      return judge(&trial, broken, "added", assertion, contract)
    }
    for mutant in trial.mutants(of: .string(value), assertion) {
      switch mutant.kind {
      case .dropped, .changed: broken.headers[named: name] = mutant.value?.string
      // A header is a text and nothing else.
      default: continue
      }
      let isNoticed = trial.notices(broken)
      let isOpen = !isNoticed && mutant.kind == .changed && trial.allows(assertion.pattern, mutant.value, self.allows)
      count(isNoticed, mutant.kind.rawValue, assertion, contract, trial.step, isOpen: isOpen)
    }
  }

  /// The faults below JSON: no body, text that is none, and a content type that says something else.
  private mutating func breakBody(
    _ expectation: Expectation, _ received: Received, _ trial: inout Trial, _ contract: Contract
  ) {
    if let text = expectation.text, !text.isLoose {
      var broken = received
      broken.body = .text(received.text + "~", fault: "")
      judge(&trial, broken, "text changed", Matcher.Assertion(subject: "", pattern: text), contract)
    }
    guard let body = expectation.body, received.json != nil else { return }
    let assertion = Matcher.Assertion(subject: "", pattern: body)
    var broken = received
    broken.body = .empty
    judge(&trial, broken, "body emptied", assertion, contract)
    broken.body = .text("<html>", fault: "not JSON")
    judge(&trial, broken, "body replaced by HTML", assertion, contract)
    broken = received
    broken.headers["Content-Type"] = "text/html"
    judge(&trial, broken, "Content-Type changed", assertion, contract)
  }

  private mutating func judge(
    _ trial: inout Trial, _ broken: Received, _ what: String, _ assertion: Matcher.Assertion, _ contract: Contract
  ) {
    count(trial.notices(broken), what, assertion, contract, trial.step)
  }

  private mutating func count(
    _ isNoticed: Bool, _ what: String, _ assertion: Matcher.Assertion, _ contract: Contract, _ step: String,
    isOpen: Bool = false
  ) {
    mutants += 1
    if isNoticed { return }
    let subject = assertion.subject.isEmpty ? "body" : assertion.subject
    let survivor = Survivor(
      contract: contract, step: step, what: "\(subject) \(what)", place: assertion.pattern.place)
    if isOpen { open.append(survivor) } else { survivors.append(survivor) }
  }

  /// The first assertion of each place: what stands inside it was held against the same value.
  private static func outermost(_ assertions: [Matcher.Assertion]) -> [Matcher.Assertion] {
    var seen: Set<String> = []
    return assertions.filter { seen.insert($0.subject).inserted }
  }

  private static func wrongStatuses(_ status: Int) -> [Int] {
    [status + 1, 200, 404, 500].filter { $0 != status }
  }

  private static func short(_ value: JSON) -> String {
    let text = value.text
    return text.count > 40 ? text.prefix(40) + "…" : text
  }
}

/// An exchange that can be judged again with another answer.
private struct Trial {
  let step: String
  private let exchange: Exchange
  private let expectation: Expectation
  private var matcher: Matcher

  init(_ exchange: Exchange, _ expectation: Expectation, _ matcher: Matcher) {
    step = exchange.step.name
    self.exchange = exchange
    self.expectation = expectation
    self.matcher = matcher
  }

  mutating func mutants(of value: JSON, _ assertion: Matcher.Assertion) -> [Mutant] {
    Breakage(assertion, value).mutants(&matcher)
  }

  mutating func allows(_ pattern: Pattern, _ value: JSON?, _ ask: (Pattern, JSON?, inout Matcher) -> Bool) -> Bool {
    ask(pattern, value, &matcher)
  }

  /// As a run would: what the broken answer brings is captured from the broken answer.
  mutating func notices(_ broken: Received) -> Bool {
    var variables = exchange.variables
    for capture in exchange.step.captures {
      let value = capture.value(in: broken, variables)
      if value == nil, !capture.isOptional { return true }
      variables.set(capture.name, value ?? .null)
    }
    matcher.reset(variables)
    expectation.judge(broken, &matcher)
    return !matcher.differences.isEmpty
  }
}
