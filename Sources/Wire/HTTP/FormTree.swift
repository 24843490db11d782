/// A form under construction: pairs in, a tree out.
struct FormTree {
  private var root = Node()
  private var count = 0

  var object: JSON.Object { root.object }

  mutating func add(_ name: String, _ value: String) throws(Form.Failure) {
    count += 1
    guard count <= Form.maximumParameters else {
      throw Form.Failure(reason: "Too many parameters (at most \(Form.maximumParameters))")
    }
    guard let bracket = name.utf8.firstIndex(of: UInt8(ascii: "[")), bracket > name.startIndex else {
      return root.insert(name, [], value)
    }
    let path = Self.split(name[bracket...]) ?? []
    guard path.count < Form.maximumDepth else {
      throw Form.Failure(reason: "Parameters are nested too deeply (at most \(Form.maximumDepth))")
    }
    // A name whose brackets do not match is one name.
    root.insert(path.isEmpty ? name : String(name[..<bracket]), path[...], value)
  }

  /// `[b][]` is b and the empty name.
  private static func split(_ brackets: Substring) -> [String]? {
    var parts: [String] = []
    var rest = brackets
    while !rest.isEmpty {
      guard rest.utf8.first == UInt8(ascii: "["), let close = rest.utf8.firstIndex(of: UInt8(ascii: "]")) else {
        return nil
      }
      parts.append(String(rest[rest.utf8.index(after: rest.startIndex)..<close]))
      rest = rest[rest.utf8.index(after: close)...]
    }
    return parts
  }
}

/// A text, a list, or an object. Names are looked for one by one: there are not many in a form.
private struct Node {
  private var text: String?
  private var items: [Node] = []
  private var members: [(name: String, node: Node)] = []

  init(_ text: String? = nil) { self.text = text }

  mutating func insert(_ path: ArraySlice<String>, _ value: String) {
    guard let name = path.first else {
      self = Node(value)
      return
    }
    text = nil
    if name.isEmpty { insertItem(path.dropFirst(), value) } else { insert(name, path.dropFirst(), value) }
  }

  mutating func insert(_ name: String, _ path: ArraySlice<String>, _ value: String) {
    if let index = index(of: name) {
      members[index].node.insert(path, value)
    } else {
      members.append((name, path.isEmpty ? Node(value) : Node()))
      if !path.isEmpty { members[members.count - 1].node.insert(path, value) }
    }
  }

  /// `a[][b]=1&a[][c]=2` is one item until a name repeats (Rack's rule, which Stripe follows).
  private mutating func insertItem(_ path: ArraySlice<String>, _ value: String) {
    if let name = path.first, let last = items.indices.last, items[last].text == nil, items[last].index(of: name) == nil
    {
      items[last].insert(path, value)
    } else {
      var item = Node()
      item.insert(path, value)
      items.append(item)
    }
  }

  private func index(of name: String) -> Int? { members.firstIndex { $0.name == name } }

  var object: JSON.Object { JSON.Object(members.map { (key: $0.name, value: $0.node.json) }) }

  private var json: JSON {
    if let text { return .string(text) }
    return items.isEmpty ? .object(object) : .array(items.map(\.json))
  }
}
