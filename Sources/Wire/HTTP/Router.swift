/// Finds the endpoint of a method and a path. Built once, then only read.
package struct Router<Endpoint> {
  package enum Match {
    /// The values of the pattern's `{name}` segments, in order and percent-decoded.
    case found(Endpoint, values: [String])
    case methodNotAllowed([Method])
    case notFound
  }

  private final class Node {
    var literals: [String: Node] = [:]
    var value: Node?
    var endpoints: [(method: Method, endpoint: Endpoint)] = []
  }

  private let root = Node()

  package init() {}

  /// A pattern is like `/v1/customers/{id}`. A literal segment wins over a value, if it has the method.
  package mutating func add(_ method: Method, _ pattern: String, _ endpoint: Endpoint) {
    var node = root
    for segment in pattern.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      if segment.hasPrefix("{") {
        let next = node.value ?? Node()
        node.value = next
        node = next
      } else {
        let next = node.literals[String(segment)] ?? Node()
        node.literals[String(segment)] = next
        node = next
      }
    }
    node.endpoints.append((method, endpoint))
  }

  package func match(_ method: Method, _ path: String) -> Match {
    guard path.utf8.first == UInt8(ascii: "/") else { return .notFound }
    let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    var values: [String] = []
    if let node = find(root, segments[...], method, &values),
      let found = node.endpoints.first(where: { $0.method == method })
    {
      return .found(found.endpoint, values: values)
    }
    guard let node = find(root, segments[...], nil, &values) else { return .notFound }
    return .methodNotAllowed(node.endpoints.map(\.method))
  }

  /// The node of a path that has an endpoint for the method, or for any if nil.
  private func find(
    _ node: Node, _ segments: ArraySlice<Substring>, _ method: Method?, _ values: inout [String]
  ) -> Node? {
    guard let segment = segments.first else {
      return node.endpoints.contains { method == nil || $0.method == method } ? node : nil
    }
    let rest = segments.dropFirst()
    if let next = node.literals[String(segment)], let found = find(next, rest, method, &values) { return found }
    guard let next = node.value, !segment.isEmpty, let value = percentDecoded(segment) else { return nil }
    values.append(value)
    if let found = find(next, rest, method, &values) { return found }
    values.removeLast()
    return nil
  }
}
