import Wire

/// A value of a file together with its place, for reading it strictly.
package struct Node: Sendable {
  package let source: SourceText
  package let pointer: String
  package let json: JSON

  package var place: Place { Place(source: source, range: source.range(of: pointer)) }
  /// The member's name, for messages about the name itself.
  package var namePlace: Place { Place(source: source, range: source.nameRange(of: pointer)) }

  package subscript(name: String) -> Node? {
    json[name].map { Node(source: source, pointer: "\(pointer)/\(Pointer.escaped(name))", json: $0) }
  }

  package var items: [Node]? {
    json.array?.enumerated().map { Node(source: source, pointer: "\(pointer)/\($0.offset)", json: $0.element) }
  }

  package var members: [(name: String, node: Node)]? {
    json.object?.map { member in
      let pointer = "\(self.pointer)/\(Pointer.escaped(member.key))"
      return (member.key, Node(source: source, pointer: pointer, json: member.value))
    }
  }

  func wrong(_ message: String) -> Diagnostic { Diagnostic(message, at: place) }
}

/// Reading a file's nodes: what is wrong is collected, so that one run names every mistake.
struct Reading {
  private(set) var diagnostics: [Diagnostic] = []
  /// The shapes that `#shape` may name.
  var shapes: [String: Node] = [:]
  /// Those that are being read: one may not be inside itself.
  var openShapes: [String] = []
  /// Whether `row` means a row of the story's own.
  var hasRows = false

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }
  mutating func report(_ message: String, _ node: Node) { diagnostics.append(node.wrong(message)) }

  /// Refuses members that the format does not know.
  mutating func allow(_ names: [String], in node: Node, _ what: String) {
    guard let members = node.members else {
      report("\(what) is an object, not \(node.json.typeName)", node)
      return
    }
    for member in members where !names.contains(member.name) {
      let message = "\(what) has no “\(member.name)”" + didYouMean(member.name, names)
      report(Diagnostic(message, at: member.node.namePlace))
    }
  }

  mutating func string(_ name: String, in node: Node) -> String? {
    guard let member = node[name] else { return nil }
    guard let text = member.json.string, !text.isEmpty else {
      report("“\(name)” is a text that is not empty", member)
      return nil
    }
    return text
  }

  mutating func flag(_ name: String, in node: Node) -> Bool {
    guard let member = node[name] else { return false }
    if let value = member.json.bool { return value }
    report("“\(name)” is true or false", member)
    return false
  }

  /// A number of seconds.
  mutating func seconds(_ name: String, in node: Node, _ standard: Double) -> Double {
    guard let member = node[name] else { return standard }
    if let value = member.json.number, (0...3600).contains(value) { return value }
    report("“\(name)” is a number of seconds from 0 to 3600", member)
    return standard
  }

  mutating func required(_ name: String, in node: Node, _ what: String) -> String {
    if node[name] == nil { report(Diagnostic("\(what) needs “\(name)”", at: node.place)) }
    return string(name, in: node) ?? ""
  }

  mutating func list(_ name: String, in node: Node) -> [Node] {
    guard let member = node[name] else { return [] }
    if let items = member.items { return items }
    report("“\(name)” is a list, not \(member.json.typeName)", member)
    return []
  }

  mutating func texts(_ name: String, in node: Node) -> [String] {
    list(name, in: node).compactMap { item in
      if let text = item.json.string, !text.isEmpty { return text }
      report("“\(name)” is a list of texts", item)
      return nil
    }
  }

  mutating func members(_ name: String, in node: Node) -> [(name: String, node: Node)] {
    guard let member = node[name] else { return [] }
    if let members = member.members { return members }
    report("“\(name)” is an object, not \(member.json.typeName)", member)
    return []
  }
}
