import Wire

/// The fake of Stripe's API: finds who asks, what for and in which sandbox, and lets the endpoint answer.
package final class StripeAPI: Handler {
  package struct Options: Sendable {
    /// Makes ids and secrets reproducible.
    package var seed: UInt64?
    package var clock = SandboxClock()
    /// Every id names something, no list is empty: as in stripe-mock.
    package var hasEveryID = false

    package init() {}
  }

  private let options: Options
  let stock: Stock?
  let router: Router<Endpoint>
  var sandboxes: [String: Sandbox] = [:] { didSet { latestSandbox = nil } }
  /// The sandbox that was asked last: mostly the next request is for it, too.
  private var latestSandbox: Sandbox?
  var listener: WebhookEndpoint?
  private var observers: [Sandbox.Observer] = [
    CheckoutSession.follow, ActiveEntitlement.follow, TaxAssociation.follow,
  ]
  /// Not nil during an attempt.
  var held: HeldAnnouncements?
  var watcher: ((Sandbox) -> Void)?
  var dropWatcher: ((String) -> Void)?
  private var keys = KeyRing()
  private(set) var scans: Scans?
  /// The version of the latest request that named one.
  private var latestEdition = Edition.newest

  package init(_ options: Options = Options()) {
    self.options = options
    stock = options.hasEveryID ? Stock() : nil
    var router = Router<Endpoint>()
    for (method, endpoint) in Registry.shared.endpoints { router.add(method, endpoint.pattern, endpoint) }
    self.router = router
  }

  /// The sandbox of a name, made at first sight.
  package func sandbox(named name: String) -> Sandbox {
    if let latestSandbox, latestSandbox.name == name { return latestSandbox }
    let sandbox = sandboxes[name] ?? addSandbox(name)
    latestSandbox = sandbox
    return sandbox
  }

  private func addSandbox(_ name: String) -> Sandbox {
    let sandbox = makeSandbox(name)
    sandbox.observers = observers
    sandbox.listener = listener
    sandbox.watcher = watcher
    sandbox.neighbour = { [unowned self] in self.sandbox(named: $0) }
    sandboxes[name] = sandbox
    return sandbox
  }

  func makeSandbox(_ name: String) -> Sandbox {
    let seed = options.seed.map { $0 ^ FNV.hash(name.utf8.span) } ?? UInt64.random(in: .min ... .max)
    let parent = name.lastIndex(of: "/").map { self.sandbox(named: String(name[..<$0])) }
    let sandbox = Sandbox(name: name, seed: seed, clock: options.clock, stock: stock, parent: parent)
    if let stock { sandbox.store = stock.examples }
    return sandbox
  }

  /// Has every change in every sandbox told, once the request that made it is done.
  package func observe(_ observer: @escaping Sandbox.Observer) {
    observers.append { [unowned self] sandbox, announcements in
      if held?.append((sandbox, announcements, observer)) == nil { observer(sandbox, announcements) }
    }
    for sandbox in sandboxes.values { sandbox.observers = observers }
  }

  /// From now on answers that look through many rows do so in slices, between which a loop serves others.
  package func share(_ loop: Loop) { scans = Scans(loop) }

  package func handle(_ request: Request, _ reply: Reply) {
    switch begin(request) {
    case .done(let response): reply(response)
    case .waiting(var rest, let write):
      guard let scans else {
        _ = rest.goOn(for: .infinity)
        return reply(write())
      }
      scans.add(rest) { [self] isValid in
        // A scan of a sandbox that was replaced meanwhile is void: the request runs again.
        if isValid { reply(write()) } else { handle(request, reply) }
      }
    }
  }

  /// The answer at once, however long it takes.
  package func respond(to request: Request) -> Response {
    switch begin(request) {
    case .done(let response): return response
    case .waiting(var rest, let write):
      _ = rest.goOn(for: .infinity)
      return write()
    }
  }

  private enum Outcome {
    case done(Response)
    case waiting(Scans.Waiting, write: () -> Response)
  }

  private func begin(_ request: Request) -> Outcome {
    var exchange = Exchange()
    do {
      return try answer(request, &exchange)
    } catch {
      return .done(failure(error, request, exchange))
    }
  }

  /// The state of a request so far; enough to render an error at any point.
  struct Exchange {
    var sandbox: Sandbox?
    var requestID = ""
    /// The `Stripe-Account` header.
    var account: String?
    var edition = Edition.newest
    /// The client's, or one made up, as Stripe does for every request that changes something.
    var idempotencyKey: String?
    /// Whether the key is the client's, so that a second request may come with it.
    var isRepeatable = false
    var isPublishable = false
    /// The endpoint ran: its answer, an error included, is kept under the idempotency key.
    var hasRun = false
  }

  private func answer(_ request: Request, _ exchange: inout Exchange) throws(StripeError) -> Outcome {
    guard
      case .found(let number, let path) = router.match(request.method == .head ? .get : request.method, request.path)
    else { throw unknown(request) }
    let endpoint = router[number]
    let form = try parameters(of: request)
    let key = try keys.key(of: request, parameter: (endpoint.isOAuth ? form["client_secret"] : form["key"])?.string)
    exchange.account = request.headers["Stripe-Account"]
    let (sandbox, account) = try sandbox(for: request, key, exchange.account, endpoint)
    sandbox.note(host: request.headers, isSecure: request.isSecure)
    sandbox.countRequest()
    exchange.sandbox = sandbox
    exchange.requestID = stock == nil ? sandbox.identifiers.random("req_", 14) : "req_123"
    exchange.isPublishable = key.kind == .publishable
    if case .ephemeral(let secret) = key.kind { try check(secret, endpoint, path, form, sandbox) }
    try checkMeterSession(key, endpoint, sandbox)
    exchange.edition = try edition(of: request)
    if exchange.isPublishable, endpoint.access == .secret { throw .secretKeyRequired }
    if request.method != .get, let key = request.headers["Idempotency-Key"], !key.isEmpty {
      exchange.idempotencyKey = key
      exchange.isRepeatable = request.method == .post
      if exchange.isRepeatable,
        let entry = try sandbox.idempotency.find(
          key, request, isPublishable: exchange.isPublishable, now: sandbox.now)
      {
        return .done(replay(entry, request, exchange))
      }
    } else if request.method == .post {
      exchange.idempotencyKey = sandbox.identifiers.uuid()
    }
    var call = Call(
      sandbox: sandbox, arguments: try Validation.run(form, endpoint.parameters(), exchange.edition.version),
      path: path,
      version: exchange.edition.version, isPublishable: exchange.isPublishable, requestID: exchange.requestID,
      idempotencyKey: exchange.idempotencyKey, url: request.path, headers: request.headers,
      isSecure: request.isSecure)
    call.connectedAccount = account
    call.keyName = key.name
    call.expansion = try expansion(form, endpoint)
    return try run(endpoint, &call, request, &exchange)
  }

  /// An ephemeral key is for its customer, and for an hour.
  private func check(
    _ secret: String, _ endpoint: Endpoint, _ path: [String], _ form: JSON.Object, _ sandbox: Sandbox
  ) throws(StripeError) {
    var key: EphemeralKey?
    sandbox.store[EphemeralKey.self].walkBack(from: .max) { _, row in
      if row.value.secret == secret { key = row.value }
      return key == nil
    }
    guard let key else { throw APIKey.unauthorized("Invalid API Key provided: \(APIKey.masked(secret))") }
    guard key.expires > sandbox.now else {
      throw APIKey.unauthorized("Expired API Key provided: \(APIKey.masked(secret))")
    }
    guard endpoint.access == .publishable || key.admits(endpoint, path, form, in: sandbox) else {
      throw StripeError(
        status: 403, "This API call cannot be made with this ephemeral key: it is for its own customer only.",
        code: "secret_key_required")
    }
  }

  /// A session's token is for the stream of meter events, and the stream takes nothing else.
  private func checkMeterSession(_ key: APIKey, _ endpoint: Endpoint, _ sandbox: Sandbox) throws(StripeError) {
    guard case .meterSession(let token) = key.kind else {
      guard endpoint.access != .meterSession || stock != nil else {
        throw APIKey.unauthorized("The meter event stream takes the authentication token of a meter event session.")
      }
      return
    }
    guard endpoint.access == .meterSession else {
      throw APIKey.unauthorized("A meter event session's token is for the meter event stream only.")
    }
    let session = sandbox.store[MeterEventSession.self].all.first { $0.token == token }
    guard let session, sandbox.now < session.expiresAt else {
      var error = APIKey.unauthorized("The meter event session has expired. Create a new one.")
      error.code = "billing_meter_event_session_expired"
      throw error
    }
  }

  /// An endpoint that Stripe has and the sandbox lacks is not the user's mistake, and the answer says so.
  private func unknown(_ request: Request) -> StripeError {
    guard let resource = StripeSurface.resource(of: request.path), router.methods(of: resource).isEmpty else {
      return .unrecognizedURL(request.method, request.path)
    }
    return .notInSandbox(request.method, request.path)
  }

  /// Clients ask for the same version every time.
  private func edition(of request: Request) throws(StripeError) -> Edition {
    if request.headers.has("Stripe-Version", latestEdition.version.name) { return latestEdition }
    guard let name = request.headers["Stripe-Version"], !name.isEmpty else { return .newest }
    let version: APIVersion
    if stock != nil {
      version = APIVersion(any: name)
    } else if let known = APIVersion(name) {
      version = known
    } else {
      throw .invalidVersion(name)
    }
    latestEdition = Edition(version, givesNotice: stock == nil)
    return latestEdition
  }

  private func run(
    _ endpoint: Endpoint, _ call: inout Call, _ request: Request, _ exchange: inout Exchange
  ) throws(StripeError) -> Outcome {
    exchange.hasRun = true
    let sandbox = call.sandbox
    // A request happens at one moment, however long it takes.
    sandbox.setTime(sandbox.now)
    defer {
      sandbox.setTime(nil)
      sandbox.settle()
    }
    let answer: Answer
    if let stock {
      call.supplyNames(for: endpoint, from: stock)
      do {
        answer = try endpoint.run(&call)
      } catch {
        let isDeletion = request.method == .delete
        guard let substitute = call.substitute(for: error, of: endpoint, deleting: isDeletion) else { throw error }
        answer = substitute
      }
    } else {
      answer = try endpoint.run(&call)
    }
    guard sandbox.scans.isEmpty else {
      let rest = Scans.Waiting(sandbox, sandbox.scans)
      sandbox.scans = []
      return .waiting(rest) { [self, call, exchange] in write(answer, call, request, exchange) }
    }
    return .done(write(answer, call, request, exchange))
  }

  private func write(
    _ answer: Answer, _ call: Call, _ request: Request, _ exchange: Exchange
  ) -> Response {
    var writer = ObjectWriter(
      call.sandbox, version: call.version, isPublishable: call.isPublishable, expansion: call.expansion)
    answer(&writer)
    let mediaType = writer.mediaType
    var response = respond(200, writer.finish(), request, exchange, isJSON: mediaType == nil)
    if let mediaType { response.headers["Content-Type"] = mediaType }
    return response
  }

  /// The sandbox that a request is for, and the connected account that it names with `Stripe-Account`. Platform-level
  /// objects are kept with the platform, whichever account asks.
  private func sandbox(
    for request: Request, _ key: APIKey, _ account: String?, _ endpoint: Endpoint
  ) throws(StripeError) -> (Sandbox, account: String?) {
    let platform = sandbox(named: request.sandbox ?? key.platform)
    guard let account = account ?? key.account, !account.isEmpty, account != platform.accountID else {
      return (platform, nil)
    }
    guard stock != nil || platform.store[Account.self].contains(account) else {
      throw .noAccess(to: account, key: key.name)
    }
    return (endpoint.isOfPlatform ? platform : sandbox(named: platform.name + "/" + account), account)
  }
}
