import Wire

extension Reading {
  mutating func contract(_ root: Node) -> Contract {
    let contract = story(root)
    if root["source"] == nil {
      report("a contract needs “source”: the document and heading it comes from", root)
    }
    for step in contract.steps { refuseSilence(step) }
    return contract
  }

  /// A contract that need not say what it expects, nor where it comes from.
  mutating func story(_ root: Node) -> Contract {
    allow(Format.contract, in: root, "a contract")
    readShapes(root)
    hasRows = root["rows"] != nil
    let api = required("api", in: root, "a contract")
    let steps = list("steps", in: root).map { step($0, api: api) }
    if steps.isEmpty { report("a contract without steps asserts nothing", root["steps"] ?? root) }
    return Contract(
      name: required("name", in: root, "a contract"), api: api, sources: sources(root),
      differs: string("differs", in: root), tags: texts("tags", in: root), keepsCookies: flag("cookies", in: root),
      webhooks: members("webhooks", in: root).map { webhook($0.name, $0.node) },
      given: list("given", in: root).flatMap { given($0) }, steps: steps,
      finally: list("finally", in: root).map { step($0, api: api) }, place: (root["name"] ?? root).place)
  }

  /// Named patterns of the file, each looked at even if no story uses it.
  private mutating func readShapes(_ root: Node) {
    let own = members("shapes", in: root)
    for shape in own { shapes[shape.name] = shape.node }
    for shape in own { _ = self.shape(shape.name, nil, shape.node) }
  }

  private mutating func webhook(_ name: String, _ node: Node) -> Contract.Webhook {
    allow(Format.webhook, in: node, "a webhook")
    refuseReserved(name, node)
    let answers = list("answers", in: node).compactMap { item -> Int? in
      if let status = item.json.integer, (200...599).contains(status) { return status }
      report("an answer is a status from 200 to 599", item)
      return nil
    }
    return Contract.Webhook(name: name, answers: answers.isEmpty ? [200] : answers)
  }

  mutating func api(_ root: Node) -> API {
    allow(Format.api, in: root, "an API's description")
    readShapes(root)
    let name = required("api", in: root, "an API's description")
    let operations: [Operation] = list("operations", in: root).compactMap { node in
      let operation = node.json.string.flatMap { Operation($0) }
      if operation == nil { report("an operation is written as “GET /user/{id}”", node) }
      return operation
    }
    var states: [String: API.State] = [:]
    for member in members("states", in: root) { states[member.name] = state(member.node, api: name) }
    return API(
      name: name, title: string("title", in: root) ?? name, uses: texts("uses", in: root),
      credentials: credentials(root), headers: headers(root),
      operations: operations, states: states, shapes: shapes, keepsCookies: flag("cookies", in: root))
  }

  private mutating func state(_ node: Node, api: String) -> API.State {
    allow(Format.state, in: node, "a state")
    let needs = string("needs", in: node)
    if let needs, needs != "control" {
      report("a state needs nothing or “control”, not “\(needs)”", node["needs"] ?? node)
    }
    let parameters = members("parameters", in: node).map { ($0.name, value($0.node)) }
    return API.State(
      needsControl: needs != nil, parameters: parameters, steps: list("steps", in: node).map { step($0, api: api) },
      finally: list("finally", in: node).map { step($0, api: api) }, place: node.namePlace)
  }

  /// Every step of a story has to say what it expects; that is what a story is for.
  private mutating func refuseSilence(_ step: Step) {
    switch step.action {
    case .request(_, nil): report(Diagnostic("this step expects nothing: give it an “expect”", at: step.place))
    case .delivery(let delivery, nil) where !delivery.isNone:
      report(Diagnostic("this step expects nothing: give it an “expect”, or “none”", at: step.place))
    case .parallel(let steps): for step in steps { refuseSilence(step) }
    case .request, .check, .use, .delivery: break
    }
  }

  private mutating func sources(_ root: Node) -> [Contract.Source] {
    guard let node = root["source"] else { return [] }
    return (node.items ?? [node]).map { item in
      allow(Format.source, in: item, "a source")
      return Contract.Source(
        document: required("document", in: item, "a source"), heading: string("heading", in: item),
        examples: list("examples", in: item), place: item.place)
    }
  }

  mutating func given(_ node: Node) -> [Contract.Given] {
    guard let members = node.members, !members.isEmpty else {
      report("a given state is written {\"user\": {\"as\": \"alan\"}}", node)
      return []
    }
    return members.map { member in
      let alias = string("as", in: member.node) ?? member.name
      refuseReserved(alias, member.node["as"] ?? member.node)
      let parameters = (member.node.members ?? []).filter { $0.name != "as" }.map { ($0.name, value($0.node)) }
      return Contract.Given(
        state: member.name, alias: alias, parameters: parameters, place: member.node.namePlace)
    }
  }

  mutating func refuseReserved(_ name: String, _ node: Node) {
    if (Template.reserved + ["self"] + (hasRows ? ["row"] : [])).contains(name) {
      report("“\(name)” is a word of ${…} itself; choose another", node)
    }
  }
}
