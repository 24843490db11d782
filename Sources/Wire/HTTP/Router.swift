/// Finds the endpoint of a method and a path. Built once, then only read.
package struct Router<Endpoint> {
  private var tree = RouteTree()
  private var endpoints: [Endpoint] = []

  package init() {}

  /// A pattern is like `/v1/customers/{id}`. A literal segment wins over a value, if it has the method.
  package mutating func add(_ method: Method, _ pattern: String, _ endpoint: Endpoint) {
    tree.add(method, pattern)
    endpoints.append(endpoint)
  }

  /// The methods that a path is there for.
  package func methods(of path: String) -> [Method] { tree.methods(of: path) }

  package func match(_ method: Method, _ path: String) -> RouteMatch {
    var values: [String] = []
    if let number = tree.find(method, path, &values) { return .found(number, values: values) }
    let methods = tree.methods(of: path)
    return methods.isEmpty ? .notFound : .methodNotAllowed(methods)
  }

  /// The endpoint of a number that `match` found.
  package subscript(number: Int) -> Endpoint { endpoints[number] }
}

/// The result of a search. Not nested in the router, as every generic type would specialize its own search.
package enum RouteMatch {
  /// The values of the pattern's `{name}` segments, in order and percent-decoded.
  case found(Int, values: [String])
  case methodNotAllowed([Method])
  case notFound
}

/// The patterns by their segments; an endpoint is the number of its pattern. Not generic, so that a search is not
/// either, and made of plain numbers, so that a search counts no references.
private struct RouteTree {
  /// Where a node names another, 0 means none: no node has the root as a child.
  private struct Node {
    /// Where a literal stands in the text.
    var segment = 0..<0
    var hash: UInt64 = 0
    /// The first of its literal children, and of its parent's the one after itself.
    var literal = 0
    var sibling = 0
    var value = 0
    var endpoint: Int?
  }

  private var nodes = [Node()]
  private var text: [UInt8] = []
  /// Each with the one before it at the same node.
  private var endpoints: [(method: Method, sibling: Int?)] = []

  init() {}

  mutating func add(_ method: Method, _ pattern: String) {
    let path = pattern.utf8.span
    var node = 0
    var start = 1
    while start <= path.count {
      let end = path.firstIndex(of: UInt8(ascii: "/"), from: start) ?? path.count
      node = child(of: node, path.extracting(start..<end))
      start = end + 1
    }
    endpoints.append((method, nodes[node].endpoint))
    nodes[node].endpoint = endpoints.count - 1
  }

  private mutating func child(of node: Int, _ segment: Span<UInt8>) -> Int {
    let isValue = !segment.isEmpty && segment[0] == UInt8(ascii: "{")
    let known = isValue ? nodes[node].value : literal(of: node, segment)
    if known != 0 { return known }
    let new = nodes.count
    if isValue {
      nodes.append(Node())
      nodes[node].value = new
    } else {
      let start = text.count
      segment.withUnsafeBufferPointer { text += $0 }
      nodes.append(Node(segment: start..<text.count, hash: FNV.hash(segment)))
      append(new, to: node)
    }
    return new
  }

  private mutating func append(_ literal: Int, to node: Int) {
    guard nodes[node].literal != 0 else { return nodes[node].literal = literal }
    var last = nodes[node].literal
    while nodes[last].sibling != 0 { last = nodes[last].sibling }
    nodes[last].sibling = literal
  }

  private func literal(of node: Int, _ segment: Span<UInt8>) -> Int {
    let hash = FNV.hash(segment)
    var child = nodes[node].literal
    while child != 0, nodes[child].hash != hash || !segment.equals(text.span.extracting(nodes[child].segment)) {
      child = nodes[child].sibling
    }
    return child
  }

  func find(_ method: Method, _ path: String, _ values: inout [String]) -> Int? {
    let path = path.utf8.span
    guard path.count > 0, path[0] == UInt8(ascii: "/") else { return nil }
    return find(path, from: 1, at: 0, method, &values)
  }

  /// The methods that a path knows; none if there is no such path.
  func methods(of path: String) -> [Method] {
    var values: [String] = []
    let path = path.utf8.span
    guard path.count > 0, path[0] == UInt8(ascii: "/") else { return [] }
    var next = find(path, from: 1, at: 0, nil, &values)
    var methods: [Method] = []
    while let endpoint = next {
      methods.insert(endpoints[endpoint].method, at: 0)
      next = endpoints[endpoint].sibling
    }
    return methods
  }

  /// The endpoint of a path for the method, or the latest of a node that has any, if nil. Behind the last segment's
  /// end there is no more to follow.
  private func find(
    _ path: Span<UInt8>, from start: Int, at node: Int, _ method: Method?, _ values: inout [String]
  ) -> Int? {
    guard start <= path.count else { return endpoint(of: node, method) }
    let end = path.firstIndex(of: UInt8(ascii: "/"), from: start) ?? path.count
    let segment = path.extracting(start..<end)
    let literal = literal(of: node, segment)
    if literal != 0, let found = find(path, from: end + 1, at: literal, method, &values) { return found }
    let value = nodes[node].value
    guard value != 0, !segment.isEmpty, let text = segment.percentDecoded else { return nil }
    values.append(text)
    if let found = find(path, from: end + 1, at: value, method, &values) { return found }
    values.removeLast()
    return nil
  }

  private func endpoint(of node: Int, _ method: Method?) -> Int? {
    var next = nodes[node].endpoint
    while let endpoint = next, let method, endpoints[endpoint].method != method {
      next = endpoints[endpoint].sibling
    }
    return next
  }
}

extension Span<UInt8> {
  fileprivate var percentDecoded: String? {
    firstIndex(of: UInt8(ascii: "%"), from: 0) == nil ? text : Wire.percentDecoded(text)
  }
}
