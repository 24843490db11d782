import StripeSandbox
import Testing
import Wire

@testable import AppSandbox

/// Everything behind one port, as the server has it: the applications, their users and Stripe.
final class Site: Handler {
  let stripe: StripeAPI
  let applications: Applications

  init(stripe: StripeAPI = StripeAPI(), remote: (any Handler)? = nil, _ options: Applications.Options = .init()) {
    self.stripe = stripe
    applications = Applications(stripe, asked: remote ?? stripe, isRemote: remote != nil, options)
  }

  func handle(_ request: Request, _ reply: Reply) {
    let handler: any Handler
    switch request.path.dropFirst().prefix(while: { $0 != "/" }) {
    case "v1": handler = stripe
    case "_sandbox": handler = applications.users
    case "payments": handler = request.path.hasPrefix("/payments/stripe") ? applications.rechat : applications.ship
    default: handler = applications.nest
    }
    handler.handle(request, reply)
  }
}

struct Received {
  let status: Int
  let headers: Headers
  let text: String
  /// Null where the answer has no body or no JSON in it.
  let body: JSON

  init(_ response: Response) {
    status = response.status
    headers = response.headers
    text = String(decoding: response.body, as: UTF8.self)
    body = (try? JSONParser.parse(response.body)) ?? .null
  }

  subscript(name: String) -> JSON? { body[name] }
  func string(_ name: String) throws -> String { try #require(body[name]?.string) }
}

/// How a test speaks to the applications.
enum Way: CaseIterable, Sendable { case inProcess, socket }

/// Speaks to a site in process, or to a server of its own over a socket. The sandbox is part of every path it sends.
final class Caller {
  private let server: RunningServer?
  private let site: Site?
  var local: Site? { site }
  private let client = HTTPClient()
  var sandbox: String?
  var token: String?

  init(_ site: Site) {
    self.site = site
    server = nil
  }

  init(_ server: RunningServer) {
    self.server = server
    site = nil
  }

  convenience init(_ way: Way) throws {
    switch way {
    case .inProcess: self.init(Site())
    case .socket: self.init(try RunningServer.start { _ in Site() })
    }
  }

  /// Another caller of the same site.
  func fork(token: String? = nil, sandbox: String? = nil) -> Caller {
    let other = site.map { Caller($0) } ?? server.map { Caller($0) } ?? self
    other.token = token
    other.sandbox = sandbox ?? self.sandbox
    return other
  }

  func send(
    _ method: Wire.Method, _ path: String, _ body: [UInt8] = [], type: String? = nil, headers: Headers = Headers()
  ) throws -> Received {
    var headers = headers
    if let type { headers["Content-Type"] = type }
    if let token, headers["Authorization"] == nil { headers["Authorization"] = "Bearer " + token }
    if let server {
      let prefix = sandbox.map { "/s/" + $0 } ?? ""
      let url = try #require(HTTPURL("http://127.0.0.1:\(server.port)\(prefix)\(path)"))
      return Received(try client.send(method, url, headers: headers, body: body))
    }
    let query = path.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
    let request = Request(
      method, String(path.prefix { $0 != "?" }), query: query, headers: headers, body: body, sandbox: sandbox)
    var answer: Response?
    site?.handle(request, Reply { answer = $0 })
    return Received(try #require(answer))
  }

  func send(_ method: Wire.Method, _ path: String, json: JSON) throws -> Received {
    try send(method, path, json.bytes, type: "application/json")
  }

  func get(_ path: String) throws -> Received { try send(.get, path) }

  /// What Stripe in the same sandbox says.
  func stripe(_ method: Wire.Method, _ path: String, _ form: String = "", version: String? = nil) throws -> Received {
    var headers: Headers = ["Authorization": "Bearer sk_test_nestbox"]
    headers["Stripe-Version"] = version
    return try send(
      method, "/v1/" + path, Array(form.utf8), type: form.isEmpty ? nil : "application/x-www-form-urlencoded",
      headers: headers)
  }
}

extension Caller {
  /// Registers a user with Nest and goes on as that user.
  @discardableResult
  func register(_ name: String = "alan") throws -> Received {
    let answer = try send(
      .post, "/user/register",
      json: ["userName": .string(name), "email": .string(name + "@example.com"), "password": "password"])
    token = try answer.string("access_token")
    return answer
  }

  func me() throws -> JSON {
    let users = try #require(try get("/user").body.array)
    return try #require(users.last)
  }

  func pay(_ cuid: String) throws -> Received { try send(.post, "/payment", json: ["cuid": .string(cuid)]) }

  func confirm(_ payment: String, with method: String) throws -> Received {
    try send(
      .post, "/payment/confirm",
      json: ["cuid": "c", "paymentId": .string(payment), "paymentMethodId": .string(method)])
  }

  /// Makes a user of Ship or Rechat and goes on as that user.
  @discardableResult
  func makeUser(of application: String, _ properties: JSON = ["email": "ada@example.com"]) throws -> JSON {
    let user = try send(.post, "/_sandbox/apps/\(application)/users", json: properties)
    #expect(user.status == 201)
    token = try user.string("token")
    return user.body
  }
}
