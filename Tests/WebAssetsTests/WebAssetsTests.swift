import Foundation
import Testing
import Wire

@testable import WebAssets

@Suite struct WebAssetsTests {
  private final class Echo: Handler {
    let status: Int
    init(_ status: Int) { self.status = status }
    func handle(_ request: Request, _ reply: Reply) { reply(Response(status)) }
  }

  private func answer(
    _ path: String, _ method: Method = .get, accept: String = "*/*", sandbox: String? = nil
  ) -> Response {
    var answer = Response(500)
    let request = Request(method, path, headers: ["Accept": accept], sandbox: sandbox)
    WebAssets(version: "1", control: Echo(299)).handle(request, Reply { answer = $0 })
    return answer
  }

  private func text(_ response: Response) -> String { String(decoding: response.body, as: UTF8.self) }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources/WebAssets/Files").standardizedFileURL

  private static var filesOnDisk: [String] {
    let found = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return found.filter { path in [".html", ".js", ".css", ".svg", ".md"].contains { path.hasSuffix($0) } }
  }

  @Test func everyFileIsEmbeddedAsItIs() throws {
    #expect(Self.filesOnDisk.sorted() == EmbeddedFiles.paths.sorted())
    for path in Self.filesOnDisk {
      let text = try String(contentsOf: Self.folder.appending(path: path), encoding: .utf8)
      #expect(EmbeddedFiles[path] == text, "\(path)")
    }
  }

  @Test(arguments: [
    "/v3", "/v3/", "/v3/stripe.js", "/acacia/stripe.js", "/basil/stripe.js", "/clover/stripe.js", "/dahlia/stripe.js",
    "/somethinglater/stripe.js",
  ])
  func stripeScriptIsThere(_ path: String) {
    let response = answer(path)
    #expect(response.status == 200)
    #expect(response.headers["Content-Type"] == "text/javascript; charset=utf-8")
    #expect(text(response) == StripeScript.text)
  }

  @Test(arguments: ["/v3/x", "/v4", "/stripe.js", "/a1/stripe.js", "/a/b/stripe.js", "//stripe.js", "/_assets/embed.c"])
  func nothingIsThere(_ path: String) {
    #expect(answer(path).status == 404)
  }

  @Test func theRootIsAPageForBrowsersAndAnIndexForOthers() {
    let page = answer("/", accept: "text/html,application/xhtml+xml,*/*;q=0.8")
    #expect(page.headers["Content-Type"] == "text/html; charset=utf-8")
    #expect(page.headers["Content-Security-Policy"]?.hasPrefix("default-src 'self'") == true)
    #expect(answer("/").headers["Content-Type"] == "application/json")
  }

  @Test func pagesOfASandboxLoadTheirFilesThere() {
    #expect(
      text(answer("/demo", sandbox: "pr 42\"")).contains(
        "<base href=\"/s/pr%2042%22/\">"))
  }

  @Test func onlyReadingIsAllowed() {
    let response = answer("/v3", .post)
    #expect(response.status == 405)
    #expect(response.headers["Allow"] == "GET, HEAD")
  }

  @Test func instructionsArePagesForBrowsersOnly() {
    for kind in ["microdeposits", "bank_transfers"] {
      #expect(text(answer("/_sandbox/\(kind)/pi_1", accept: "text/html")).contains("_assets/instructions/"))
      #expect(answer("/_sandbox/\(kind)/pi_1").status == 299)
    }
    #expect(answer("/_sandbox/requests", accept: "text/html").status == 299)
  }

  @Test func theChallengeIsAPageForBrowsersOnly() {
    #expect(text(answer("/_sandbox/3ds/pi_1", accept: "text/html")).contains("test-source-authorize-3ds"))
    #expect(answer("/_sandbox/3ds/pi_1", .post, accept: "text/html").status == 299)
    #expect(answer("/_sandbox/3ds/pi_1").status == 299)
  }

  @Test(arguments: [
    ("/c/pay/cs_test_1", "checkout"), ("/i/acct_1/in_1", "invoice"), ("/p/session/bps_1", "portal"),
    ("/receipts/payment/ch_1", "receipt"),
  ])
  func customersHavePages(_ path: String, _ name: String) {
    let page = answer(path)
    #expect(page.status == 200)
    #expect(text(page).contains("_assets/\(name)/"))
    #expect(answer(path, .post).status == 405)
  }

  @Test func onlyEmbeddedPagesMayStandInFrames() {
    func ancestors(_ path: String) -> Bool? {
      answer(path, accept: "text/html").headers["Content-Security-Policy"]?.hasSuffix("frame-ancestors *")
    }
    #expect(ancestors("/c/pay/cs_test_1") == true)
    #expect(ancestors("/_sandbox/3ds/pi_1") == true)
    #expect(ancestors("/receipts/payment/ch_1") == false)
    #expect(ancestors("/") == false)
  }

  @Test func anUnknownAddressIsAPageForBrowsersOnly() {
    func answer(_ method: Method, accept: String) -> Response {
      var answer = Response(500)
      let request = Request(method, "/nowhere", headers: ["Accept": accept])
      MissingPages(Echo(404)).handle(request, Reply { answer = $0 })
      return answer
    }
    let page = answer(.get, accept: "text/html")
    #expect(page.status == 404)
    #expect(text(page).contains("There is nothing at this address"))
    #expect(answer(.get, accept: "*/*").body.isEmpty)
    #expect(answer(.post, accept: "text/html").body.isEmpty)
  }
}
