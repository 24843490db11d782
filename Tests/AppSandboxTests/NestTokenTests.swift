import StripeSandbox
import Testing
import Wire

@testable import AppSandbox

@Suite struct NestTokenTests {
  private static let now = 1_767_225_600

  /// A site whose clock stands still and whose secret is known.
  private static func site(secret: String = "known") -> Site {
    var stripe = StripeAPI.Options()
    stripe.clock = SandboxClock(.frozen(at: now))
    var options = Applications.Options()
    options.tokenSecret = secret
    return Site(stripe: StripeAPI(stripe), options)
  }

  private let site = site()

  private func decode(_ part: Substring) throws -> JSON {
    try JSONParser.parse(try #require(Base64.url.decode(String(part))))
  }

  /// What an honest token of a registered user says, changed.
  private func claims(_ change: (inout JSON.Object) -> Void = { _ in }) throws -> JSON {
    let caller = Caller(site)
    if site.applications.state(of: "nestbox").nest.users.all.isEmpty { try caller.register() }
    let user = try #require(site.applications.state(of: "nestbox").nest.users.all.first)
    var claims = JSON.Object([
      ("email", .string(user.email)), ("sub", .string(user.id)), ("iat", .integer(Self.now)),
      ("exp", .integer(Self.now + 7_200)),
    ])
    change(&claims)
    return .object(claims)
  }

  private func status(of token: String, sandbox: String? = nil) throws -> Int {
    let caller = Caller(site)
    caller.token = token
    caller.sandbox = sandbox
    let answer = try caller.get("/user")
    if answer.status != 200 { #expect(answer.text == #"{"statusCode":401,"message":"Unauthorized"}"#) }
    return answer.status
  }

  private let signer = JSONWebToken(secret: Array("known".utf8))

  @Test func aTokenSaysWhoForTwoHours() throws {
    let caller = Caller(site)
    let token = try caller.register().string("access_token")
    let parts = token.split(separator: ".")
    #expect(try decode(parts[0]) == ["alg": "HS256", "typ": "JWT"])
    let id = try #require(try caller.me()["userId"])
    let claims = try decode(parts[1])
    #expect(claims == ["email": "alan@example.com", "sub": id, "iat": 1_767_225_600, "exp": 1_767_232_800])
    #expect(claims.object?.keys == ["email", "sub", "iat", "exp"])
  }

  /// The example of RFC 7515, appendix A.1.
  @Test func theSignatureIsTheStandards() throws {
    let key = try #require(
      Base64.url.decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"))
    let token = """
      eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\
      eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.\
      dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk
      """
    #expect(JSONWebToken(secret: key).verify(token, now: 1_300_819_379)?["iss"] == "joe")
    #expect(JSONWebToken(secret: key).verify(token, now: 1_300_819_380) == nil)
  }

  @Test func anHonestTokenPasses() throws {
    #expect(try status(of: signer.sign(claims())) == 200)
  }

  @Test func aTokenExpires() throws {
    let token = try signer.sign(claims())
    site.stripe.sandbox(named: "nestbox").clock.mode = .frozen(at: Self.now + 7_199)
    #expect(try status(of: token) == 200)
    site.stripe.sandbox(named: "nestbox").clock.mode = .frozen(at: Self.now + 7_200)
    #expect(try status(of: token) == 401)
    #expect(try status(of: signer.sign(claims { $0["exp"] = "never" })) == 401)
  }

  @Test func aTokenIsNotGoodBeforeItsTime() throws {
    #expect(try status(of: signer.sign(claims { $0["nbf"] = .integer(Self.now) })) == 200)
    #expect(try status(of: signer.sign(claims { $0["nbf"] = .integer(Self.now + 1) })) == 401)
    #expect(try status(of: signer.sign(claims { $0["nbf"] = "soon" })) == 401)
  }

  @Test func aTokenOfAnotherSandboxIsNobodys() throws {
    #expect(try status(of: signer.sign(claims()), sandbox: "other") == 401)
  }

  @Test func aTokenOutlivesItsUserInVain() throws {
    let caller = Caller(site)
    try caller.register()
    let id = try #require(try caller.me()["userId"]?.string)
    #expect(try caller.send(.delete, "/user/\(id)").status == 200)
    #expect(try caller.get("/user").status == 401)
  }

  @Test func aForgedTokenIsRefused() throws {
    let honest = try signer.sign(claims())
    let parts = honest.split(separator: ".").map(String.init)
    let none = Base64.url.encode((["alg": "none", "typ": "JWT"] as JSON).bytes)
    let other = try JSONWebToken(secret: Array("other".utf8)).sign(claims())
    let richer = Base64.url.encode(try claims { $0["email"] = "admin@example.com" }.bytes)
    let forged = [
      "", "x", "a.b.c", "..", none + "." + parts[1] + ".", none + "." + parts[1],
      none + "." + parts[1] + "." + parts[2], other, parts[0] + "." + richer + "." + parts[2],
      String(honest.dropLast()), honest + "A", honest + ".x", honest + "=", parts[0] + "=." + parts[1] + "." + parts[2],
      parts[0] + "." + parts[1],
      try signer.sign(claims { $0["sub"] = "5f9f1c9b9c9c9c9c9c9c9c9c" }), try signer.sign(claims { $0["sub"] = nil }),
      signer.sign("text"),
    ]
    for token in forged { #expect(try status(of: token) == 401, "\(token)") }
  }

  /// A token whose header names another algorithm is refused even if its signature is ours.
  @Test func onlyHS256IsTaken() throws {
    for algorithm in ["none", "HS512", "RS256", "hs256"] {
      let header = Base64.url.encode((["alg": .string(algorithm), "typ": "JWT"] as JSON).bytes)
      let content = try header + "." + Base64.url.encode(claims().bytes)
      let signature = Base64.url.encode(HMAC(key: Array("known".utf8)).authenticate(Array(content.utf8)))
      #expect(try status(of: content + "." + signature) == 401)
    }
  }

  @Test(arguments: ["Basic x", "Bearer", "Token x", "bearer  "]) func otherCredentialsAreNone(header: String) throws {
    let answer = try Caller(site).send(.get, "/user", headers: ["Authorization": header])
    #expect(answer.status == 401)
  }

  @Test func aPasswordIsKeptAsASaltedHash() throws {
    try Caller(site).register("alan")
    try Caller(site).register("grace")
    let users = site.applications.state(of: "nestbox").nest.users.all
    #expect(users.count == 2)
    #expect(users[0].password.hash != users[1].password.hash)
    #expect(users[0].password.salt != users[1].password.salt)
    #expect(users[0].password.matches("password") && !users[0].password.matches("Password"))
  }

  /// Even where ids are the same again: a seed can be guessed.
  @Test(arguments: [nil, 7 as UInt64?])
  func withoutASecretEveryServerHasItsOwn(seed: UInt64?) throws {
    var options = Applications.Options()
    options.seed = seed
    let first = Caller(Site(stripe: StripeAPI(), options))
    let token = try first.register().string("access_token")
    let second = Site(stripe: StripeAPI(), options)
    second.applications.restore(try #require(first.state), in: "nestbox")
    #expect(try Caller(second).fork(token: token).get("/user").status == 401)
    #expect(try first.get("/user").status == 200)
  }
}

extension Caller {
  /// What the applications of a site in this process hold.
  fileprivate var state: Applications.State? { local?.applications.state(of: "nestbox") }
}
