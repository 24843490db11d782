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
    prefixes.map { Service(title: $0, prefixes: [$0], handler: Named($0)) }
  }

  @Test(arguments: [
    ("/payment", "/payment"), ("/payment/pi_1", "/payment"), ("/payments/x", "/payments"),
    ("/payments/stripe", "/payments/stripe"), ("/payments/stripe/customers", "/payments/stripe"),
    ("/payments/stripes", "/payments"), ("/api", "/api"), ("/api-json", "/api-json"), ("/", "/"), ("/paymen", "/"),
    ("/v1", "/v1"), ("/v11", "/"), ("*", "/"),
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
}
