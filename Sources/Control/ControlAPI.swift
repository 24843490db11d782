import StripeSandbox
import Wire

/// `/_sandbox`: looking into sandboxes and turning their screws. No part of any faked API.
package final class ControlAPI: Handler {
  private struct Endpoint {
    let operation: Operation
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
  let recorder: Recorder
  let faults = Faults()
  let snapshots = Snapshots()
  let stream = Stream()
  let deliveryWaits = DeliveryWaits()
  /// Runs something some seconds later.
  package var after: ((Double, @escaping () -> Void) -> Void)?
  private let version: String
  private var attempts: Hook?
  private var router = Router<Endpoint>()
  /// All there are, those included that are answered elsewhere.
  private(set) var operations: [Operation] = []

  package init(_ stripe: StripeAPI, version: String, webhooks: Webhooks? = nil, loop: Loop? = nil) {
    self.stripe = stripe
    self.loop = loop
    self.version = version
    self.webhooks = webhooks
    recorder = Recorder(stream)
    addRoutes()
    stripe.observe { [unowned self] sandbox, announcements in
      for announcement in announcements {
        stream.tell(
          "event", of: sandbox.name,
          [
            "sandbox": .string(sandbox.name), "type": .string(announcement.event), "object": .string(announcement.id),
          ])
      }
      webhooks?.pump(sandbox)
      deliveryWaits.look()
    }
    attempts = webhooks?.attempts.add { [unowned self] attempt in
      deliveryWaits.look()
      let name = attempt.sandbox.name
      stream.tell("delivery", of: name, ["sandbox": .string(name), "id": .string(attempt.delivery)])
    }
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
        let operation = endpoint.operation
        try endpoint.answer(try ControlCall(request, path, self, query: operation.query, body: operation.body), reply)
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
    let meant = suggestion(for: path, among: operations.map(\.path)).map { ": did you mean \($0)?" } ?? "."
    return ControlError(404, "There is no \(path) in the control API\(meant) GET /_sandbox lists what there is.")
  }

  /// Every call with what it does, for those who look around.
  private var index: JSON {
    let calls = operations.map { (key: "\($0.method.rawValue) \($0.path)", value: JSON.string($0.summary)) }
    return [
      "version": .string(version), "openapi": "/_sandbox/openapi.json", "seed_schema": "/_sandbox/seed.schema.json",
      "documents": "/docs", "calls": .object(JSON.Object(calls)),
    ]
  }

  private func addRoutes() {
    add(.get, "", "What the control API has") { [unowned self] _ in index }
    add(.get, "openapi.json", "The same in OpenAPI") { [unowned self] _ in
      ControlDescription(operations: operations, version: version).json
    }
    add(.get, "seed.schema.json", "JSON Schema of seed files") { _ in Fixtures.schema }
    add(.get, "health", "Whether the sandbox is up") { [version] _ in ["status": "ok", "version": .string(version)] }
    add(.get, "kinds", "The kinds of object, where each is read, and how many there are", listKinds)
    addLasting(.get, "objects", "Searches and sorts objects", query: Self.objectFilters, listObjects)
    add(
      .get, "objects/{id}", "An object, what belongs to it, and what happened to it",
      query: Fields("object: string; expand: string"), showObject)
    addLasting(.get, "figures", "What the sandbox holds and did, in numbers", showFigures)
    add(
      .post, "seed", "Makes the example shop, or what fixtures describe",
      body: Fields("example: shop; fixtures: list; _meta: object; env: object"), seed)
    add(.get, "webhooks/{id}", "A webhook endpoint with its secret and deliveries", showWebhook)
    add(.get, "endpoints", "What there is of Stripe's API", listEndpoints)
    add(.get, "sandboxes", "Which sandboxes there are", listSandboxes)
    add(.delete, "sandboxes/{name}", "Drops a sandbox with all that it holds", dropSandbox)
    add(.post, "reset", "Empties the sandbox, or all", body: Fields("all: boolean"), reset)
    add(.get, "snapshots", "Lists snapshots", listSnapshots)
    add(.post, "snapshots", "Takes a snapshot", body: Fields("name: string"), takeSnapshot)
    addLasting(.post, "snapshots/{id}/restore", "Goes back to a snapshot", restoreSnapshot)
    add(.delete, "snapshots/{id}", "Deletes a snapshot", deleteSnapshot)
    addLasting(.get, "state", "All that the sandbox holds", query: Fields("all: boolean"), exportState)
    // Its body is read as it comes, before there is a call.
    addLasting(.put, "state", "Puts an exported state in the place of what there is", body: nil) { _, _ in }
    add(.get, "requests", "The latest requests and their answers", query: Self.requestFilters, listRequests)
    add(.get, "requests/{id}", "One request, by its number or its req_… id", showRequest)
    add(.delete, "requests", "Forgets the requests", clearRequests)
    add(.get, "deliveries", "Webhooks sent, or to be sent", query: Self.deliveryFilters, listDeliveries)
    add(.get, "deliveries/{id}", "One webhook with its body", showDelivery)
    add(.get, "deliveries/rules", "The rules for webhooks", listRules)
    add(.post, "deliveries/rules", "Has webhooks doubled, delayed, dropped or shuffled", body: Self.ruleFields, addRule)
    add(.delete, "deliveries/rules", "Takes all rules away", clearRules)
    add(.delete, "deliveries/rules/{id}", "Takes a rule away", removeRule)
    add(
      .post, "deliveries/mode", "Sends webhooks, or holds them back, or only collects them",
      body: Fields("mode: send|pause|collect"), setMode)
    add(.post, "deliveries/{id}/resend", "Sends a webhook again", resendDelivery)
    add(.get, "clock", "What time it is in the sandbox", showClock)
    add(.get, "clock/{id}", "What time it is for customers on a test clock", showTestClock)
    add(
      .post, "clock", "Stops, sets or moves the clock; what becomes due happens",
      body: Fields("set: integer; advance: integer; freeze: boolean; mode: real"), setClock)
    add(.post, "clock/{id}", "Has a test clock fail to advance", body: Fields("fail: boolean"), failTestClock)
    add(.get, "billing", "How failed invoices are tried again", showBilling)
    add(
      .post, "billing", "Changes how failed invoices are tried again",
      body: Fields("retry_days: list; after_retries: string; test_clock_limits: boolean"), setBilling)
    add(.get, "faults", "The faults that are set", listFaults)
    add(.post, "faults", "Lets requests fail on purpose", body: Fault.fields, addFault)
    add(.delete, "faults", "Takes all faults away", clearFaults)
    add(.delete, "faults/{id}", "Takes a fault away", removeFault)
    add(
      .post, "3ds/{intent}", "Finishes a 3-D Secure challenge, or the page that a source leads to",
      body: Fields("outcome: succeeded|failed; client_secret: string"), finishChallenge)
    add(
      .post, "oauth", "Connects an account as its owner would, and gives the code for /oauth/token",
      body: Fields("country: string; email: string; scope: read_only|read_write; type: standard|express"), authorize)
    add(
      .post, "disputes", "Disputes a charge",
      body: Fields("charge: string; reason: fraudulent|product_not_received|inquiry"), disputeCharge)
    add(
      .post, "cards/{payment_method}", "Renews a card on file as its network does: a later date, or another number",
      body: Fields("exp_month: integer; exp_year: integer; number: string"), renewCard)
    add(.post, "sources/{source}", "Sends money to a source", body: Fields("amount: integer(1...)"), sendMoney)
    add(
      .post, "checkout/{session}", "Completes a Checkout Session as its customer",
      body: Fields("outcome: succeeded|failed; email: string; payment_method: string"), finishCheckout)
    add(.get, "trigger", "The events that can be brought about", listTriggers)
    add(
      .post, "trigger", "Makes the objects that lead to an event",
      body: Fields("event: string; override: list; add: list; remove: list; customer: string"), trigger)
    // Answered before or beside this router.
    operations.append(
      Operation(
        method: .get, path: "/_sandbox/stream",
        summary: "Events, requests and webhooks as they happen (server-sent events)",
        query: Fields("all: boolean")))
    operations.append(
      Operation(method: .get, path: "/_sandbox/apps", summary: "Where the users of the application APIs are made"))
    for application in ["nest-payments", "ship-payments", "rechat-payments"] {
      let path = "/_sandbox/apps/\(application)/users"
      operations.append(Operation(method: .get, path: path, summary: "Lists users of an application API"))
      guard application != "nest-payments" else { continue }
      let more = application == "ship-payments" ? "; fullName: string; stripeCustomer: boolean" : ""
      operations.append(
        Operation(
          method: .post, path: path, summary: "Makes a user of an application API", body: Fields("email: string" + more)
        ))
    }
  }

  private func add(
    _ method: Method, _ path: String, _ summary: String, query: Fields = Fields(), body: Fields? = Fields(),
    _ answer: @escaping (ControlCall) throws(ControlError) -> JSON
  ) {
    addLasting(method, path, summary, query: query, body: body) { call, reply throws(ControlError) in
      reply(.json(200, try answer(call)))
    }
  }

  /// An operation that may answer later.
  private func addLasting(
    _ method: Method, _ path: String, _ summary: String, query: Fields = Fields(), body: Fields? = Fields(),
    _ answer: @escaping (ControlCall, Reply) throws(ControlError) -> Void
  ) {
    let path = path.isEmpty ? "/_sandbox" : "/_sandbox/" + path
    let operation = Operation(method: method, path: path, summary: summary, query: query, body: body)
    operations.append(operation)
    router.add(method, path, Endpoint(operation: operation, answer: answer))
  }
}

extension ControlAPI {
  package static func failure(_ status: Int, _ message: String?) -> Response {
    ControlError(status, message ?? "A fault was set for this request.").response
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
    let names = stripe.sandboxNames
    guard name != StripeAPI.commonSandbox, !names.contains(name) else { return }
    let meant = suggestion(for: name, among: names.sorted()).map { " Did you mean “\($0)”?" } ?? ""
    throw ControlError(
      404,
      """
      There is no sandbox “\(name)”.\(meant) A sandbox is made by the first request with its key (sk_test_\(name)) or \
      under /s/\(name)/.
      """)
  }
}
