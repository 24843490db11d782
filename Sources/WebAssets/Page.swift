import Wire

/// A page of HTML.
enum Page: String {
  case dashboard, demo
  /// The bank's part in 3-D Secure, for the dialog of stripe.js and as a destination of redirects.
  case challenge

  func response(to request: Request) -> Response {
    let base = request.sandbox.map { "/s/\(percentEncoded($0))/" } ?? "/"
    let text = (EmbeddedFiles["\(rawValue)/index.html"] ?? "").replacing(
      "<base href=\"/\">", with: "<base href=\"\(base)\">")
    var response = Response.text(text, .html)
    response.headers["Content-Security-Policy"] = policy
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
  }

  /// Nothing but what this binary serves. Only the challenge may stand in a frame: its dialog is on the app's page.
  private var policy: String {
    let frames = self == .challenge ? "*" : "'none'"
    return "default-src 'self'; img-src 'self' data:; base-uri 'self'; object-src 'none'; frame-ancestors \(frames)"
  }
}
