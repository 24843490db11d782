extension Response {
  /// The answer to a browser that asks whether a page of another origin may call: it may. Nothing is said of private
  /// networks, so that a page on the internet may not.
  static func preflight(_ request: Request) -> Response {
    var response = Response(204)
    if let wanted = request.headers["Access-Control-Request-Headers"] {
      response.headers.append("Access-Control-Allow-Headers", wanted)
    }
    return response
  }
}
