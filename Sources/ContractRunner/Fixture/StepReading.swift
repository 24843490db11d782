import Wire

extension Reading {
  mutating func step(_ node: Node, api: String) -> Step {
    allow(Format.step, in: node, "a step")
    let api = string("api", in: node) ?? api
    let action = action(node, api: api)
    let name = string("name", in: node) ?? Self.name(of: action)
    return Step(
      name: name, api: api, action: action, until: until(node), copies: copies(node), loop: loop(node),
      delay: seconds("delay", in: node, 0), captures: captures(node),
      place: (node["name"] ?? node["request"] ?? node).place)
  }

  private static func name(of action: Step.Action) -> String {
    switch action {
    case .request(let request, _): "\(request.method.rawValue) \(request.path.source)"
    case .parallel: "at once"
    case .check(let value, _): "check \(value.templates.map(\.source).joined(separator: " "))"
    case .use(let given): "make \(given.state)"
    case .delivery(let delivery, _): "delivery at \(delivery.webhook)"
    }
  }

  /// The kinds of step, by the member that tells them, and which other members have a meaning beside it.
  private static let companions: KeyValuePairs = [
    "request": ["expect", "capture", "until", "repeat", "for", "delay"], "parallel": ["for", "delay"],
    "check": ["is", "for"], "use": ["for"],
    "webhook": ["expect", "capture", "within", "among", "none", "signed", "for"],
  ]

  private mutating func action(_ node: Node, api: String) -> Step.Action {
    guard let (name, companions) = Self.companions.first(where: { node[$0.key] != nil }) else {
      report("a step has “request”, “parallel”, “use”, “webhook”, or “check” with “is”", node)
      return .parallel([])
    }
    for member in node.members ?? [] where !(["name", "api", name] + companions).contains(member.name) {
      guard Format.step.contains(member.name) else { continue }
      report(Diagnostic("“\(member.name)” has no meaning beside “\(name)”", at: member.node.namePlace))
    }
    switch name {
    case "request": return .request(request(node["request"] ?? node), node["expect"].map { expectation($0) })
    case "parallel": return .parallel(parallel(node, api: api))
    case "use": return use(node["use"] ?? node)
    case "webhook": return .delivery(delivery(node), node["expect"].map { expectation($0, needsStatus: false) })
    default:
      guard let check = node["check"], let pattern = node["is"] else {
        report("“check” needs “is”: the pattern to hold the value against", node)
        return .parallel([])
      }
      return .check(value(check), self.pattern(pattern))
    }
  }

  private mutating func parallel(_ node: Node, api: String) -> [Step] {
    let steps = list("parallel", in: node).map { step($0, api: api) }
    for step in steps {
      if case .request = step.action, step.until == nil, step.loop == nil { continue }
      report(Diagnostic("parallel steps are plain requests, without “until” and “for”", at: step.place))
    }
    return steps
  }

  private mutating func use(_ node: Node) -> Step.Action {
    let states = given(node)
    if states.count > 1 { report("a step uses one state", node) }
    return states.first.map(Step.Action.use) ?? .parallel([])
  }

  private mutating func delivery(_ node: Node) -> DeliveryTemplate {
    DeliveryTemplate(
      webhook: string("webhook", in: node) ?? "", within: seconds("within", in: node, 10),
      isAmongOthers: flag("among", in: node), isNone: flag("none", in: node),
      signature: node["signed"].flatMap { signature($0) })
  }

  private mutating func signature(_ node: Node) -> DeliveryTemplate.Signature? {
    allow(Format.signature, in: node, "a signature")
    guard let secret = template(required("secret", in: node, "a signature"), node["secret"] ?? node) else { return nil }
    let scheme: DeliveryTemplate.Scheme
    switch string("scheme", in: node) ?? "stripe" {
    case "stripe": scheme = .stripe(tolerance: seconds("tolerance", in: node, 300))
    case "hmac-sha256": scheme = .hmac(prefix: string("prefix", in: node) ?? "")
    case let other:
      report("there is no signature “\(other)”: stripe or hmac-sha256", node["scheme"] ?? node)
      return nil
    }
    return .init(header: string("header", in: node) ?? "Stripe-Signature", scheme: scheme, secret: secret)
  }

  private mutating func until(_ node: Node) -> Step.Until? {
    guard let until = node["until"] else { return nil }
    allow(Format.until, in: until, "until")
    guard let seconds = until["seconds"]?.json.number, seconds > 0 else {
      report("“until” needs “seconds”: how long to go on asking", until)
      return nil
    }
    let every = until["every"]?.json.number ?? 0.5
    if !(0.001...60).contains(every) { report("“every” is a number of seconds from 0.001 to 60", until) }
    return Step.Until(seconds: seconds, every: min(max(every, 0.001), 60))
  }

  private mutating func copies(_ node: Node) -> Int? {
    guard let copies = node["repeat"] else { return nil }
    guard let count = copies.json.integer, (1...10_000).contains(count) else {
      report("“repeat” is a whole number from 1 to 10000", copies)
      return nil
    }
    return count
  }

  private mutating func loop(_ node: Node) -> Step.Loop? {
    guard let loop = node["for"] else { return nil }
    guard let members = loop.members, members.count == 1, let member = members.first else {
      report("“for” names one variable and its list: {\"customer\": \"${customers}\"}", loop)
      return nil
    }
    refuseReserved(member.name, member.node)
    return Step.Loop(name: member.name, list: value(member.node))
  }

  private mutating func expectation(_ node: Node, needsStatus: Bool = true) -> Expectation {
    allow(Format.expectation, in: node, "an expectation")
    if needsStatus, node["status"] == nil { report("an expectation needs “status”", node) }
    if !needsStatus, let status = node["status"] { report("a delivery has no “status”", status) }
    let bodies = ["body", "text", "events"].compactMap { node[$0] }
    if bodies.count > 1 { report("an answer has “body” (JSON), “text” or “events”, not several", bodies[1]) }
    return Expectation(
      status: node["status"].map { pattern($0) },
      headers: members("headers", in: node).map { ($0.name, pattern($0.node)) },
      body: node["body"].map { pattern($0) }, text: node["text"].map { pattern($0) },
      cookies: members("cookies", in: node).map { ($0.name, pattern($0.node)) },
      events: node["events"].map { pattern($0) }, place: node.place)
  }
}
