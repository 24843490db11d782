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
    gate = Gate(Both(stripe, control), control, after: { $1() })
  }

  final class Both: Handler {
    let stripe: any Handler
    let control: any Handler

    init(_ stripe: any Handler, _ control: any Handler) {
      self.stripe = stripe
      self.control = control
    }

    func handle(_ request: Request, _ reply: Reply) {
      (request.path.hasPrefix("/_sandbox") ? control : stripe).handle(request, reply)
    }
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
    gate.handle(request, Reply(answer: { answer = $0 }))
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
