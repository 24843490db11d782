import AppSandbox
import Control
import Platform
import Journal
import StripeSandbox
import Wire

struct Serve: Command {
  static let name = "serve"
  static let summary = "Starts the sandbox"

  static let examples = [
    (line: "nestbox serve", purpose: "On http://localhost:12111, all in memory"),
    (line: "nestbox serve --port 0 --log off", purpose: "A free port, without a line a request"),
    (
      line: "nestbox serve --deterministic --seed shop.json", purpose: "The same objects with the same ids in every run"
    ),
    (line: "nestbox serve --data shop.nestbox", purpose: "Keep everything in a file"),
    (line: "nestbox serve --forward-to localhost:3000/webhook", purpose: "Send every event there"),
  ]

  static var options: [Option<Self>] {
    [
      .value("port", "PORT", \.port, "The port to listen on; 0 takes a free one"),
      .value("loop", "KIND", \.waiting, "How to wait for sockets: epoll, or poll as on systems without it"),
      .value("host", "HOST", \.host, "The address to listen on; 0.0.0.0 is every one of this machine's"),
      .list("allow-host", "NAME", \.allowedHosts, "Also answer under this name; other names' pages are kept out"),
      .controlToken(\.controlToken),
      .value("log", "KIND", \.log, "One line a request as text or json, or off"),
      .optionalValue(
        "deterministic", "SEED", \.seed, implied: 0,
        "Make the same ids and answers in every run; the clock stands still in 2026 unless --clock says otherwise"),
      .value("clock", "CLOCK", \.clock, "real, or frozen=EPOCH for a clock that stands still at that second"),
      .list("seed", "FILE", \.seeds, "Fill the sandbox from a file in the Stripe CLI's fixtures format"),
      .value("data", "FILE", \.data, "Keep every change in this file, and go on from it; without, all is in memory"),
      .flag("data-recover", \.recovers, "Go on with what is whole in a damaged data file; it is kept as FILE.damaged"),
      .value("forward-to", "URL", \.forwardTo, "Send every event of every sandbox to this URL, as stripe listen does"),
      .flag("any-id", \.anyID, "Make an object of every id that is asked for, as stripe-mock does"),
      .value("https-port", "PORT", \.httpsPort, "Also listen on this port with TLS"),
      .value("tls-cert", "FILE", \.certificate, "The TLS port's certificate (PEM), as 'nestbox ca' makes one"),
      .value("tls-key", "FILE", \.key, "The key of that certificate (PEM)"),
      .value(
        "stripe-url", "URL", \.stripeURL, "Let the application fakes use this Stripe, not the one in this process"),
      .value(
        "stripe-key", "KEY", \.stripeKey, "The secret test key to use there; best given as an environment variable"),
      .value(
        "jwt-secret", "TEXT", \.tokenSecret,
        "Sign Nest Payments' tokens with this; those of users that --data keeps outlive a restart"),
    ]
  }

  enum Log: String, CaseIterable, OptionValue { case text, json, off }

  var port: UInt16 = 12111
  var waiting = Poller.Kind.standard
  var host = "127.0.0.1"
  var allowedHosts: [String] = []
  var controlToken: String?
  var log = Log.text
  var seed: UInt64?
  var clock: SandboxClock?
  var anyID = false
  var forwardTo: ForwardTarget?
  var seeds: [String] = []
  var data: String?
  var recovers = false
  var httpsPort: UInt16?
  var certificate: String?
  var key: String?
  var stripeURL: HTTPURL?
  var stripeKey: String?
  var tokenSecret: String?

  func run() throws -> Exit {
    let loop = try Loop(waiting)
    let budget = MemoryBudget()
    try loop.onSignal([SIGTERM, SIGINT]) { _ in loop.shutDown() }
    let options = Assembly.Options(
      stripe: stripeOptions, applications: applicationOptions, remoteStripe: try remoteStripe(loop),
      forwardTo: forwardTo?.url)
    let sandbox = Assembly(loop, options)
    var hooks: [Hook] = []
    if log != .off {
      var forwardLog = ForwardLog(isJSON: log == .json) { Stream.output.write($0) }
      hooks.append(sandbox.webhooks.forwards.add { forwardLog.note($0.delivery, $0.attempt) })
    }
    let fixtures = try seeds.map { (path: $0, fixtures: try SeedFile.read($0)) }
    let identity = try identity()
    let bookkeeper = try data.map { try openBook($0, sandbox, loop) }
    sandbox.control.bookkeeper = bookkeeper
    if bookkeeper?.wasEmpty ?? true {
      for (path, fixtures) in fixtures { try sandbox.seed(fixtures, from: path) }
    } else if !seeds.isEmpty {
      Stream.error.write("nestbox: \(data ?? "") holds something already, so nothing was seeded\n")
    }
    try keep(bookkeeper)
    let logWriter = logWriter
    let requestLog = requestLog(loop, logWriter)
    var handler = sandbox.handler
    if let bookkeeper {
      handler = SafeReplies(handler, bookkeeper, sandbox.webhooks, loop, failure: sandbox.site.failure)
    }
    if let requestLog { handler = LoggedHandler(handler, requestLog) }
    let server = try Server(loop, serverOptions(port: port), handler)
    let secure = try httpsPort.map { try Server(loop, serverOptions(port: $0, identity), handler) }
    sandbox.webhooks.budget = budget
    let access = SandboxAccess(HostNames(bound: host, allowed: allowedHosts), token: controlToken)
    for server in [server, secure].compactMap(\.self) {
      server.accessRules = access
      server.budget = budget
      hooks.append(
        server.refusals.add { requestLog?.note(LogEntry(request: $0.request, response: $0.answer, seconds: 0)) })
    }
    let banner = Banner(
      host: host, port: server.port, httpsPort: secure?.port, services: sandbox.services,
      webhookSecret: sandbox.webhookSecret, stateFile: data, needsToken: controlToken != nil)
    Stream.output.write(log == .json ? banner.json : banner.text)
    if let warning = banner.warning { Stream.error.write("nestbox: warning: \(warning)\n") }
    loop.run()
    for hook in hooks { hook.end() }
    requestLog?.flush()
    logWriter.finish()
    try keep(bookkeeper)
    return .good
  }

  private func serverOptions(port: UInt16, _ identity: TLSIdentity? = nil) -> Server.Options {
    var options = Server.Options(host: host, port: Int(port), identity: identity)
    options.crossOrigin = StripeAPI.crossOrigin
    // States that are imported are large.
    options.streamedPaths = ["/_sandbox/state"]
    return options
  }

  private func openBook(_ path: String, _ sandbox: Assembly, _ loop: Loop) throws -> Bookkeeper {
    do {
      return try Bookkeeper(
        try JournalFile(path), sandbox.stripe, sandbox.applications, recovers: recovers, loop: loop
      ) { Stream.error.write("nestbox: \($0)\n") }
    } catch {
      throw Failure(exit: .wrongUsage, description: "--data: \(error)")
    }
  }

  /// Writes down what happens outside of requests.
  private func keep(_ bookkeeper: Bookkeeper?) throws {
    do { try bookkeeper?.commit() } catch { throw Failure(exit: .wrongUsage, description: "--data: \(error)") }
  }

  /// The certificate and key of the TLS port.
  private func identity() throws -> TLSIdentity? {
    switch (httpsPort, certificate, key) {
    case (nil, nil, nil): return nil
    case (_?, let certificate?, let key?):
      return TLSIdentity(certificates: try File(path: certificate).read(), key: try File(path: key).read())
    default:
      let text = "--https-port, --tls-cert and --tls-key go together; 'nestbox ca --out DIR' makes the latter two"
      throw Failure(exit: .wrongUsage, description: text)
    }
  }

  private var stripeOptions: StripeAPI.Options {
    var options = StripeAPI.Options()
    options.seed = seed
    options.clock = clock ?? (seed == nil ? SandboxClock() : Self.standingClock)
    options.hasEveryID = anyID
    return options
  }

  /// The first second of 2026: time differs from run to run.
  private static let standingClock = SandboxClock(.frozen(at: 1_767_225_600))

  private var applicationOptions: Applications.Options {
    var options = Applications.Options()
    options.seed = seed
    options.tokenSecret = tokenSecret
    return options
  }

  private func remoteStripe(_ loop: Loop) throws -> RemoteStripe? {
    guard let stripeURL else { return nil }
    guard let stripeKey else { throw Failure(exit: .wrongUsage, description: "--stripe-url needs --stripe-key") }
    do throws(RemoteStripe.Refusal) {
      return try RemoteStripe(loop, stripeURL, key: stripeKey) { Stream.error.write("nestbox: \($0)\n") }
    } catch {
      throw Failure(exit: .wrongUsage, description: "--stripe-key: \(error)")
    }
  }

  private var logWriter: LogWriter {
    let isJSON = log == .json
    return LogWriter(
      notice: { lines in
        let text = "\(lines) lines were dropped, because the log was not read"
        return isJSON ? JSON.object(["dropped": .integer(lines), "error": .string(text)]).text + "\n" : text + "\n"
      }, write: { Stream.output.write($0) })
  }

  private func requestLog(_ loop: Loop, _ writer: LogWriter) -> RequestLog? {
    let format: RequestLog.Format
    switch log {
    case .off: return nil
    case .text: format = .text
    case .json: format = .json
    }
    return RequestLog(format, after: { loop.after($0, $1) }, write: { writer.append($0) })
  }
}

extension Poller.Kind: OptionValue {}

extension SandboxClock: OptionValue {
  init?(option text: String) {
    let parts = text.split(separator: "=", maxSplits: 1)
    switch parts.first {
    case "real" where parts.count == 1: self.init(.real)
    case "frozen" where parts.count == 2:
      guard let moment = Int(parts[1]), Self.reach.contains(moment) else { return nil }
      self.init(.frozen(at: moment))
    default: return nil
    }
  }

  static var expectation: String { "real or frozen=EPOCH, such as frozen=1767225600" }
}
