import Wire

/// Markers whose arguments need reading of their own.
extension Reading {
  mutating func time(_ form: Timestamp.Form, _ argument: String?, _ node: Node) -> Pattern.Rule {
    guard let argument else { return .time(form, nil) }
    guard let template = template(argument, node) else { return .any }
    if let constant = template.constant, TimeBounds(constant, form) == nil {
      report("“\(constant)” is no range of times: write ${now -60}..${now} or 2026-01-01T00:00:00Z..", node)
    }
    return .time(form, template)
  }

  mutating func uuid(_ argument: String?, _ node: Node) -> Pattern.Rule {
    guard let argument else { return .uuid(version: nil) }
    guard let version = Int(argument), (1...8).contains(version) else {
      report("“\(argument)” is no version of UUIDs: 1 to 8", node)
      return .any
    }
    return .uuid(version: version)
  }

  /// `#sorted` and `#unique` as texts: a list of at least one.
  func sorted(_ order: Pattern.Order?, _ unique: String?) -> Pattern.Rule {
    .each(Pattern.Each(element: nil, contains: [], count: nil, order: order, unique: unique))
  }

  /// `/created descending`, either or none.
  mutating func order(_ argument: String, _ node: Node) -> Pattern.Order? {
    var words = argument.split(separator: " ").map(String.init)
    var isDescending = false
    if let last = words.last, ["ascending", "descending"].contains(last) {
      isDescending = last == "descending"
      words.removeLast()
    }
    guard words.count <= 1, let pointer = pointer(words.first ?? "", node) else {
      report("#sorted takes a pointer, and ascending or descending: “/created descending”", node)
      return nil
    }
    return Pattern.Order(pointer: pointer, isDescending: isDescending)
  }

  mutating func pointer(_ text: String, _ node: Node) -> String? {
    if text.isEmpty || text.hasPrefix("/") { return text }
    report("“\(text)” is no JSON pointer: it begins with “/”", node)
    return nil
  }

  // MARK: Shapes

  /// - Parameter node: the object around, whose other members replace the shape's own.
  mutating func shape(named name: String, _ node: Node?, _ reference: Node) -> Pattern.Rule {
    guard let shape = shapes[name] else {
      report("there is no shape “\(name)”" + didYouMean(name, shapes.keys.sorted()), reference)
      return .any
    }
    return self.shape(name, node, shape)
  }

  mutating func shape(_ name: String, _ node: Node?, _ shape: Node) -> Pattern.Rule {
    if openShapes.contains(name) {
      report("the shape “\(name)” is inside itself", shape)
      return .any
    }
    openShapes.append(name)
    let rule = pattern(shape).rule
    openShapes.removeLast()
    guard let node, (node.members ?? []).count > 1 else { return rule }
    guard case .object(var members, var others) = rule else {
      report("only a shape that is an object can have members replaced", node)
      return rule
    }
    for own in named(node.members ?? []) {
      if let index = members.firstIndex(where: { $0.name == own.name }) {
        members[index] = own
      } else {
        members.append(own)
      }
    }
    for member in node.members ?? [] where member.name.hasPrefix("#") && !member.name.hasPrefix("##") {
      if member.name == "#others" {
        others = pattern(member.node)
      } else if member.name != "#shape" {
        report(Diagnostic("“\(member.name)” has no meaning beside “#shape”", at: member.node.namePlace))
      }
    }
    return .object(members, others: others)
  }
}
