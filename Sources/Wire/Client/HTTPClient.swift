import Platform

/// A blocking HTTP/1.1 client with keep-alive: one for each thread. It follows no redirects and repeats no requests.
package final class HTTPClient {
  package struct Options: Sendable {
    package var connectPatience = 5.0
    /// For a whole exchange, connecting included.
    package var patience = 30.0
    package var bodyLimit = 64 << 20
    /// Certificates (PEM) to trust besides the system's, or those of SSL_CERT_FILE.
    package var authorities: [UInt8]?

    package init() {}
  }

  package enum Failure: Error, Equatable, CustomStringConvertible, Sendable {
    case unknownHost(String)
    case refused(String)
    case unreachable(String, SystemError)
    case timedOut(String)
    /// The server closed the connection before its answer was complete.
    case closed(String)
    case malformed(String)
    /// No common ground, a certificate that proves nothing, or no OpenSSL.
    case tls(String, String)

    package var description: String {
      switch self {
      case .unknownHost(let host): "The host “\(host)” cannot be resolved"
      case .refused(let origin): "\(origin) refuses connections: nothing listens there"
      case .unreachable(let origin, let error): "\(origin) cannot be reached: \(error)"
      case .timedOut(let origin): "\(origin) did not answer in time"
      case .closed(let origin): "\(origin) closed the connection before its answer was complete"
      case .malformed(let reason): "The answer is not HTTP/1.1: \(reason)"
      case .tls(let origin, let reason): "No secure connection to \(origin): \(reason)"
      }
    }
  }

  private let options: Options
  private var idle: [String: ClientConnection] = [:]
  private var tls: TLSContext?

  package init(_ options: Options = Options()) {
    self.options = options
    signal(SIGPIPE, SIG_IGN)
  }

  /// - Parameter isEnough: for answers that do not end by themselves: whether what there is of it will do. What came in
  ///   time is given then, complete or not.
  package func send(
    _ method: Method, _ url: HTTPURL, headers: Headers = Headers(), body: [UInt8] = [],
    until isEnough: ((Response) -> Bool)? = nil
  ) throws(Failure) -> Response {
    let deadline = Loop.clock() + options.patience
    let connection = try connection(to: url, deadline)
    try connection.write(render(method, url, headers, body), deadline)
    var parser = ResponseParser(limit: options.bodyLimit, omitsBody: method == .head)
    let (response, isComplete) = try connection.read(&parser, deadline, until: isEnough)
    if parser.keepsAlive, isComplete { idle[url.origin] = connection }
    return response
  }

  private func connection(to url: HTTPURL, _ deadline: Double) throws(Failure) -> ClientConnection {
    if let waiting = idle.removeValue(forKey: url.origin), waiting.isUsable { return waiting }
    let context = url.isSecure ? try secureContext(url) : nil
    return try ClientConnection(url, context, min(deadline, Loop.clock() + options.connectPatience))
  }

  private func secureContext(_ url: HTTPURL) throws(Failure) -> TLSContext {
    if let tls { return tls }
    do throws(TLSError) {
      let context = try TLSContext(trusting: options.authorities)
      tls = context
      return context
    } catch {
      throw .tls(url.origin, error.description)
    }
  }

  private func render(_ method: Method, _ url: HTTPURL, _ headers: Headers, _ body: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256 + headers.bytes.count + body.count)
    bytes.append(contentsOf: "\(method.rawValue) \(url.target) HTTP/1.1\r\n".utf8)
    if headers["Host"] == nil { bytes.append(contentsOf: "Host: \(url.authority)\r\n".utf8) }
    bytes.append(contentsOf: headers.bytes)
    let mayHaveBody = method == .post || method == .put || method == .patch
    if headers["Content-Length"] == nil, mayHaveBody || !body.isEmpty {
      bytes.append(contentsOf: "Content-Length: \(body.count)\r\n".utf8)
    }
    bytes.append("\r\n")
    bytes.append(contentsOf: body)
    return bytes
  }
}
