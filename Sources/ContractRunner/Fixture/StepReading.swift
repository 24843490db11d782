import Wire

extension Reading {
  mutating func step(_ node: Node, api: String) -> Step {
    allow(Format.step, in: node, "a step")
    let api = string("api", in: node) ?? api
    let action = action(node, api: api)
    let name = string("name", in: node) ?? Self.name(of: action)
    return Step(
      name: name, api: api, action: action, until: until(node), copies: copies(node), captures: captures(node),
      place: (node["name"] ?? node["request"] ?? node).place)
  }

  private static func name(of action: Step.Action) -> String {
    switch action {
    case .request(let request, _): "\(request.method.rawValue) \(request.path.source)"
    case .parallel: "at once"
    case .check(let value, _): "check \(value.templates.map(\.source).joined(separator: " "))"
    }
  }

  private mutating func action(_ node: Node, api: String) -> Step.Action {
    if let request = node["request"] {
      refuse(["parallel", "check", "is"], beside: "request", in: node)
      return .request(self.request(request), node["expect"].map { expectation($0) })
    }
    if node["parallel"] != nil {
      refuse(["expect", "capture", "until", "repeat", "check", "is"], beside: "parallel", in: node)
      let steps = list("parallel", in: node).map { step($0, api: api) }
      for step in steps {
        if case .request = step.action, step.until == nil { continue }
        report(Diagnostic("parallel steps are plain requests, without “until”", at: step.place))
      }
      return .parallel(steps)
    }
    if let check = node["check"], let pattern = node["is"] {
      refuse(["expect", "capture", "until", "repeat"], beside: "check", in: node)
      return .check(value(check), self.pattern(pattern))
    }
    report("a step has “request”, “parallel”, or “check” with “is”", node)
    return .parallel([])
  }

  private mutating func refuse(_ names: [String], beside name: String, in node: Node) {
    for other in names {
      if let member = node[other] {
        report(Diagnostic("“\(other)” has no meaning beside “\(name)”", at: member.namePlace))
      }
    }
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

  private mutating func captures(_ node: Node) -> [Step.Capture] {
    members("capture", in: node).compactMap { member in
      refuseReserved(member.name, member.node)
      let text = member.node.json.string ?? ""
      let origin: Step.Capture.Origin
      if text.isEmpty || text.hasPrefix("/") {
        guard let pointer = template(text, member.node) else { return nil }
        origin = .body(pointer)
      } else if text.hasPrefix("header ") {
        origin = .header(String(text.dropFirst("header ".count)))
      } else {
        report("a capture is a JSON pointer such as “/id”, or “header Request-Id”", member.node)
        return nil
      }
      return Step.Capture(name: member.name, origin: origin, place: member.node.place)
    }
  }

  private mutating func expectation(_ node: Node) -> Expectation {
    allow(Format.expectation, in: node, "an expectation")
    if node["status"] == nil { report("an expectation needs “status”", node) }
    if node["body"] != nil, let text = node["text"] { report("an answer has “body” (JSON) or “text”, not both", text) }
    return Expectation(
      status: node["status"].map { pattern($0) },
      headers: members("headers", in: node).map { ($0.name, pattern($0.node)) },
      body: node["body"].map { pattern($0) }, text: node["text"].map { pattern($0) }, place: node.place)
  }
}
