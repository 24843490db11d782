import Testing
import Wire

@testable import StripeSandbox

/// A client of the sandbox as the tests speak: forms in, JSON out, no socket.
struct Client {
  let api: StripeAPI
  var key = "sk_test_tests"
  var version: String?

  init(_ api: StripeAPI = StripeAPI()) { self.api = api }

  struct Answer {
    let status: Int
    let body: JSON
    let headers: Headers
    var error: JSON { body["error"] ?? .null }
    var id: String { body["id"]?.string ?? "" }
    subscript(name: String) -> JSON? { body[name] }
  }

  @discardableResult
  func send(
    _ method: Wire.Method, _ path: String, _ form: String = "", headers: Headers = Headers()
  ) throws -> Answer {
    var headers = headers
    if headers["Authorization"] == nil { headers["Authorization"] = "Bearer " + key }
    if let version { headers["Stripe-Version"] = version }
    let query = path.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
    let request = Request(
      method, String(path.prefix { $0 != "?" }), query: query, headers: headers, body: Array(form.utf8))
    let response = api.respond(to: request)
    return Answer(status: response.status, body: try JSONParser.parse(response.body), headers: response.headers)
  }

  @discardableResult
  func get(_ path: String) throws -> Answer { try send(.get, path) }

  @discardableResult
  func post(_ path: String, _ form: String = "", headers: Headers = Headers()) throws -> Answer {
    try send(.post, path, form, headers: headers)
  }

  @discardableResult
  func delete(_ path: String) throws -> Answer { try send(.delete, path) }
}
