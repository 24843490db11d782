import Wire

extension Reading {
  mutating func request(_ node: Node) -> RequestTemplate {
    allow(Format.request, in: node, "a request")
    let path = required("path", in: node, "a request")
    if !path.hasPrefix("/") { report("a path begins with “/”", node["path"] ?? node) }
    return RequestTemplate(
      method: method(node), path: template(path, node["path"] ?? node) ?? Template(empty: node.place),
      query: members("query", in: node).map { ($0.name, value($0.node)) }, headers: headers(node),
      credentials: credentials(node), body: body(node), place: node.place)
  }

  private mutating func method(_ node: Node) -> Method {
    let name = required("method", in: node, "a request")
    if let method = Method(rawValue: name) { return method }
    let names = Method.allCases.map(\.rawValue)
    report("there is no method “\(name)”" + didYouMean(name.uppercased(), names), node["method"] ?? node)
    return .get
  }

  mutating func headers(_ node: Node) -> [(name: String, value: Template)] {
    members("headers", in: node).compactMap { member in
      guard let text = member.node.json.string else {
        report("a header's value is a text", member.node)
        return nil
      }
      return template(text, member.node).map { (member.name, $0) }
    }
  }

  /// `null` takes away what the API's description gives.
  mutating func credentials(_ node: Node) -> Credentials {
    if node["bearer"] != nil, let basic = node["basic"] { report("a request has “bearer” or “basic”, not both", basic) }
    guard let member = node["bearer"] ?? node["basic"] else { return .inherited }
    guard !member.json.isNull else { return .none }
    guard let text = member.json.string, let template = template(text, member) else {
      report("credentials are a text, or null for none", member)
      return .none
    }
    return node["bearer"] != nil ? .bearer(template) : .basic(template)
  }

  private mutating func body(_ node: Node) -> RequestTemplate.Body {
    let bodies = ["json", "form", "raw"].compactMap { name in node[name].map { (name, $0) } }
    if bodies.count > 1 { report("a request has one of “json”, “form” and “raw”", bodies[1].1) }
    guard let (name, member) = bodies.first else { return .none }
    switch name {
    case "json": return .json(value(member))
    case "form":
      if member.members == nil { report("a form is an object", member) }
      return .form(value(member))
    default: return template(member.json.plainText, member).map(RequestTemplate.Body.raw) ?? .none
    }
  }

  mutating func value(_ node: Node) -> ValueTemplate {
    switch node.json {
    case .string(let text): template(text, node).map(ValueTemplate.text) ?? .literal(node.json)
    case .array: .array((node.items ?? []).map { value($0) })
    case .object: .object((node.members ?? []).map { ($0.name, value($0.node)) })
    default: .literal(node.json)
    }
  }
}

extension Template {
  /// Stands in for a template that could not be read, so that reading can go on.
  fileprivate init(empty place: Place) {
    parts = []
    self.place = place
  }
}
