import Control
import Wire

/// One API of the sandbox: the paths that are its own, and who answers there.
struct Service {
  let title: String
  /// `/payment` owns `/payment` and `/payment/…`, but not `/payments`; `/` owns all other paths.
  let prefixes: [String]
  /// Lines to paste, each with what it is for. They contain the sandbox's address.
  var examples: [(purpose: String, line: (_ origin: String) -> String)] = []
  /// Its paths as people read them, where they are not the prefixes.
  var shownPaths: String?
  /// How it says that something failed.
  let failure: Gate.Failure
  let handler: any Handler

  var paths: String { shownPaths ?? prefixes.joined(separator: " ") }
}

/// All services behind one port. A service answers everything under its prefixes, its 404 and 405 included.
final class Site: Handler {
  private struct Mount {
    let prefix: [UInt8]
    let service: Service
  }

  private let mounts: [Mount]

  init(_ services: [Service]) {
    let mounts = services.flatMap { service in
      service.prefixes.map { Mount(prefix: Array($0.utf8), service: service) }
    }
    self.mounts = mounts.sorted { $0.prefix.count > $1.prefix.count }
  }

  func handle(_ request: Request, _ reply: Reply) {
    guard let owner = owner(of: request.path) else {
      let message = "Unrecognized request URL (\(request.method.rawValue): \(request.path)): nothing is served there."
      return reply(ControlAPI.failure(404, message))
    }
    owner.handler.handle(request, reply)
  }

  /// The shape of errors at a path.
  func failure(at path: String) -> Gate.Failure { owner(of: path)?.failure ?? ControlAPI.failure }

  private func owner(of path: String) -> Service? {
    var path = path.utf8.span
    // With a slash too many it is found nowhere; the service of the rest says so.
    while path.count > 1, path[0] == UInt8(ascii: "/"), path[1] == UInt8(ascii: "/") { path = path.extracting(1...) }
    for mount in mounts where Self.owns(mount.prefix.span, path) { return mount.service }
    return nil
  }

  private static func owns(_ prefix: Span<UInt8>, _ path: Span<UInt8>) -> Bool {
    guard prefix.count > 1 else { return true }
    guard path.count >= prefix.count else { return false }
    for index in prefix.indices where prefix[index] != path[index] { return false }
    return path.count == prefix.count || path[prefix.count] == UInt8(ascii: "/")
  }
}
