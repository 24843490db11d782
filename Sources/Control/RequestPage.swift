import Wire

/// A request and its answer as a page, for the links (`request_log_url`) that errors carry.
enum RequestPage {
  static func html(_ record: Recorder.Record) -> Response {
    let details = record.details
    let title = "\(details["method"]?.string ?? "") \(details["path"]?.string ?? "")"
    let facts = [
      ("Status", details["status"]?.text ?? ""), ("Sandbox", details["sandbox"]?.string ?? ""),
      ("Query", details["query"]?.string ?? ""), ("Took", "\(details["microseconds"]?.text ?? "0") µs"),
      ("Fault", details["fault"]?.string ?? ""),
    ].filter { !$0.1.isEmpty }
    let rows = facts.map { "<tr><th>\(escaped($0.0))</th><td>\(escaped($0.1))</td></tr>" }.joined(separator: "\n")
    let page = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(escaped(title))</title>
      <style>
      :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
      body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
      th { text-align: left; padding-right: 1rem; font-weight: 600; vertical-align: top }
      pre { overflow: auto; padding: 1rem; background: color-mix(in srgb, currentColor 8%, transparent) }
      </style>
      </head>
      <body>
      <main>
      <h1>\(escaped(title))</h1>
      <table>
      \(rows)
      </table>
      \(section("Request", details["request"]))
      \(section("Answer", details["response"]))
      </main>
      </body>
      </html>

      """
    let headers: Headers = [
      "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store",
      "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    ]
    return Response(200, headers: headers, body: Array(page.utf8))
  }

  private static func section(_ title: String, _ message: JSON?) -> String {
    guard let message, !message.isNull else { return "<h2>\(title)</h2>\n<p>There is none.</p>" }
    let lines = message["headers"]?.object?.map { "\($0.key): \($0.value.string ?? "")" } ?? []
    let body = message["body"]?.string ?? ""
    return """
      <h2>\(title)</h2>
      <pre>\(escaped(lines.joined(separator: "\n")))</pre>
      <pre>\(escaped(body))</pre>
      """
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
