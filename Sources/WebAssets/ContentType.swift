import Wire

enum ContentType: String {
  case html = "text/html; charset=utf-8"
  case javaScript = "text/javascript; charset=utf-8"
  case css = "text/css; charset=utf-8"
  case svg = "image/svg+xml"
  case markdown = "text/markdown; charset=utf-8"

  init?(path: String) {
    switch path.split(separator: ".").last {
    case "js": self = .javaScript
    case "css": self = .css
    case "svg": self = .svg
    default: return nil
    }
  }
}

extension Response {
  /// Fetched anew every time: a restarted sandbox may be a newer one, and it is next door.
  static func text(_ text: String, _ type: ContentType) -> Response {
    let headers: Headers = [
      "Content-Type": type.rawValue, "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff",
    ]
    return Response(200, headers: headers, body: Array(text.utf8))
  }
}
