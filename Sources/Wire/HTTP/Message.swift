package enum Method: String, Sendable, CaseIterable {
  case get = "GET"
  case head = "HEAD"
  case post = "POST"
  case put = "PUT"
  case patch = "PATCH"
  case delete = "DELETE"
  case options = "OPTIONS"
}

/// A request as a handler sees it: complete, valid, and with the sandbox prefix already taken off.
package struct Request: Sendable {
  package var method: Method
  /// The path as it was sent, percent-encoded, without `/s/NAME` and without the query.
  package var path: String
  /// The query as it was sent, without the question mark.
  package var query: String
  package var headers: Headers
  package var body: [UInt8]
  /// NAME of a leading `/s/NAME/`.
  package var sandbox: String?
  /// The body, where it is read as it comes: see `Server.Options.streamedPaths`.
  package var upload: Upload?
  /// It came over TLS.
  package var isSecure = false

  package init(
    _ method: Method, _ path: String, query: String = "", headers: Headers = Headers(), body: [UInt8] = [],
    sandbox: String? = nil
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.sandbox = sandbox
  }
}

extension Request {
  /// The scheme of `Authorization` in small letters and what follows it: `Basic YTpi` is `basic` and `YTpi`.
  package var authorization: (scheme: String, credentials: String)? {
    guard let header = headers["Authorization"] else { return nil }
    let parts = header.split(separator: " ", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    return (parts[0].lowercased(), String(parts[1].drop { $0 == " " }))
  }
}

package struct Response: Sendable {
  package var status: Int
  package var headers: Headers
  package var body: [UInt8]

  package init(_ status: Int, headers: Headers = Headers(), body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  package static func json(_ status: Int = 200, _ body: JSON) -> Response {
    Response(status, headers: ["Content-Type": "application/json"], body: body.bytes)
  }
}
