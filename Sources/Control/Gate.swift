import StripeSandbox
import Wire

/// Stands before an API: lets faults strike and records what went through.
package final class Gate: Handler {
  private let handler: any Handler
  private let control: ControlAPI
  private let failure: Failure
  private let after: (Double, @escaping () -> Void) -> Void

  /// An error of a status in the shape of an API; without a message, the one that goes with the status.
  package typealias Failure = (_ status: Int, _ message: String?) -> Response

  package init(
    _ handler: any Handler, _ control: ControlAPI, failure: @escaping Failure,
    after: @escaping (Double, @escaping () -> Void) -> Void
  ) {
    self.handler = handler
    self.control = control
    self.failure = failure
    self.after = after
  }

  package func handle(_ request: Request, _ reply: Reply) {
    // The dashboard only looks at what there is.
    guard !request.headers.contains("Sandbox-Dashboard") else { return handler.handle(request, reply) }
    if let header = request.headers["Sandbox-Fault"] {
      guard let fault = Fault(header: header) else { return reply(failure(400, Fault.headerHelp)) }
      return inject(fault, request, reply)
    }
    if !control.faults.isEmpty,
      let fault = control.faults.strike(request, sandbox: StripeAPI.sandboxName(of: request))
    {
      return inject(fault, request, reply)
    }
    handler.handle(request, control.recorder.passage(request, reply))
  }

  private func inject(_ fault: Fault, _ request: Request, _ reply: Reply) {
    guard fault.delay > 0 else { return strike(fault, request, reply) }
    after(fault.delay) { [self] in strike(fault, request, reply) }
  }

  private func strike(_ fault: Fault, _ request: Request, _ reply: Reply) {
    switch fault.effect {
    case .status(let status) where !fault.isAfter:
      let response = failure(status, nil)
      record(request, .response(response), fault)
      reply(response)
    case .drop where !fault.isAfter:
      record(request, .dropped, fault)
      reply.drop()
    default:
      handler.handle(
        request,
        Reply(answer: { [self] answer in
          let suffered = suffer(fault, answer)
          record(request, suffered, fault)
          reply(suffered)
        }))
    }
  }

  /// The answer after a fault that strikes afterwards.
  private func suffer(_ fault: Fault, _ answer: Wire.Answer) -> Wire.Answer {
    switch (fault.effect, answer) {
    case (.status(let status), _): .response(failure(status, nil))
    case (.drop, _): .dropped
    case (.truncate, .response(let response)): .truncated(response)
    default: answer
    }
  }

  private func record(_ request: Request, _ answer: Wire.Answer, _ fault: Fault) {
    control.recorder.record(request, answer, microseconds: Int(fault.delay * 1_000_000), fault: fault.name)
  }
}
