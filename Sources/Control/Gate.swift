import StripeSandbox
import Wire

/// Stands before all APIs: lets faults strike and records what went through. The control API itself passes untouched.
package final class Gate: Handler {
  private let handler: any Handler
  private let control: ControlAPI
  private let after: (Double, @escaping () -> Void) -> Void

  package init(
    _ handler: any Handler, _ control: ControlAPI, after: @escaping (Double, @escaping () -> Void) -> Void
  ) {
    self.handler = handler
    self.control = control
    self.after = after
  }

  package func handle(_ request: Request, _ reply: Reply) {
    guard Self.isWatched(request) else { return handler.handle(request, reply) }
    let fault: Fault?
    if let header = request.headers["Sandbox-Fault"] {
      fault = Fault(header: header)
      guard fault != nil else { return reply(Self.answer(400, request, Fault.headerHelp)) }
    } else {
      fault = self.fault(for: request)
    }
    guard let fault else {
      return handler.handle(request, control.recorder.passage(request, reply))
    }
    guard fault.delay > 0 else { return strike(fault, request, reply) }
    after(fault.delay) { [self] in strike(fault, request, reply) }
  }

  /// The APIs are; pages, scripts and the control API are not, nor is the dashboard looking at what there is.
  private static func isWatched(_ request: Request) -> Bool {
    let path = request.path.utf8.span
    return
      (path.starts(with: "/v1/") || path.starts(with: "/v2/") || path.starts(with: "/user")
      || path.starts(with: "/payment"))
      && !request.headers.contains("Sandbox-Dashboard")
  }

  private func fault(for request: Request) -> Fault? {
    guard !control.faults.isEmpty else { return nil }
    return control.faults.strike(request, sandbox: StripeAPI.sandboxName(of: request))
  }

  private func strike(_ fault: Fault, _ request: Request, _ reply: Reply) {
    switch fault.effect {
    case .status(let status) where !fault.isAfter:
      let response = Self.answer(status, request)
      record(request, .response(response), fault)
      reply(response)
    case .drop where !fault.isAfter:
      record(request, .dropped, fault)
      reply.drop()
    default:
      handler.handle(
        request,
        Reply(answer: { [self] answer in
          let suffered = Self.suffer(fault, answer, request)
          record(request, suffered, fault)
          reply(suffered)
        }))
    }
  }

  /// What a fault that strikes afterwards makes of an answer.
  private static func suffer(_ fault: Fault, _ answer: Wire.Answer, _ request: Request) -> Wire.Answer {
    switch (fault.effect, answer) {
    case (.status(let status), _): .response(Self.answer(status, request))
    case (.drop, _): .dropped
    case (.truncate, .response(let response)): .truncated(response)
    default: answer
    }
  }

  private func record(_ request: Request, _ answer: Wire.Answer, _ fault: Fault) {
    control.recorder.record(request, answer, microseconds: Int(fault.delay * 1_000_000), fault: fault.name)
  }

  /// Shaped like the API's own errors.
  private static func answer(
    _ status: Int, _ request: Request, _ message: String = "A fault was set for this request."
  ) -> Response {
    guard request.path.hasPrefix("/v1/") || request.path.hasPrefix("/v2/") else {
      return .json(status, ["statusCode": .integer(status), "message": .string(message)])
    }
    var error: JSON.Object
    switch status {
    case 402:
      error = [
        "code": "card_declined", "decline_code": "generic_decline", "message": "Your card was declined.",
        "type": "card_error",
      ]
    case 429:
      error = [
        "code": "rate_limit",
        "message": """
        Request rate limit exceeded. You can learn more about rate limits here https://stripe.com/docs/rate-limits.
        """, "type": "invalid_request_error",
      ]
    case 400..<500: error = ["message": .string(message), "type": "invalid_request_error"]
    default:
      error = [
        "message": """
        Sorry! There was an error while talking to one of our backends. Support has been notified.
        """, "type": "api_error",
      ]
    }
    var response = Response.json(status, ["error": .object(error)])
    response.headers["Stripe-Should-Retry"] = status == 429 || status >= 500 ? "true" : "false"
    return response
  }
}
