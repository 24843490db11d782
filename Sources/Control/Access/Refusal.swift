import Wire

/// Answers to requests that are not let in, each with the way in.
enum Refusal {
  static func host(_ request: Request) -> Response {
    let authority = request.headers["Host"] ?? ""
    let bytes = Array(authority.utf8)
    let name = bytes.span.extracting(bytes.span.hostRange).text
    return response(
      403,
      """
      “\(authority)” is not a name of this sandbox, so the request may come from a page elsewhere. If it is one, start \
      it with --allow-host \(name) or NESTBOX_ALLOW_HOST=\(name).
      """)
  }

  static func origin(_ request: Request) -> Response {
    response(
      403,
      """
      \(request.path) is only for the sandbox's own pages and for programs that are no browsers; this request comes \
      from a page of \(page(request)).
      """)
  }

  static func secretKey(_ request: Request) -> Response {
    response(
      403,
      """
      Pages of other machines may use publishable keys (pk_test_…) only; this request comes from a page of \
      \(page(request)).
      """)
  }

  static var webhook: Response { response(403, "Webhooks do not reach the control API.") }

  static var mediaType: Response {
    response(415, "Send this with “Content-Type: application/json”, as curl --json does.")
  }

  static var token: Response {
    var refusal = response(
      401, "This control API needs its token: “Authorization: Bearer TOKEN”, as given to serve --control-token.")
    refusal.headers["WWW-Authenticate"] = "Basic realm=\"Nestbox control token as password\", charset=\"UTF-8\""
    return refusal
  }

  private static func page(_ request: Request) -> String {
    guard let origin = request.headers["Origin"], origin != "null" else { return "another origin" }
    return origin
  }

  private static func response(_ status: Int, _ message: String) -> Response {
    .json(status, ["error": ["message": .string(message), "type": "invalid_request_error"]])
  }
}
