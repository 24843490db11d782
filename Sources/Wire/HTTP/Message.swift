package enum Method: String, Sendable, CaseIterable {
  case get = "GET"
  case head = "HEAD"
  case post = "POST"
  case put = "PUT"
  case patch = "PATCH"
  case delete = "DELETE"
  case options = "OPTIONS"
}

/// Header fields in the order they came, names compared without regard to case (RFC 9110, 5.1).
package struct Headers: Sendable, ExpressibleByDictionaryLiteral {
  package private(set) var fields: [(name: String, value: String)] = []

  package init() {}
  package init(dictionaryLiteral elements: (String, String)...) {
    fields = elements.map { (name: $0.0, value: $0.1) }
  }

  /// The first field of this name; setting replaces all of them.
  package subscript(name: String) -> String? {
    get { fields.first { equalIgnoringCase($0.name, name) }?.value }
    set {
      fields.removeAll { equalIgnoringCase($0.name, name) }
      if let newValue { fields.append((name, newValue)) }
    }
  }

  package mutating func append(_ name: String, _ value: String) { fields.append((name, value)) }

  package func all(_ name: String) -> [String] {
    fields.filter { equalIgnoringCase($0.name, name) }.map(\.value)
  }
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

func equalIgnoringCase(_ left: String, _ right: String) -> Bool {
  let left = left.utf8
  let right = right.utf8
  return left.count == right.count && zip(left, right).allSatisfy { lowercased($0) == lowercased($1) }
}

func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
