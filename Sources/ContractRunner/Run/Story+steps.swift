import Platform
import Wire

extension Story {
  mutating func run(_ step: Step, _ phase: Exchange.Phase) throws(Stop) {
    guard let loop = step.loop else { return try runOnce(step, phase) }
    let list: JSON
    do {
      list = try variables.resolve(loop.list)
    } catch {
      throw .broken(error)
    }
    guard let items = list.array else {
      throw .broken(Diagnostic("“for” goes over a list, and this is \(list.text)", at: step.place))
    }
    var captured: [String: [JSON]] = [:]
    for (index, item) in items.enumerated() {
      variables.set(scoped(loop.name, phase), item)
      try runOnce(step, phase, index: index + 1)
      collect(step.captures, phase, &captured)
    }
    for (name, values) in captured { variables.set(scoped(name, phase), .array(values)) }
  }

  private mutating func runOnce(_ step: Step, _ phase: Exchange.Phase, index: Int = 1) throws(Stop) {
    if step.delay > 0 { usleep(UInt32(step.delay * 1_000_000)) }
    switch step.action {
    case .request: try runCopies(of: step, phase, from: index)
    case .parallel(let steps): try runAtOnce(steps, phase)
    case .check(let value, let pattern): try check(step, value, pattern)
    case .use(let given): try make(given)
    case .delivery(let delivery, let expectation): try takeDelivery(delivery, expectation, step, phase)
    }
  }

  private mutating func collect(_ captures: [Step.Capture], _ phase: Exchange.Phase, _ captured: inout [String: [JSON]])
  {
    for capture in captures {
      captured[capture.name, default: []].append(variables.variable(scoped(capture.name, phase)) ?? .null)
    }
  }

  private mutating func runCopies(of step: Step, _ phase: Exchange.Phase, from first: Int) throws(Stop) {
    var captured: [String: [JSON]] = [:]
    // The clean-up also knows the objects that were made before a copy failed.
    defer {
      if step.copies != nil {
        for capture in step.captures {
          variables.set(scoped(capture.name, phase), .array(captured[capture.name] ?? []))
        }
      }
    }
    for index in first..<(first + (step.copies ?? 1)) {
      variables.index = index
      let request = try prepare(step)
      let end = ContinuousClock.now + .seconds(step.until?.seconds ?? 0)
      while true {
        let delivery = send(step, request)
        let exchange = judge(step, request, delivery, phase)
        if !exchange.differences.isEmpty, let until = step.until, ContinuousClock.now < end {
          usleep(UInt32(until.every * 1_000_000))
          continue
        }
        if exchange.received != nil { collect(step.captures, phase, &captured) }
        try keep(exchange, delivery)
        break
      }
    }
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
      takeCookies(call.step, call.request, delivery)
      let exchange = judge(call.step, call.request, delivery, phase)
      do throws(Stop) { try keep(exchange, delivery) } catch { failure = failure ?? error }
      collect(call.step.captures, phase, &captured)
    }
    for step in steps where step.copies != nil {
      for capture in step.captures { variables.set(scoped(capture.name, phase), .array(captured[capture.name] ?? [])) }
    }
    if let failure { throw failure }
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

  /// Waits for what a service sends by itself.
  private mutating func takeDelivery(
    _ delivery: DeliveryTemplate, _ expectation: Expectation?, _ step: Step, _ phase: Exchange.Phase
  ) throws(Stop) {
    guard let inbox = inboxes[delivery.webhook] else { return }
    let start = ContinuousClock.now
    let variables = variables
    var fits: ((WebhookInbox.Delivery) -> Bool)?
    if delivery.isAmongOthers, let expectation {
      fits = { expectation.verdict(on: Received(delivered: $0.request), variables).differences.isEmpty }
    }
    let found = inbox.next(within: delivery.within, fits)
    let seconds = (ContinuousClock.now - start).seconds
    var exchange = Exchange(
      delivery: found?.request, step, phase, url: inbox.url, seconds: seconds, variables: variables)
    if delivery.isNone || found == nil {
      let expected =
        delivery.isNone ? "no delivery within \(delivery.within) s" : "a delivery within \(delivery.within) s"
      if delivery.isNone != (found == nil) {
        let actual: JSON? = found.map { .string(String(decoding: $0.request.body, as: UTF8.self)) }
        exchange.note(Difference(.transport, "delivery", expected: expected, actual: actual, at: step.place))
      }
    }
    if let found, !delivery.isNone { judge(found, delivery, expectation, step, phase, &exchange) }
    exchanges.append(exchange)
    if !exchange.differences.isEmpty { throw .failed }
  }

  private mutating func judge(
    _ found: WebhookInbox.Delivery, _ delivery: DeliveryTemplate, _ expectation: Expectation?, _ step: Step,
    _ phase: Exchange.Phase, _ exchange: inout Exchange
  ) {
    let received = Received(delivered: found.request)
    for difference in capture(step, received, phase) { exchange.note(difference) }
    if let verdict = expectation?.verdict(on: received, variables) { exchange.add(verdict) }
    guard let signature = delivery.signature else { return }
    guard let secret = try? variables.text(signature.secret) else { return }
    variables.protect(secret, called: "WEBHOOK_SECRET")
    let subject = "header \(signature.header)"
    exchange.add(Verdict(differences: [], assertions: 1))
    if let fault = signature.fault(found, secret: secret) {
      let actual = found.request.headers[named: signature.header].map(JSON.string)
      let expected = "a signature with the endpoint's secret"
      exchange.note(Difference(.header, subject, expected: expected, actual: actual, remark: fault, at: step.place))
    }
  }
}

extension Received {
  /// A delivery, read like an answer.
  init(delivered request: Request) {
    self.init(Response(0, headers: request.headers, body: request.body))
  }
}
