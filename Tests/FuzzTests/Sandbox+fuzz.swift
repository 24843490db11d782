import Testing
import Wire

@testable import StripeSandbox

/// A sandbox under random calls, with what has been seen of it.
struct FuzzedSandbox {
  static let key = "sk_test_fuzz"

  let api: StripeAPI
  let sandbox: Sandbox
  private(set) var log: [String] = []
  private(set) var problem: String?
  /// Ids that answers have told, by what stands before their last `_`.
  private(set) var ids: [String: [String]] = [:]
  private var kept: [(request: Request, status: Int, body: [UInt8])] = []
  private let book: Book
  private var intents: [String: (status: String, amount: Int, received: Int)] = [:]

  init() {
    var options = StripeAPI.Options()
    options.seed = 1
    options.clock = SandboxClock(.frozen(at: 1_767_225_600))
    api = StripeAPI(options)
    sandbox = api.sandbox(named: "fuzz")
    book = Book(sandbox)
  }

  mutating func fail(_ text: String) { problem = problem ?? text }

  /// Sends a request, looks at the answer, and learns from it.
  @discardableResult
  mutating func send(_ method: Wire.Method, _ path: String, _ pairs: [(String, String)] = [], key: String? = nil)
    -> JSON
  {
    var headers: Headers = ["Authorization": "Bearer " + Self.key]
    if let key { headers["Idempotency-Key"] = key }
    let form = Form.encode(pairs)
    var request = Request(method, path, headers: headers)
    if method == .post { request.body = Array(form.utf8) } else { request.query = form }
    return send(request)
  }

  private mutating func send(_ request: Request) -> JSON {
    let before = census
    let isQuiet = sandbox.store.followUps.isEmpty
    let response = api.respond(to: request)
    let form = request.query + String(decoding: request.body, as: UTF8.self)
    log.append("\(request.method.rawValue) \(request.path) \(form) → \(response.status)")
    // A file's contents are whatever was uploaded.
    let isFile = request.path.hasSuffix("/contents") && response.status == 200
    guard let body = isFile ? .null : try? JSONParser.parse(response.body) else {
      fail("the answer is no JSON")
      return .null
    }
    switch response.status {
    case 200: learn(body)
    case 400..<500:
      // OAuth has errors of its own shape.
      let kind = request.path.hasPrefix("/oauth/") ? body["error"] : body["error"]?["type"]
      if kind?.string == nil { fail("an error without a type: \(body.text)") }
      if let intent = body["error"]?["payment_intent"] { learn(intent) }
      if response.status != 402, isQuiet, census != before {
        fail("refused with \(response.status), and yet it changed")
      }
    default: fail("answered \(response.status): \(body.text)")
    }
    if request.headers["Idempotency-Key"] != nil, request.method == .post, response.status == 200 {
      kept.append((request, response.status, response.body))
    }
    follow()
    return body
  }

  private mutating func learn(_ value: JSON) {
    switch value {
    case .object(let object):
      for (name, value) in object {
        let isID = name == "id" || name == "latest_charge" || name == "balance_transaction" || name == "mandate"
        if isID, let id = value.string, let line = id.lastIndex(of: "_") {
          let kind = String(id[..<line])
          if ids[kind]?.contains(id) != true { ids[kind, default: []].append(id) }
        } else {
          learn(value)
        }
      }
    case .array(let items): for item in items { learn(item) }
    default: break
    }
  }

  /// How many objects of each kind there are, but for payment methods: naming a test card makes one, whatever comes of
  /// it. Old events go as new ones come, so theirs is the number that there ever were.
  private var census: [Int] {
    let store = sandbox.store
    return Registry.shared.kinds.map { kind in
      switch kind.object.description {
      // Tax codes, settings and the template are made when they are first looked for.
      case "payment_method", "tax_code", "tax.settings", "balance_settings", "billing_portal.configuration",
        "invoice_rendering_template":
        0
      case "event": store[Event.self].end
      default: store.count(of: kind)
      }
    }
  }

  // MARK: What a sequence is made of, besides calls

  /// The same request with the same key: the same answer.
  mutating func repeatOne(_ random: inout SeededRandom) {
    guard let first = kept.randomElement(using: &random) else { return }
    let response = api.respond(to: first.request)
    log.append("again \(first.request.method.rawValue) \(first.request.path) → \(response.status)")
    if response.status != first.status || response.body != first.body { fail("the same key, another answer") }
    if response.headers["Idempotent-Replayed"] != "true" { fail("done twice") }
    follow()
  }

  mutating func advance(_ seconds: Int) {
    sandbox.clock.mode = .frozen(at: sandbox.now + seconds)
    log.append("\(seconds) seconds pass")
    if seconds >= Idempotency.lifetime { kept = [] }
    api.settle()
    follow()
  }

  /// Whatever happens by itself within the next few hundred requests happens now.
  mutating func comeToRest() {
    while sandbox.store.followUps.contains(where: { $0.request < sandbox.requests + 1000 }) {
      sandbox.requests += 1000
      api.settle()
    }
    follow()
  }

  mutating func finishChallenge(_ intent: String, succeeded: Bool) {
    let result = try? api.finishChallenge(intent, succeeded: succeeded, in: sandbox)
    log.append("challenge of \(intent) \(succeeded ? "passed" : "failed") → \(result == nil ? "refused" : "done")")
    follow()
  }

  mutating func dispute(_ charge: String) {
    let result = try? api.dispute(charge, as: .fraudulent, in: sandbox)
    log.append("dispute of \(charge) → \(result == nil ? "refused" : "done")")
    if let result { learn(result) }
    follow()
  }

  /// What is written down is what there is.
  mutating func checkBook() {
    do {
      if let difference = try book.difference(sandbox) { fail("the book differs in \(difference)") }
    } catch {
      fail("the state cannot be written down: \(error)")
    }
  }

  // MARK: How payments may go on

  private static let next: [String: Set<String>] = [
    "succeeded": [], "canceled": [], "requires_capture": ["succeeded", "canceled"],
    "processing": ["succeeded", "requires_payment_method", "requires_capture", "canceled"],
  ]

  private mutating func follow() {
    do { try book.update(sandbox) } catch { fail("what is written down cannot be read: \(error)") }
    for intent in sandbox.store[PaymentIntent.self].all {
      let now = (intent.status.rawValue, intent.amount, intent.amountReceived)
      defer { intents[intent.id] = now }
      guard let before = intents[intent.id] else { continue }
      if before.status != now.0, let allowed = Self.next[before.status], !allowed.contains(now.0) {
        fail("\(intent.id) went from \(before.status) to \(now.0)")
      }
      if before.status == "succeeded", before.received != now.2 { fail("\(intent.id) received \(now.2) after its end") }
      if before.status == "succeeded", before.amount != now.1 { fail("\(intent.id) became \(now.1) after its end") }
    }
  }
}
