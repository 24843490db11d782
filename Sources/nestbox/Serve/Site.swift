import Wire

/// One API of the sandbox: the paths that are its own, and who answers there.
struct Service {
  let title: String
  /// `/payment` owns `/payment` and `/payment/…`, but not `/payments`; `/` owns what nobody else does.
  let prefixes: [String]
  /// Lines to paste, each with what it is for. They contain the sandbox's address.
  var examples: [(purpose: String, line: (_ origin: String) -> String)] = []
  /// Its paths as people read them, where they are not the prefixes.
  var shownPaths: String?
  let handler: any Handler

  var paths: String { shownPaths ?? prefixes.joined(separator: " ") }
}

/// All services behind one port. A service answers everything under its prefixes, its 404 and 405 included.
final class Site: Handler {
  private let mounts: [(prefix: [UInt8], handler: any Handler)]

  init(_ services: [Service]) {
    let mounts = services.flatMap { service in
      service.prefixes.map { (prefix: Array($0.utf8), handler: service.handler) }
    }
    self.mounts = mounts.sorted { $0.prefix.count > $1.prefix.count }
  }

  func handle(_ request: Request, _ reply: Reply) {
    let path = request.path.utf8.span
    for mount in mounts where Self.owns(mount.prefix.span, path) { return mount.handler.handle(request, reply) }
    let message = "Unrecognized request URL (\(request.method.rawValue): \(request.path)): nothing is served there."
    reply(.json(404, ["error": ["type": "invalid_request_error", "message": .string(message)]]))
  }

  private static func owns(_ prefix: Span<UInt8>, _ path: Span<UInt8>) -> Bool {
    guard prefix.count > 1 else { return true }
    guard path.count >= prefix.count else { return false }
    for index in prefix.indices where prefix[index] != path[index] { return false }
    return path.count == prefix.count || path[prefix.count] == UInt8(ascii: "/")
  }
}
