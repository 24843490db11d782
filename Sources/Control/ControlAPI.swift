import StripeSandbox
import Wire

/// `/_sandbox`: looking into sandboxes and turning their screws. No part of any faked API.
package final class ControlAPI: Handler {
  private struct Endpoint {
    let answer: (ControlCall, Reply) throws(ControlError) -> Void
  }

  let stripe: StripeAPI
  let webhooks: Webhooks?
  package var applications: (any StatefulApplications)?
  /// Writes down what happens, where it is written down.
  package var bookkeeper: Bookkeeper?
  /// Lets what takes long go on beside other requests.
  let loop: Loop?
  let recorder = Recorder()
  let faults = Faults()
  let snapshots = Snapshots()
  let stream = Stream()
  private let version: String
  private var router = Router<Endpoint>()

  package init(_ stripe: StripeAPI, version: String, webhooks: Webhooks? = nil, loop: Loop? = nil) {
    self.stripe = stripe
    self.loop = loop
    self.version = version
    self.webhooks = webhooks
    addRoutes()
    stripe.observe { [unowned self] sandbox, news in
      for announcement in news {
        stream.tell(
          "event",
          [
            "sandbox": .string(sandbox.name), "type": .string(announcement.event), "object": .string(announcement.id),
          ])
      }
      webhooks?.pump(sandbox)
    }
    webhooks?.onAttempt = { [unowned self] sandbox, id in
      stream.tell("delivery", ["sandbox": .string(sandbox.name), "id": .string(id)])
    }
    recorder.onRecord = { [unowned self] in stream.tell("request", $0.summary) }
  }

  package func handle(_ request: Request, _ reply: Reply) {
    if request.method == .get, request.path == "/_sandbox/stream" { return stream.open(reply) }
    do throws(ControlError) {
      if request.method == .put, request.path == "/_sandbox/state" { return try importState(request, reply) }
      switch router.match(request.method, request.path) {
      case .found(let number, let path):
        try router[number].answer(try ControlCall(request, path, self), reply)
      case .notFound: throw ControlError(404, "There is no \(request.path) in the control API.")
      case .methodNotAllowed(let methods):
        let allowed = methods.map(\.rawValue).joined(separator: ", ")
        var response = ControlError(405, "\(request.path) understands \(allowed).").response
        response.headers["Allow"] = allowed
        reply(response)
      }
    } catch {
      reply(error.response)
    }
  }

  private func addRoutes() {
    add(.get, "health") { [version] _ in ["status": "ok", "version": .string(version)] }
    add(.get, "kinds", listKinds)
    add(.get, "sandboxes", listSandboxes)
    add(.delete, "sandboxes/{name}", dropSandbox)
    add(.post, "reset", reset)
    add(.get, "snapshots", listSnapshots)
    add(.post, "snapshots", takeSnapshot)
    addLasting(.post, "snapshots/{id}/restore", restoreSnapshot)
    add(.delete, "snapshots/{id}", deleteSnapshot)
    addLasting(.get, "state", exportState)
    // Its body is read as it comes, before there is a call.
    addLasting(.put, "state") { _, _ in }
    add(.get, "requests", listRequests)
    add(.get, "requests/{id}", showRequest)
    add(.delete, "requests", clearRequests)
    add(.get, "deliveries", listDeliveries)
    add(.get, "deliveries/{id}", showDelivery)
    add(.post, "deliveries/{id}/resend", resendDelivery)
    add(.get, "clock", showClock)
    add(.post, "clock", setClock)
    add(.get, "billing", showBilling)
    add(.post, "billing", setBilling)
    add(.get, "faults", listFaults)
    add(.post, "faults", addFault)
    add(.delete, "faults", clearFaults)
    add(.delete, "faults/{id}", removeFault)
    add(.post, "3ds/{intent}", finishChallenge)
    add(.post, "checkout/{session}", finishCheckout)
    add(.post, "disputes", disputeCharge)
    add(.get, "trigger", listTriggers)
    add(.post, "trigger", trigger)
  }

  private func add(
    _ method: Method, _ path: String, _ body: @escaping (ControlCall) throws(ControlError) -> JSON
  ) {
    addLasting(method, path) { call, reply throws(ControlError) in reply(.json(200, try body(call))) }
  }

  /// An operation that may answer later.
  private func addLasting(
    _ method: Method, _ path: String, _ answer: @escaping (ControlCall, Reply) throws(ControlError) -> Void
  ) {
    router.add(method, "/_sandbox/" + path, Endpoint(answer: answer))
  }
}

struct ControlError: Error {
  let status: Int
  let message: String

  init(_ status: Int, _ message: String) {
    self.status = status
    self.message = message
  }

  var response: Response { .json(status, ["error": ["message": .string(message)]]) }
}

/// A request to the control API, with the sandbox that it is about.
struct ControlCall {
  let path: [String]
  let query: JSON.Object
  let body: JSON
  let sandboxName: String
  let sandbox: Sandbox

  var id: String { path.first ?? "" }

  init(_ request: Request, _ path: [String], _ control: ControlAPI) throws(ControlError) {
    self.path = path
    do {
      query = try Form.parse(request.query)
    } catch {
      throw ControlError(400, error.reason)
    }
    if request.body.isEmpty {
      body = [:]
    } else {
      do {
        body = try JSONParser.parse(request.body)
      } catch {
        throw ControlError(400, "The body is not JSON: \(error).")
      }
    }
    sandboxName = query["sandbox"]?.string ?? body["sandbox"]?.string ?? StripeAPI.sandboxName(of: request)
    sandbox = control.stripe.sandbox(named: sandboxName)
  }
}
