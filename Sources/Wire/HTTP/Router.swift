/// Finds the endpoint of a method and a path. Built once, then only read.
package struct Router<Endpoint> {
  package enum Match {
    /// The values of the pattern's `{name}` segments, in order and percent-decoded.
    case found(Endpoint, values: [String])
    case methodNotAllowed([Method])
    case notFound
  }

  private let tree = RouteTree()
  private var endpoints: [Endpoint] = []

  package init() {}

  /// A pattern is like `/v1/customers/{id}`. A literal segment wins over a value, if it has the method.
  package mutating func add(_ method: Method, _ pattern: String, _ endpoint: Endpoint) {
    tree.add(method, pattern, endpoints.count)
    endpoints.append(endpoint)
  }

  package func match(_ method: Method, _ path: String) -> Match {
    var values: [String] = []
    if let number = tree.find(method, path, &values) { return .found(endpoints[number], values: values) }
    let methods = tree.methods(of: path)
    return methods.isEmpty ? .notFound : .methodNotAllowed(methods)
  }
}

/// The patterns by their segments, and the number of each one's endpoint. Not generic, so that a search is not either.
private final class RouteTree {
  private var literals: [String: RouteTree] = [:]
  private var value: RouteTree?
  private var endpoints: [(method: Method, number: Int)] = []

  func add(_ method: Method, _ pattern: String, _ number: Int) {
    var node = self
    for segment in pattern.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      node = node.child(String(segment))
    }
    node.endpoints.append((method, number))
  }

  private func child(_ segment: String) -> RouteTree {
    let isValue = segment.hasPrefix("{")
    if let known = isValue ? value : literals[segment] { return known }
    let new = RouteTree()
    if isValue { value = new } else { literals[segment] = new }
    return new
  }

  func find(_ method: Method, _ path: String, _ values: inout [String]) -> Int? {
    guard path.utf8.first == UInt8(ascii: "/") else { return nil }
    let node = find(path.dropFirst(), method, &values)
    return node?.endpoints.first { $0.method == method }?.number
  }

  /// The methods that a path knows; none if there is no such path.
  func methods(of path: String) -> [Method] {
    guard path.utf8.first == UInt8(ascii: "/") else { return [] }
    var values: [String] = []
    return find(path.dropFirst(), nil, &values)?.endpoints.map(\.method) ?? []
  }

  /// The node of a path that has an endpoint for the method, or for any if nil. The rest is nil behind the last segment.
  private func find(_ rest: Substring?, _ method: Method?, _ values: inout [String]) -> RouteTree? {
    guard let rest else { return endpoints.contains { method == nil || $0.method == method } ? self : nil }
    let slash = rest.utf8.firstIndex(of: UInt8(ascii: "/"))
    let segment = String(rest[..<(slash ?? rest.endIndex)])
    let next = slash.map { rest[rest.utf8.index(after: $0)...] }
    if let literal = literals[segment], let found = literal.find(next, method, &values) { return found }
    guard let value, !segment.isEmpty, let text = percentDecoded(segment) else { return nil }
    values.append(text)
    if let found = value.find(next, method, &values) { return found }
    values.removeLast()
    return nil
  }
}
