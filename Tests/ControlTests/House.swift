import StripeSandbox
import Wire

@testable import Control

/// A sandbox behind its gate, in process; delays pass at once.
struct House {
  let stripe = StripeAPI()
  let control: ControlAPI
  let gate: Gate

  init() {
    let control = ControlAPI(stripe, version: "test")
    self.control = control
    gate = Gate(stripe, control, failure: StripeAPI.failure, after: { $1() })
  }

  func send(
    _ method: Wire.Method, _ path: String, _ body: String = "", key: String = "sk_test_a", headers: Headers = Headers()
  ) -> Wire.Answer? {
    var headers = headers
    headers["Authorization"] = "Bearer " + key
    let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
    let request = Request(
      method, parts[0], query: parts.count > 1 ? parts[1] : "", headers: headers, body: Array(body.utf8))
    var answer: Wire.Answer?
    let handler: any Handler = path.hasPrefix("/_sandbox") ? control : gate
    handler.handle(request, Reply(answer: { answer = $0 }))
    return answer
  }

  func json(
    _ method: Wire.Method, _ path: String, _ body: String = "", key: String = "sk_test_a", headers: Headers = Headers()
  ) throws -> JSON {
    guard case .response(let response) = send(method, path, body, key: key, headers: headers) else { return .null }
    return try JSONParser.parse(response.body)
  }

  func status(
    _ method: Wire.Method, _ path: String, _ body: String = "", key: String = "sk_test_a", headers: Headers = Headers()
  ) -> Int? {
    guard case .response(let response) = send(method, path, body, key: key, headers: headers) else { return nil }
    return response.status
  }
}
