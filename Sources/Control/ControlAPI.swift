import StripeSandbox
import Wire

/// `/_sandbox`: looking into sandboxes and turning their screws. No part of any faked API.
package final class ControlAPI: Handler {
  private struct Endpoint {
    let query: Fields
    /// Nil: the call itself looks at what its body says.
    let body: Fields?
    let answer: (ControlCall, Reply) throws(ControlError) -> Void
  }

  let stripe: StripeAPI
  let webhooks: Webhooks?
  package var applications: (any StatefulApplications)?
  /// Writes down what happens, where it is written down.
  package var bookkeeper: Bookkeeper?
  /// Lets what takes long go on beside other requests.
  let loop: Loop?
  /// How many bytes of memory a state may take that is imported, if not three quarters of what is free.
  var importMemory: Int?
  let recorder = Recorder()
  let faults = Faults()
  let snapshots = Snapshots()
  let stream = Stream()
  let deliveryWaits = DeliveryWaits()
  /// Runs something some seconds later.
  package var after: ((Double, @escaping () -> Void) -> Void)?
  private let version: String
  private var router = Router<Endpoint>()
  private var paths: [(method: Method, path: String)] = []

  package init(_ stripe: StripeAPI, version: String, webhooks: Webhooks? = nil, loop: Loop? = nil) {
    self.stripe = stripe
    self.loop = loop
    self.version = version
    self.webhooks = webhooks
    addRoutes()
    stripe.observe { [unowned self] sandbox, news in
      for announcement in news {
        stream.tell(
          "event", of: sandbox.name,
          [
            "sandbox": .string(sandbox.name), "type": .string(announcement.event), "object": .string(announcement.id),
          ])
      }
      webhooks?.pump(sandbox)
      deliveryWaits.look()
    }
    webhooks?.onAttempt = { [unowned self] sandbox, id in
      deliveryWaits.look()
      stream.tell("delivery", of: sandbox.name, ["sandbox": .string(sandbox.name), "id": .string(id)])
    }
    recorder.onRecord = { [unowned self] in stream.tell("request", of: $0.sandbox, $0.summary) }
  }

  package func handle(_ request: Request, _ reply: Reply) {
    if request.method == .get, request.path == "/_sandbox/deliveries", request.query.contains("wait=") {
      return waitForDeliveries(request, reply)
    }
    if let page = requestPage(request) { return reply(page) }
    do throws(ControlError) {
      if request.method == .get, request.path == "/_sandbox/stream" {
        let call = try ControlCall(request, [], self, query: Fields("all: boolean"))
        return stream.open(reply, sandbox: call.isTrue("all") ? nil : call.sandboxName)
      }
      if request.method == .put, request.path == "/_sandbox/state" { return try importState(request, reply) }
      switch router.match(request.method, request.path) {
      case .found(let number, let path):
        let endpoint = router[number]
        try endpoint.answer(try ControlCall(request, path, self, query: endpoint.query, body: endpoint.body), reply)
      case .notFound: throw notFound(request.path)
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

  private func notFound(_ path: String) -> ControlError {
    let meant = suggestion(for: path, among: paths.map(\.path)).map { ": did you mean \($0)?" } ?? "."
    return ControlError(404, "There is no \(path) in the control API\(meant) GET /_sandbox lists what there is.")
  }

  /// Every path with its methods, for those who look around.
  private var index: JSON {
    ["version": .string(version), "calls": .array(paths.map { .string("\($0.method.rawValue) \($0.path)") })]
  }

  private func addRoutes() {
    add(.get, "") { [unowned self] _ in index }
    add(.get, "health") { [version] _ in ["status": "ok", "version": .string(version)] }
    add(.get, "kinds", listKinds)
    add(.get, "objects", query: Self.objectFilters, listObjects)
    add(.get, "objects/{id}", query: Fields("object: string; expand: string"), showObject)
    add(.get, "figures", showFigures)
    add(.post, "seed", body: Fields("example: shop; fixtures: list"), seed)
    add(.get, "sandboxes", listSandboxes)
    add(.delete, "sandboxes/{name}", dropSandbox)
    add(.post, "reset", body: Fields("all: boolean"), reset)
    add(.get, "snapshots", listSnapshots)
    add(.post, "snapshots", body: Fields("name: string"), takeSnapshot)
    addLasting(.post, "snapshots/{id}/restore", restoreSnapshot)
    add(.delete, "snapshots/{id}", deleteSnapshot)
    addLasting(.get, "state", query: Fields("all: boolean"), exportState)
    // Its body is read as it comes, before there is a call.
    addLasting(.put, "state") { _, _ in }
    add(.get, "endpoints", listEndpoints)
    add(.get, "requests", query: Self.requestFilters, listRequests)
    add(.get, "requests/{id}", showRequest)
    add(.delete, "requests", clearRequests)
    add(.get, "deliveries", query: Self.deliveryFilters, listDeliveries)
    add(.get, "deliveries/{id}", showDelivery)
    add(.get, "deliveries/rules", listRules)
    add(.get, "webhooks/{id}", showWebhook)
    add(.post, "deliveries/rules", body: nil, addRule)
    add(.delete, "deliveries/rules", clearRules)
    add(.delete, "deliveries/rules/{id}", removeRule)
    add(.post, "deliveries/mode", body: nil, setMode)
    add(.post, "deliveries/{id}/resend", resendDelivery)
    add(.get, "clock", showClock)
    add(.post, "clock", body: Fields("set: integer; advance: integer; freeze: boolean; mode: real"), setClock)
    add(.get, "clock/{id}", showTestClock)
    add(.get, "billing", showBilling)
    add(
      .post, "billing",
      body: Fields("retry_days: list; after_retries: string"), setBilling)
    add(.get, "faults", listFaults)
    add(.post, "faults", body: nil, addFault)
    add(.delete, "faults", clearFaults)
    add(.delete, "faults/{id}", removeFault)
    add(
      .post, "3ds/{intent}", body: Fields("outcome: succeeded|failed; client_secret: string"), finishChallenge)
    add(.post, "disputes", body: Fields("charge: string; reason: string"), disputeCharge)
    add(.post, "checkout/{session}", body: nil, finishCheckout)
    add(.get, "trigger", listTriggers)
    add(
      .post, "trigger",
      body: Fields("event: string; override: list; add: list; remove: list; customer: string"), trigger)
    paths += [(.get, "/_sandbox/stream"), (.get, "/_sandbox/apps")]
  }

  private func add(
    _ method: Method, _ path: String, query: Fields = Fields(), body: Fields? = Fields(),
    _ answer: @escaping (ControlCall) throws(ControlError) -> JSON
  ) {
    addLasting(method, path, query: query, body: body) { call, reply throws(ControlError) in
      reply(.json(200, try answer(call)))
    }
  }

  /// An operation that may answer later.
  private func addLasting(
    _ method: Method, _ path: String, query: Fields = Fields(), body: Fields? = Fields(),
    _ answer: @escaping (ControlCall, Reply) throws(ControlError) -> Void
  ) {
    let path = path.isEmpty ? "/_sandbox" : "/_sandbox/" + path
    paths.append((method, path))
    router.add(method, path, Endpoint(query: query, body: body, answer: answer))
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
  let body: JSON.Object
  let sandboxName: String
  let sandbox: Sandbox
  /// A page of another origin makes the call, as stripe.js does on an app's page.
  let isForeign: Bool

  var id: String { path.first ?? "" }

  /// Whether the body or the query says so.
  func isTrue(_ name: String) -> Bool { body[name]?.bool ?? (query[name]?.string == "true") }

  init(
    _ request: Request, _ path: [String], _ control: ControlAPI, query fields: Fields, body bodyFields: Fields? = nil
  ) throws(ControlError) {
    self.path = path
    isForeign = request.headers["Origin"].map { !$0.hasSuffix("://" + (request.headers["Host"] ?? "")) } ?? false
    do {
      query = try Form.parse(request.query)
    } catch {
      throw ControlError(400, error.reason)
    }
    body = try Self.body(of: request)
    try fields.check(query: query)
    try bodyFields?.check(body: body)
    if let named = query["sandbox"]?.string ?? body["sandbox"]?.string {
      try Self.checkThere(named, control.stripe)
      sandboxName = named
    } else {
      sandboxName = StripeAPI.sandboxName(of: request)
    }
    sandbox = control.stripe.sandbox(named: sandboxName)
  }

  private static func body(of request: Request) throws(ControlError) -> JSON.Object {
    guard !request.body.isEmpty else { return JSON.Object() }
    let body: JSON
    do {
      body = try JSONParser.parse(request.body)
    } catch {
      throw ControlError(400, "The body is not JSON: \(error).")
    }
    guard let object = body.object else { throw ControlError(400, "The body is not a JSON object.") }
    return object
  }

  /// A key or a URL makes the sandbox that it names; a name alone may be mistyped.
  private static func checkThere(_ name: String, _ stripe: StripeAPI) throws(ControlError) {
    let names = stripe.allSandboxes.map(\.name)
    guard name != StripeAPI.commonSandbox, !names.contains(name) else { return }
    let meant = suggestion(for: name, among: names).map { " Did you mean “\($0)”?" } ?? ""
    throw ControlError(
      404,
      """
      There is no sandbox “\(name)”.\(meant) A sandbox is made by the first request with its key (sk_test_\(name)) or \
      under /s/\(name)/.
      """)
  }
}
