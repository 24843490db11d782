import Control
import Testing
import Wire

@testable import nestbox

@Suite struct SiteTests {
  private final class Named: Handler {
    let name: String
    init(_ name: String) { self.name = name }
    func handle(_ request: Request, _ reply: Reply) { reply(Response(200, body: Array(name.utf8))) }
  }

  private func answer(_ site: Site, _ path: String) -> Response? {
    var answer: Response?
    site.handle(Request(.get, path), Reply { answer = $0 })
    return answer
  }

  private func services(_ prefixes: [String]) -> [Service] {
    prefixes.map { Service(title: $0, prefixes: [$0], failure: ControlAPI.failure, handler: Named($0)) }
  }

  @Test(arguments: [
    ("/payment", "/payment"), ("/payment/pi_1", "/payment"), ("/payments/x", "/payments"),
    ("/payments/stripe", "/payments/stripe"), ("/payments/stripe/customers", "/payments/stripe"),
    ("/payments/stripes", "/payments"), ("/api", "/api"), ("/api-json", "/api-json"), ("/", "/"), ("/paymen", "/"),
    ("/v1", "/v1"), ("/v11", "/"), ("*", "/"), ("//v1/customers", "/v1"), ("///user", "/"), ("//", "/"),
  ])
  func theLongestPrefixOwnsAPath(path: String, owner: String) {
    let site = Site(services(["/", "/payment", "/payments", "/payments/stripe", "/api", "/api-json", "/v1"]))
    #expect(answer(site, path)?.body == Array(owner.utf8))
  }

  @Test func whatNobodyOwnsIsNotFound() throws {
    let response = try #require(answer(Site(services(["/v1"])), "/v2"))
    #expect(response.status == 404)
    #expect(try JSONParser.parse(response.body)["error"]?["message"]?.string?.contains("(GET: /v2)") == true)
  }

  private func whole(_ method: Wire.Method, _ path: String, accept: String = "*/*") throws -> Response {
    var answer: Response?
    let headers: Headers = ["Authorization": "Bearer sk_test_a", "Accept": accept]
    let loop = try Loop()
    Assembly(loop).handler.handle(Request(method, path, headers: headers), Reply { answer = $0 })
    return try #require(answer)
  }

  @Test(arguments: ["/v1", "/v2", "/v1/nothing", "/v1/customers/", "/v2/core/x", "/v2/nothing", "//v1", "//v2/core/x"])
  func whatStripeDoesNotHaveIsSaidAsStripeDoes(path: String) throws {
    for method in [Wire.Method.get, .post] {
      let answer = try whole(method, path)
      let error = try JSONParser.parse(answer.body)["error"]
      #expect(answer.status == 404 && error?["type"] == "invalid_request_error")
      #expect(error?["message"]?.string?.contains("(\(method.rawValue): \(path))") == true)
    }
    let page = try whole(.get, path, accept: "text/html,*/*")
    #expect(page.status == 404 && page.headers["Content-Type"] == "text/html; charset=utf-8")
  }

  @Test(arguments: [
    ("/nowhere", #"{"error":{"type":"invalid_request_error","message":"Unrecognized request URL (GET: /nowhere)"#),
    ("//_sandbox/state", #"{"error":{"message":"#), ("/_sandbox/nothing", #"{"error":{"message":"#),
    ("/user/a/b/c", #"{"statusCode":404,"message":"Cannot GET /user/a/b/c","error":"Not Found"}"#),
  ])
  func everyServiceSaysItInItsOwnShape(path: String, start: String) throws {
    let answer = try whole(.get, path)
    let text = String(decoding: answer.body, as: UTF8.self)
    #expect(answer.status == 404 && text.hasPrefix(start), "\(text)")
  }

  @Test(arguments: [
    ("/v1/customers", "error"), ("/v2/core/accounts", "error"), ("/user", "statusCode"), ("/payments/x", "statusCode"),
  ])
  func aFaultHasTheShapeOfItsService(path: String, member: String) throws {
    var answer: Response?
    let request = Request(.get, path, headers: ["Sandbox-Fault": "status=503"])
    Assembly(try Loop()).handler.handle(request, Reply { answer = $0 })
    #expect(answer?.status == 503)
    #expect(try JSONParser.parse(answer?.body ?? [])[member] != nil)
  }
}
