import Testing

@testable import StripeSandbox

@Suite struct URLTextTests {
  @Test(arguments: [
    "https://example.com", "http://localhost:3000/done?id={CHECKOUT_SESSION_ID}#top", "https://user:pw@example.com/a",
    "http://127.0.0.1:8080", "http://[::1]:3000/x", "myapp://paid", "com.example.app://stripe-redirect",
    "exp://10.0.0.1:19000/--/safepay", "https://bücher.example/",
  ])
  func theseAreURLs(_ text: String) {
    #expect(URLText.problem(in: text) == nil)
  }

  @Test(arguments: ["", "example.com/done", "/done", "undefined/done", "localhost:3000/hook", "javascript:alert(1)"])
  func theseLackAScheme(_ text: String) {
    #expect(URLText.problem(in: text) == .noScheme)
  }

  @Test(arguments: [
    "https://", "https:///path", "http://:3000/", "https://exa mple.com", "https://example.com:port/",
    "javascript://%0aalert(1)", "JavaScript://x", "data://text/html,x", "file:///etc/passwd", "vbscript://x",
    "https://example.com/\"><script>", "https://example.com/\n",
  ])
  func theseAreNotValid(_ text: String) {
    #expect(URLText.problem(in: text) == .malformed)
  }
}
