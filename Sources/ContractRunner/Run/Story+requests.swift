import Platform
import Wire

extension Story {
  mutating func prepare(_ step: Step) throws(Stop) -> Request {
    guard case .request(let template, let expectation) = step.action else { throw .failed }
    do {
      try variables.checkEnvironment(of: expectation?.templates ?? [])
      let target = targets[step.api]
      var request = try template.request(&variables, apis[step.api], base: target?.base)
      if expectation?.events != nil { request.headers["Accept"] = "text/event-stream" }
      if target?.isSandbox == true {
        request.sandbox = sandbox
        // An address that the sandbox gave has its name in it already.
        let prefix = "/s/\(sandbox)/"
        if request.path.hasPrefix(prefix) { request.path = "/" + request.path.dropFirst(prefix.count) }
      }
      try addCookies(template, step, &request)
      return request
    } catch {
      guard let answer = error.answer else { throw .broken(error) }
      var exchange = Exchange(
        phase: .step, step: step, request: Request(template.method, "/"), url: targets[step.api]?.url, seconds: 0,
        backoffs: 0)
      let expected = "a path, or an address of the target"
      exchange.note(
        Difference(.value, "path", expected: expected, actual: answer, remark: error.message, at: step.place))
      exchanges.append(exchange)
      throw .failed
    }
  }

  mutating func call(_ step: Step, _ request: Request) -> Courier.Call {
    asked.insert(step.api)
    let expectation: Expectation? = if case .request(_, let expectation) = step.action { expectation } else { nil }
    return Courier.Call(
      api: step.api, request: request, delay: step.delay, expectsTooMany: expectsTooMany(expectation),
      isEnough: isEnough(expectation))
  }

  mutating func send(_ step: Step, _ request: Request) -> Courier.Delivery {
    let delivery = courier.send(call(step, request))
    takeCookies(step, request, delivery)
    return delivery
  }

  private func expectsTooMany(_ expectation: Expectation?) -> Bool {
    guard let status = expectation?.status else { return false }
    var matcher = Matcher(variables)
    return matcher.accepts(status, 429)
  }

  /// A stream of events is read until what is expected of it is there.
  private func isEnough(_ expectation: Expectation?) -> (@Sendable (Response) -> Bool)? {
    guard let events = expectation?.events else { return nil }
    let variables = variables
    return { response in
      var matcher = Matcher(variables)
      return matcher.accepts(events, Received(response).events)
    }
  }

  /// Captures first: an expectation may speak of what its own answer brought.
  mutating func judge(
    _ step: Step, _ request: Request, _ delivery: Courier.Delivery, _ phase: Exchange.Phase
  ) -> Exchange {
    var exchange = Exchange(
      phase: phase, step: step, request: request, url: targets[step.api]?.url, seconds: delivery.seconds,
      backoffs: delivery.backoffs)
    switch delivery.result {
    case .success(let response):
      let found = Received(response)
      exchange.received = found
      let missing = capture(step, found, phase)
      if let verdict = exchange.expectation?.verdict(on: found, variables) { exchange.add(verdict) }
      for difference in missing { exchange.note(difference) }
      if let description = apis[step.api]?.description {
        for difference in description.differences(request, found, at: step.place) { exchange.note(difference) }
      }
    case .failure(let failure):
      let reason = JSON.string(failure.description)
      exchange.note(Difference(.transport, "answer", expected: "an answer", actual: reason, at: step.place))
    }
    exchange.variables = variables
    return exchange
  }

  mutating func keep(_ exchange: Exchange, _ delivery: Courier.Delivery) throws(Stop) {
    exchanges.append(exchange)
    switch delivery.result {
    case .failure(.unreachable(let reason)): throw .unreachable(reason)
    case .failure(.refused(let reason)): throw .broken(Diagnostic(reason, at: exchange.step.place))
    case .failure, .success: break
    }
    if !exchange.differences.isEmpty { throw .failed }
  }

  mutating func capture(_ step: Step, _ received: Received, _ phase: Exchange.Phase) -> [Difference] {
    step.captures.compactMap { capture in
      let found = capture.value(in: received, variables)
      guard found != nil || capture.isOptional else {
        return Difference(
          .capture, capture.origin.subject, expected: "a value to capture", actual: nil, at: capture.place)
      }
      let value = found ?? .null
      protect(capture, value)
      variables.set(scoped(capture.name, phase), value)
      return nil
    }
  }

  private mutating func protect(_ capture: Step.Capture, _ value: JSON) {
    switch capture.origin {
    case .header(let name) where name.lowercased() == "set-cookie":
      if let text = value.string { variables.protectCookie(text) }
    case .cookie(let name): variables.protect(value.plainText, called: "COOKIE_\(name)")
    default: break
    }
  }

  // MARK: Cookies

  private func jar(_ template: RequestTemplate, _ step: Step) -> String? {
    switch template.cookies {
    case .jar(let name): "\(step.api) \(name)"
    case .kept: contract.keepsCookies || apis[step.api]?.keepsCookies == true ? step.api : nil
    case .none, .given: nil
    }
  }

  private mutating func addCookies(
    _ template: RequestTemplate, _ step: Step, _ request: inout Request
  ) throws(Diagnostic) {
    if case .given(let pairs) = template.cookies {
      var texts: [String] = []
      for pair in pairs {
        let value = try variables.text(pair.value)
        variables.protect(value, called: "COOKIE_\(pair.name)")
        texts.append("\(pair.name)=\(value)")
      }
      if !texts.isEmpty { request.headers["Cookie"] = texts.joined(separator: "; ") }
    } else if let name = jar(template, step), request.headers["Cookie"] == nil {
      request.headers["Cookie"] = jars[name]?.header(for: request.path, now: Double(time(nil)))
    }
  }

  mutating func takeCookies(_ step: Step, _ request: Request, _ delivery: Courier.Delivery) {
    guard case .success(let answer) = delivery.result else { return }
    for header in answer.headers.all("Set-Cookie") { variables.protectCookie(header) }
    guard case .request(let template, _) = step.action, let name = jar(template, step) else { return }
    jars[name, default: CookieJar()].take(answer.headers, path: request.path, now: Double(time(nil)))
  }
}
