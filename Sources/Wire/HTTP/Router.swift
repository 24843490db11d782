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
  /// By the hashes of their segments, so that a search reads numbers only.
  private var hashes: [UInt64] = []
  private var literals: [(segment: [UInt8], node: RouteTree)] = []
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
    if let known = isValue ? value : literal(segment.utf8.span) { return known }
    let new = RouteTree()
    if isValue {
      value = new
    } else {
      hashes.append(Self.hash(segment.utf8.span))
      literals.append((Array(segment.utf8), new))
    }
    return new
  }

  private func literal(_ segment: Span<UInt8>) -> RouteTree? {
    guard let index = hashes.firstIndex(of: Self.hash(segment)) else { return nil }
    let (known, node) = literals[index]
    return segment.equals(known.span) ? node : nil
  }

  /// FNV-1a.
  private static func hash(_ segment: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in segment.indices { hash = (hash ^ UInt64(segment[index])) &* 0x100_0000_01B3 }
    return hash
  }

  func find(_ method: Method, _ path: String, _ values: inout [String]) -> Int? {
    let path = path.utf8.span
    guard path.count > 0, path[0] == UInt8(ascii: "/") else { return nil }
    return find(path, from: 1, method, &values)?.endpoints.first { $0.method == method }?.number
  }

  /// The methods that a path knows; none if there is no such path.
  func methods(of path: String) -> [Method] {
    let path = path.utf8.span
    guard path.count > 0, path[0] == UInt8(ascii: "/") else { return [] }
    var values: [String] = []
    return find(path, from: 1, nil, &values)?.endpoints.map(\.method) ?? []
  }

  /// The node of a path that has an endpoint for the method, or for any if nil. Behind the last segment's end there is
  /// no more to follow.
  private func find(
    _ path: Span<UInt8>, from start: Int, _ method: Method?, _ values: inout [String]
  ) -> RouteTree? {
    guard start <= path.count else { return endpoints.contains { method == nil || $0.method == method } ? self : nil }
    let end = path.firstIndex(of: UInt8(ascii: "/"), from: start) ?? path.count
    let segment = path.extracting(start..<end)
    if let literal = literal(segment), let found = literal.find(path, from: end + 1, method, &values) { return found }
    guard let value, !segment.isEmpty, let text = percentDecoded(segment.text) else { return nil }
    values.append(text)
    if let found = value.find(path, from: end + 1, method, &values) { return found }
    values.removeLast()
    return nil
  }
}
