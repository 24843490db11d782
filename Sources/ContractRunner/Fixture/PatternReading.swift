import Wire

extension Reading {
  /// A marker is a text `#name argument` or an object `{"#name": argument}`; a leading `##` is a literal `#`.
  mutating func pattern(_ node: Node) -> Pattern {
    let rule: Pattern.Rule
    switch node.json {
    case .null, .bool, .integer, .double, .decimal: rule = .literal(node.json)
    case .string(let text): rule = textRule(text, node)
    case .array: rule = .array((node.items ?? []).map { pattern($0) })
    case .object: rule = objectRule(node)
    }
    return Pattern(place: node.place, rule: rule)
  }

  mutating func patterns(_ node: Node) -> [Pattern] {
    guard let items = node.items, !items.isEmpty else {
      report("a list of at least one pattern belongs here", node)
      return []
    }
    return items.map { pattern($0) }
  }

  mutating func template(_ text: String, _ node: Node) -> Template? {
    do {
      return try Template(text, at: node.place)
    } catch {
      report(error)
      return nil
    }
  }

  private mutating func textRule(_ text: String, _ node: Node) -> Pattern.Rule {
    guard text.hasPrefix("#") else { return literal(text, node) }
    if text.hasPrefix("##") { return literal(String(text.dropFirst()), node) }
    let words = text.dropFirst().split(separator: " ", maxSplits: 1).map(String.init)
    var name = words.first ?? ""
    let argument = words.count > 1 ? words[1] : nil
    guard name.hasSuffix("?") else { return marker(name, argument, node) }
    name.removeLast()
    guard name == "regex" || Pattern.Kind(rawValue: name) != nil else {
      report("“?” (or null) goes with a type or #regex; use {\"#oneOf\": [null, …]} here", node)
      return .any
    }
    return .nullable(Pattern(place: node.place, rule: marker(name, argument, node)))
  }

  private mutating func literal(_ text: String, _ node: Node) -> Pattern.Rule {
    template(text, node).map(Pattern.Rule.text) ?? .any
  }

  private static let textMarkers =
    Pattern.Kind.allCases.map(\.rawValue) + ["any", "absent", "regex", "optional", "not"]
  private static let objectMarkers = [
    "#oneOf", "#all", "#each", "#contains", "#count", "#unordered", "#optional", "#not",
  ]

  private mutating func marker(_ name: String, _ argument: String?, _ node: Node) -> Pattern.Rule {
    if let kind = Pattern.Kind(rawValue: name) {
      guard let argument else { return .type(kind) }
      return range(kind, argument, node)
    }
    switch (name, argument) {
    case ("any", nil): return .any
    case ("absent", nil): return .absent
    case ("regex", let argument?): return regex(argument, node)
    case ("optional", let argument?): return .optional(Pattern(place: node.place, rule: textRule(argument, node)))
    case ("not", let argument?): return .not(Pattern(place: node.place, rule: textRule(argument, node)))
    case ("any", _), ("absent", _): report("#\(name) takes no argument", node)
    case ("regex", nil), ("optional", nil), ("not", nil): report("#\(name) needs an argument", node)
    case _ where Self.objectMarkers.contains("#\(name)"): report("#\(name) is written {\"#\(name)\": …}", node)
    default:
      let meant = didYouMean("#\(name)", Self.textMarkers.map { "#\($0)" })
      report("there is no marker “#\(name)”\(meant) (a literal “#” is “##”)", node)
    }
    return .any
  }

  private mutating func range(_ kind: Pattern.Kind, _ argument: String, _ node: Node) -> Pattern.Rule {
    guard [.string, .integer, .number].contains(kind) else {
      report("#\(kind.rawValue) takes no argument", node)
      return .any
    }
    guard let template = template(argument, node) else { return .any }
    if let constant = template.constant, Bounds(constant) == nil {
      report("“\(constant)” is no range: write 1..5, 1.. or ..5", node)
    }
    return .range(kind, template)
  }

  private mutating func regex(_ argument: String, _ node: Node) -> Pattern.Rule {
    guard let template = template(argument, node) else { return .any }
    let probe = template.parts.map { part in
      switch part {
      case .text(let text): text
      case .reference: "x"
      }
    }
    if (try? Regex(probe.joined())) == nil { report("“\(argument)” is no regular expression", node) }
    return .regex(template)
  }

  private mutating func objectRule(_ node: Node) -> Pattern.Rule {
    let members = node.members ?? []
    let markers = members.filter { $0.name.hasPrefix("#") && !$0.name.hasPrefix("##") && $0.name != "#others" }
    guard let marker = markers.first else {
      let named = members.filter { $0.name != "#others" }.map { member in
        (
          name: member.name.hasPrefix("##") ? String(member.name.dropFirst()) : member.name,
          pattern: pattern(member.node)
        )
      }
      return .object(named, others: node["#others"].map { pattern($0) })
    }
    let names = markers.map(\.name)
    if Set(names).isSubset(of: ["#each", "#contains", "#count"]) { return each(node) }
    guard members.count == 1 else {
      report("“\(marker.name)” stands alone in its object", node)
      return .any
    }
    switch marker.name {
    case "#oneOf": return .oneOf(patterns(marker.node))
    case "#all": return .all(patterns(marker.node))
    case "#unordered": return .unordered(patterns(marker.node))
    case "#optional": return .optional(pattern(marker.node))
    case "#not": return .not(pattern(marker.node))
    default:
      let message = "there is no marker “\(marker.name)”" + didYouMean(marker.name, Self.objectMarkers + ["#others"])
      report(Diagnostic(message, at: marker.node.namePlace))
      return .any
    }
  }

  private mutating func each(_ node: Node) -> Pattern.Rule {
    allow(["#each", "#contains", "#count"], in: node, "a list's pattern")
    var count: Template?
    if let wanted = node["#count"] {
      count = template(wanted.json.plainText, wanted)
      if let constant = count?.constant, Bounds(constant) == nil {
        report("“#count” is a number or a range such as 3, 1.. or 1..5", wanted)
      }
    }
    let element = node["#each"].map { pattern($0) }
    return .each(Pattern.Each(element: element, contains: node["#contains"].map { patterns($0) } ?? [], count: count))
  }
}
