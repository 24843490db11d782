extension Response {
  /// The answer to a browser that asks whether a page of another origin may call: it may.
  static func preflight(_ request: Request) -> Response {
    var response = Response(204)
    if let wanted = request.headers["Access-Control-Request-Headers"] {
      response.headers.append("Access-Control-Allow-Headers", wanted)
    }
    if request.headers["Access-Control-Request-Private-Network"] != nil {
      response.headers.append("Access-Control-Allow-Private-Network", "true")
    }
    return response
  }
}
