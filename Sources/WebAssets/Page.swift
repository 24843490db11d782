import Wire

/// A page of HTML.
enum Page: String {
  case dashboard, demo
  /// The part of a bank or a wallet, for the dialog of stripe.js and as a destination of redirects.
  case challenge
  case authorize, checkout, embedded, express, instructions, invoice, onboarding, portal, receipt
  case paymentLink = "payment-link"
  /// For addresses that nothing answers.
  case missing

  /// The page for customers that stands at a path, whatever the client accepts.
  init?(path: String) {
    let places: [(String, Page)] = [
      ("/c/pay/", .checkout), ("/connect-js/", .embedded), ("/express/acct_", .express), ("/i/", .invoice),
      ("/p/session/", .portal), ("/p/login/", .portal), ("/pay/", .paymentLink), ("/receipts/", .receipt),
      ("/setup/", .onboarding),
    ]
    if path == "/oauth/authorize" || path == "/express/oauth/authorize" {
      self = .authorize
      return
    }
    guard let page = places.first(where: { path.hasPrefix($0.0) && path.utf8.count > $0.0.utf8.count })?.1 else {
      return nil
    }
    self = page
  }

  /// The page for browsers at an address that the control API answers for programs.
  init?(controlPath path: String) {
    if path.hasPrefix("/_sandbox/3ds/") {
      self = .challenge
    } else if path.hasPrefix("/_sandbox/microdeposits/") || path.hasPrefix("/_sandbox/bank_transfers/") {
      self = .instructions
    } else {
      return nil
    }
  }

  func response(to request: Request, status: Int = 200) -> Response {
    let base = request.sandbox.map { "/s/\(percentEncoded($0))/" } ?? "/"
    let text = (EmbeddedFiles["\(rawValue)/index.html"] ?? "").replacing(
      "<base href=\"/\">", with: "<base href=\"\(base)\">")
    var response = Response.text(text, .html)
    response.status = status
    response.headers["Content-Security-Policy"] = policy
    response.headers["Referrer-Policy"] = "no-referrer"
    // Without a value: the server's own is left out.
    if mayBeFramed { response.headers["X-Frame-Options"] = "" }
    return response
  }

  /// The challenge, embedded Checkout and the parts of Connect.js stand in frames of an app's page, others in none.
  private var mayBeFramed: Bool { [.challenge, .checkout, .embedded, .instructions].contains(self) }

  /// Nothing but what this binary serves, except for the pictures of products.
  private var policy: String {
    let frames = mayBeFramed ? "*" : "'none'"
    let images = self == .checkout ? "'self' data: http: https:" : "'self' data:"
    return "default-src 'self'; img-src \(images); base-uri 'self'; object-src 'none'; frame-ancestors \(frames)"
  }
}
