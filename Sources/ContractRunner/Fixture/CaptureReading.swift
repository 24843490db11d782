import Wire

extension Reading {
  mutating func captures(_ node: Node) -> [Step.Capture] {
    members("capture", in: node).compactMap { member in
      refuseReserved(member.name, member.node)
      return capture(member.name, member.node)
    }
  }

  /// `"/id"`, or `{"from": "header Location", "regex": "/orders/(\\d+)", "optional": true}`.
  private mutating func capture(_ name: String, _ node: Node) -> Step.Capture? {
    guard node.members != nil else {
      guard let origin = origin(node) else { return nil }
      return Step.Capture(name: name, origin: origin, expression: nil, isOptional: false, place: node.place)
    }
    allow(Format.capture, in: node, "a capture")
    guard let from = node["from"] else {
      report("a capture needs “from”", node)
      return nil
    }
    guard let origin = origin(from) else { return nil }
    return Step.Capture(
      name: name, origin: origin, expression: node["regex"].flatMap { expression($0) },
      isOptional: flag("optional", in: node), place: node.place)
  }

  private mutating func expression(_ node: Node) -> Template? {
    guard let text = node.json.string, let template = template(text, node) else {
      report("“regex” is a regular expression", node)
      return nil
    }
    checkExpression(template, node)
    return template
  }

  private mutating func origin(_ node: Node) -> Step.Capture.Origin? {
    let words = (node.json.string ?? "-").split(separator: " ", maxSplits: 1).map(String.init)
    let text = node.json.string ?? "-"
    switch (words.first ?? "", words.count) {
    case ("header", 2): return .header(words[1])
    case ("cookie", 2): return .cookie(words[1])
    case ("status", 1): return .status
    case ("text", 1): return .text
    case _ where text.isEmpty || text.hasPrefix("/"): return template(text, node).map(Step.Capture.Origin.body)
    default:
      report(
        "a capture is a JSON pointer such as “/id”, “header Request-Id”, “cookie sid”, “status” or “text”", node)
      return nil
    }
  }
}
