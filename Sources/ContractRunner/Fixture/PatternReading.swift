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
    guard Self.mayBeNull.contains(name) else {
      report(
        "“?” (or null) goes with a type, #regex, #datetime, #date or #uuid; use {\"#oneOf\": [null, …]} here", node)
      return .any
    }
    return .nullable(Pattern(place: node.place, rule: marker(name, argument, node)))
  }

  private mutating func literal(_ text: String, _ node: Node) -> Pattern.Rule {
    template(text, node).map(Pattern.Rule.text) ?? .any
  }

  private static let mayBeNull =
    Pattern.Kind.allCases.map(\.rawValue) + Timestamp.Form.allCases.map(\.rawValue) + ["regex", "uuid", "shape"]
  private static let textMarkers = mayBeNull + ["any", "absent", "optional", "not", "media", "sorted", "unique"]
  private static let listMarkers = ["#each", "#contains", "#count", "#sorted", "#unique"]
  private static let objectMarkers =
    listMarkers + ["#oneOf", "#all", "#unordered", "#optional", "#not", "#json", "#base64", "#shape"]

  private mutating func marker(_ name: String, _ argument: String?, _ node: Node) -> Pattern.Rule {
    if let kind = Pattern.Kind(rawValue: name) {
      guard let argument else { return .type(kind) }
      return range(kind, argument, node)
    }
    if let form = Timestamp.Form(rawValue: name) { return time(form, argument, node) }
    switch (name, argument) {
    case ("uuid", let version): return uuid(version, node)
    case ("media", let type?): return .media(MediaType(type))
    case ("sorted", let argument): return sorted(order(argument ?? "", node), nil)
    case ("unique", let argument): return sorted(nil, pointer(argument ?? "", node))
    case ("shape", let name?): return shape(named: name, nil, node)
    case ("any", nil): return .any
    case ("absent", nil): return .absent
    case ("regex", let argument?): return regex(argument, node)
    case ("optional", let argument?): return .optional(Pattern(place: node.place, rule: textRule(argument, node)))
    case ("not", let argument?): return .not(Pattern(place: node.place, rule: textRule(argument, node)))
    case ("any", _), ("absent", _): report("#\(name) takes no argument", node)
    case ("regex", nil), ("optional", nil), ("not", nil), ("media", nil), ("shape", nil):
      report("#\(name) needs an argument", node)
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
    checkExpression(template, node)
    return .regex(template)
  }

  mutating func checkExpression(_ template: Template, _ node: Node) {
    let probe = template.parts.map { part in
      switch part {
      case .text(let text): text
      case .reference: "x"
      }
    }
    if (try? Regex(probe.joined())) == nil { report("“\(template.source)” is no regular expression", node) }
  }

  private mutating func objectRule(_ node: Node) -> Pattern.Rule {
    let members = node.members ?? []
    if let name = node["#shape"] { return shape(named: name.json.string ?? "", node, name) }
    let markers = members.filter { $0.name.hasPrefix("#") && !$0.name.hasPrefix("##") && $0.name != "#others" }
    guard let marker = markers.first else {
      return .object(named(members), others: node["#others"].map { pattern($0) })
    }
    let names = markers.map(\.name)
    if Set(names).isSubset(of: Self.listMarkers) { return each(node) }
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
    case "#json": return .embedded(.json, pattern(marker.node))
    case "#base64": return .embedded(.base64, pattern(marker.node))
    default:
      let message = "there is no marker “\(marker.name)”" + didYouMean(marker.name, Self.objectMarkers + ["#others"])
      report(Diagnostic(message, at: marker.node.namePlace))
      return .any
    }
  }

  mutating func named(_ members: [(name: String, node: Node)]) -> [(name: String, pattern: Pattern)] {
    members.filter { !$0.name.hasPrefix("#") || $0.name.hasPrefix("##") }.map { member in
      (name: member.name.hasPrefix("##") ? String(member.name.dropFirst()) : member.name, pattern: pattern(member.node))
    }
  }

  private mutating func each(_ node: Node) -> Pattern.Rule {
    allow(Self.listMarkers, in: node, "a list's pattern")
    var count: Template?
    if let wanted = node["#count"] {
      count = template(wanted.json.plainText, wanted)
      if let constant = count?.constant, Bounds(constant) == nil {
        report("“#count” is a number or a range such as 3, 1.. or 1..5", wanted)
      }
    }
    let element = node["#each"].map { pattern($0) }
    let unique = node["#unique"].flatMap { $0.json.bool == true ? "" : pointer($0.json.string ?? "-", $0) }
    return .each(
      Pattern.Each(
        element: element, contains: node["#contains"].map { patterns($0) } ?? [], count: count,
        order: node["#sorted"].flatMap { order($0.json.bool == true ? "" : $0.json.string ?? "-", $0) }, unique: unique)
    )
  }
}
