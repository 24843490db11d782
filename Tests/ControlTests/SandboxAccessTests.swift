import Testing
import Wire

@testable import Control

/// Who is let in, and who is not: each attack by a page, in the headers that its browser would send.
@Suite struct SandboxAccessTests {
  private static let own: Headers = ["Host": "localhost:12111", "Authorization": "Bearer sk_test_a"]
  private static let json: Headers = ["Host": "localhost:12111", "Content-Type": "application/json"]

  private func access(_ bound: String = "127.0.0.1", allowed: [String] = [], token: String? = nil) -> SandboxAccess {
    SandboxAccess(HostNames(bound: bound, allowed: allowed), token: token)
  }

  private func verdict(_ access: SandboxAccess, _ request: Request) -> String {
    switch access.admission(of: request) {
    case .shared: "shared"
    case .sameOrigin: "own"
    case .refused(let response): "\(response.status)"
    }
  }

  private func headers(_ base: Headers, _ more: [(String, String)]) -> Headers {
    var headers = base
    for (name, value) in more { headers[named: name] = value }
    return headers
  }

  @Test(arguments: [
    ("localhost:12111", true), ("LOCALHOST", true), ("localhost.:1", true), ("app.localhost:12111", true),
    ("127.0.0.1:12111", true), ("127.1.2.3", true), ("[::1]:12111", true), ("rebind.attacker.example", false),
    ("rebind.attacker.example:12111", false), ("localhost.attacker.example", false), ("notlocalhost", false),
    ("127.0.0.1.attacker.example", false), ("192.0.2.1:12111", false), ("", false), ("api.stripe.com", false),
    ("api.stripe.com.attacker.example", false), ("nestbox:12111", false), ("[::2]", false),
  ])
  func aHostIsOursOrRefused(host: String, isOurs: Bool) {
    let request = Request(.get, "/v1/customers", headers: ["Host": host])
    #expect(verdict(access(), request) == (isOurs ? "shared" : "403"))
  }

  @Test func stripesNamesAreOursWithTLS() {
    for (host, expected) in [
      ("api.stripe.com", "shared"), ("js.stripe.com:443", "shared"), ("api.stripe.com.evil.example", "403"),
      ("evilstripe.com", "403"),
    ] {
      var request = Request(.get, "/v1/customers", headers: ["Host": host])
      request.isSecure = true
      #expect(verdict(access(), request) == expected, "\(host)")
    }
  }

  @Test func furtherNamesAreGiven() {
    let request = Request(.get, "/v1/customers", headers: ["Host": "Nestbox:12111"])
    #expect(verdict(access(allowed: ["nestbox"]), request) == "shared")
    let address = Request(.get, "/v1/customers", headers: ["Host": "192.0.2.1:12111"])
    #expect(verdict(access("0.0.0.0"), address) == "shared")
    #expect(verdict(access("192.0.2.1"), address) == "shared")
    #expect(verdict(access("192.0.2.2"), address) == "403")
    let rebound = Request(.get, "/", headers: ["Host": "rebind.attacker.example"])
    #expect(verdict(access("0.0.0.0"), rebound) == "403")
  }

  @Test func programsAreLetInEverywhere() {
    for path in ["/v1/customers", "/v1/webhook_endpoints", "/_sandbox/state", "/", "/demo", "/user", "/_sandbox"] {
      let request = Request(.get, path, headers: Self.own)
      #expect(["shared", "own"].contains(verdict(access(), request)), "\(path)")
    }
    #expect(verdict(access(), Request(.post, "/_sandbox/reset", headers: Self.json, body: [])) == "own")
    // HTTP/1.0 has no Host; no browser speaks it.
    #expect(verdict(access(), Request(.get, "/_sandbox/health")) == "own")
  }

  static let foreignOrigins = [
    "https://attacker.example", "http://localhost:3000", "http://127.0.0.1:12111", "null",
    "http://localhost:12111.attacker.example", "https://localhost", "file://",
  ]

  @Test(arguments: foreignOrigins)
  func noOtherPageSteers(origin: String) {
    for path in [
      "/_sandbox/state", "/_sandbox/requests", "/_sandbox", "/", "/demo", "/v1/webhook_endpoints",
      "/v2/core/event_destinations",
    ] {
      for method in [Wire.Method.get, .post, .options, .delete] {
        let request = Request(method, path, headers: headers(Self.json, [("Origin", origin)]))
        #expect(verdict(access(), request) == "403", "\(method) \(path)")
      }
    }
  }

  @Test func theOwnPagesDo() {
    for site in [("Origin", "http://localhost:12111"), ("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "none")] {
      let request = Request(.post, "/_sandbox/reset", headers: headers(Self.json, [site]))
      #expect(verdict(access(), request) == "own")
    }
  }

  /// `<script src>`, `<img src>`, `fetch` without CORS: no Origin, but the browser tells where they come from.
  @Test(arguments: ["cross-site", "same-site"])
  func aPageThatHidesItsOriginIsTold(site: String) {
    let embedded = headers(Self.own, [("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", "no-cors")])
    #expect(verdict(access(), Request(.get, "/_sandbox/state", headers: embedded)) == "403")
    #expect(verdict(access(), Request(.get, "/v1/customers", headers: embedded)) == "403")
    let link = headers(["Host": "localhost:12111"], [("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", "navigate")])
    #expect(verdict(access(), Request(.get, "/", headers: link)) == "own")
    #expect(verdict(access(), Request(.post, "/_sandbox/reset", headers: link)) == "403")
  }

  @Test(arguments: [
    nil, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json",
    "application/jsonp", "",
  ])
  func whatASimpleRequestCanSendChangesNothing(type: String?) {
    var headers: Headers = ["Host": "localhost:12111"]
    headers["Content-Type"] = type
    for path in ["/_sandbox/reset", "/_sandbox/snapshots/snap_1/restore", "/_sandbox/apps/ship-payments/users"] {
      #expect(verdict(access(), Request(.post, path, headers: headers)) == "415")
    }
    #expect(verdict(access(), Request(.put, "/_sandbox/state", headers: headers, body: [0x7B, 0x7D])) == "415")
    #expect(verdict(access(), Request(.delete, "/_sandbox/requests", headers: headers)) == "own")
  }

  @Test func jsonIsSaidInManyWays() {
    for type in ["application/json", "Application/JSON; charset=utf-8", "application/merge-patch+json"] {
      let headers = headers(Self.json, [("Content-Type", type)])
      #expect(verdict(access(), Request(.post, "/_sandbox/reset", headers: headers)) == "own")
    }
  }

  @Test(arguments: [
    ("Bearer pk_test_a", "https://attacker.example", "shared"), ("Bearer sk_test_a", "https://attacker.example", "403"),
    ("Basic c2tfdGVzdF9hOg==", "https://attacker.example", "403"), ("Bearer sk_test_a", "null", "403"),
    ("Bearer sk_test_a", "http://localhost:3000", "shared"), ("Bearer sk_test_a", "http://shop.example:3000", "shared"),
  ])
  func pagesOfOtherMachinesUsePublishableKeys(key: String, origin: String, expected: String) {
    let request = Request(
      .post, "/v1/payment_methods", headers: headers(Self.own, [("Origin", origin), ("Authorization", key)]))
    #expect(verdict(access(allowed: ["shop.example"]), request) == expected)
    let second = Request(.post, "/v2/core/accounts", headers: request.headers)
    #expect(verdict(access(allowed: ["shop.example"]), second) == expected)
  }

  @Test(arguments: [("key=pk_test_a", "shared"), ("key=sk_test_a", "403"), ("key=%73k_test_a", "403"), ("a=b", "403")])
  func aKeyInAParameterIsLookedAtToo(form: String, expected: String) {
    let page: Headers = ["Host": "localhost:12111", "Origin": "https://attacker.example"]
    #expect(verdict(access(), Request(.post, "/v1/tokens", headers: page, body: Array(form.utf8))) == expected)
    #expect(verdict(access(), Request(.get, "/v1/tokens", query: form, headers: page)) == expected)
  }

  @Test func theApplicationsAreOpenAsTheRealOnesAre() {
    let page = headers(Self.json, [("Origin", "https://shop.example")])
    for path in ["/user/register", "/payment", "/payments/stripe/customers", "/v3/", "/_sandbox/3ds/pi_1"] {
      #expect(verdict(access(), Request(.post, path, headers: page)) == "shared", "\(path)")
      #expect(verdict(access(), Request(.options, path, headers: page)) == "shared", "\(path)")
    }
    #expect(verdict(access(), Request(.options, "/v1/tokens", headers: page)) == "shared")
  }

  @Test func aWebhookDoesNotReachTheControlAPI() {
    let delivery = headers(Self.json, [("Stripe-Signature", "t=1,v1=x")])
    for path in ["/_sandbox/reset", "/_sandbox/3ds/pi_1", "/_sandbox/apps/ship-payments/users"] {
      #expect(verdict(access(), Request(.post, path, headers: delivery)) == "403")
    }
    #expect(verdict(access(), Request(.post, "/hook", headers: delivery)) == "shared")
  }

  @Test(arguments: [
    (("Authorization", "Bearer secret"), "own"), (("Authorization", "Basic bmVzdGJveDpzZWNyZXQ="), "own"),
    (("Authorization", "Basic c2VjcmV0Og=="), "own"), (("Sandbox-Control-Token", "secret"), "own"),
    (("Sandbox-Control-Token", "Secret"), "401"), (("Authorization", "Bearer sk_test_a"), "401"),
    (("Authorization", "Bearer secre"), "401"), (("Authorization", "secret"), "401"), (("X", "secret"), "401"),
  ])
  func aTokenIsAskedFor(header: (String, String), expected: String) {
    let access = access("0.0.0.0", token: "secret")
    let request = Request(.get, "/_sandbox/state", headers: headers(["Host": "localhost:12111"], [header]))
    #expect(verdict(access, request) == expected)
    for path in ["/_sandbox/health", "/", "/v1/customers", "/_sandbox/3ds/pi_1"] {
      #expect(verdict(access, Request(.get, path, headers: ["Host": "localhost:12111"])) != "401", "\(path)")
    }
  }
}
