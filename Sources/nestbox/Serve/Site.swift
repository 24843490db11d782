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
  private let services: [Service]
  /// Longest first, each with the index of its service.
  private let prefixes: [(bytes: [UInt8], service: Int)]

  init(_ services: [Service]) {
    self.services = services
    let prefixes = services.enumerated().flatMap { index, service in
      service.prefixes.map { (bytes: Array($0.utf8), service: index) }
    }
    self.prefixes = prefixes.sorted { $0.bytes.count > $1.bytes.count }
  }

  func handle(_ request: Request, _ reply: Reply) {
    guard let owner = owner(of: request.path) else {
      let message = "Unrecognized request URL (\(request.method.rawValue): \(request.path)): nothing is served there."
      return reply(ControlAPI.failure(404, message))
    }
    services[owner].handler.handle(request, reply)
  }

  /// The shape of errors at a path.
  func failure(at path: String) -> Gate.Failure {
    owner(of: path).map { services[$0].failure } ?? ControlAPI.failure
  }

  private func owner(of path: String) -> Int? {
    var path = path.utf8.span
    // With a slash too many it is found nowhere; the service of the rest says so.
    while path.count > 1, path[0] == UInt8(ascii: "/"), path[1] == UInt8(ascii: "/") { path = path.extracting(1...) }
    for index in prefixes.indices where Self.owns(prefixes[index].bytes, path) { return prefixes[index].service }
    return nil
  }

  private static func owns(_ prefix: [UInt8], _ path: Span<UInt8>) -> Bool {
    guard prefix.count > 1 else { return true }
    guard path.count >= prefix.count else { return false }
    for index in prefix.indices where prefix[index] != path[index] { return false }
    return path.count == prefix.count || path[prefix.count] == UInt8(ascii: "/")
  }
}
