import Glibc
import StripeSandbox
import Wire

struct Serve: Runnable {
  static let name = "serve"
  static let summary = "Starts the sandbox"

  static var options: [Option<Self>] {
    [
      .value("port", "PORT", \.port, "The port to listen on; 0 takes a free one"),
      .value("host", "HOST", \.host, "The address to listen on; 0.0.0.0 is every one of this machine's"),
      .value("log", "KIND", \.log, "One line a request as text or json, or off"),
      .optionalValue(
        "deterministic", "SEED", \.seed, implied: 0,
        "Make the same ids in every run; with a frozen clock, the same answers"),
      .value("clock", "CLOCK", \.clock, "real, or frozen=EPOCH for a clock that stands still at that second"),
      .list("seed", "FILE", \.seeds, "Fill the sandbox from a file in the Stripe CLI's fixtures format"),
      .notYet("data", .value("FILE"), "Keep every change in this file"),
      .value("forward-to", "URL", \.forwardTo, "Send every event of every sandbox to this URL, as stripe listen does"),
      .notYet("any-id", .flag, "Make an object of every id that is asked for, as stripe-mock does"),
      .notYet("https-port", .value("PORT"), "Also listen on this port with TLS"),
      .notYet("tls-cert", .value("FILE"), "The certificate of the TLS port"),
      .notYet("tls-key", .value("FILE"), "The key of that certificate"),
      .notYet("stripe-url", .value("URL"), "Let the application fakes use this Stripe, not the one in this process"),
      .notYet("stripe-key", .value("KEY"), "The secret key to use there"),
    ]
  }

  enum Log: String, CaseIterable, OptionValue { case text, json, off }

  var port: UInt16 = 12111
  var host = "127.0.0.1"
  var log = Log.text
  var seed: UInt64?
  var clock: SandboxClock?
  var forwardTo: HTTPURL?
  var seeds: [String] = []

  func run() throws -> Exit {
    let loop = try Loop()
    try loop.onSignal([SIGTERM, SIGINT]) { _ in loop.shutDown() }
    let sandbox = Assembly(loop, Assembly.Options(stripe: stripeOptions, forwardTo: forwardTo))
    for path in seeds { try sandbox.sow(try SeedFile.read(path), from: path) }
    let requestLog = requestLog(loop)
    let handler: any Handler = requestLog.map { LoggedHandler(sandbox.handler, $0) } ?? sandbox.handler
    let server = try Server(loop, Server.Options(host: host, port: Int(port)), handler)
    let banner = Banner(
      host: host, port: server.port, services: sandbox.services, webhookSecret: sandbox.webhookSecret)
    Stream.output.write(log == .json ? banner.json : banner.text)
    loop.run()
    requestLog?.flush()
    return .good
  }

  private var stripeOptions: StripeAPI.Options {
    var options = StripeAPI.Options()
    options.seed = seed
    if let clock { options.clock = clock }
    return options
  }

  private func requestLog(_ loop: Loop) -> RequestLog? {
    let format: RequestLog.Format
    switch log {
    case .off: return nil
    case .text: format = .text
    case .json: format = .json
    }
    return RequestLog(format, after: { loop.after($0, $1) }, write: { Stream.output.write($0) })
  }
}

extension SandboxClock: OptionValue {
  init?(option text: String) {
    let parts = text.split(separator: "=", maxSplits: 1)
    switch parts.first {
    case "real" where parts.count == 1: self.init(.real)
    case "frozen" where parts.count == 2:
      guard let moment = Int(parts[1]), moment >= 0 else { return nil }
      self.init(.frozen(at: moment))
    default: return nil
    }
  }

  static var expectation: String { "real or frozen=EPOCH, such as frozen=1767225600" }
}
