import Wire

extension Transcript {
  /// Reads a browser's archive (HAR 1.2): the requests to one server, without its pages, pictures and scripts.
  ///
  /// - Parameter server: which one; without it the one that most requests went to.
  package init(archive bytes: [UInt8], server: HTTPURL?) throws(Diagnostic) {
    let json: JSON
    do {
      json = try JSONParser.parse(bytes, depth: 256)
    } catch {
      throw Diagnostic("the archive is not JSON: \(error.description)")
    }
    guard let entries = json["log"]?["entries"]?.array else {
      throw Diagnostic("this is no HTTP archive: it has no log.entries")
    }
    let seen = entries.compactMap(ArchivedEntry.init).filter(\.isOfAPI)
    let counts = Dictionary(grouping: seen, by: \.url.origin).mapValues(\.count)
    guard let origin = server?.origin ?? counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else {
      throw Diagnostic("the archive has no request to an API")
    }
    let base = server.map { $0.target.hasSuffix("/") ? String($0.target.dropLast()) : $0.target } ?? ""
    self.init(seen.filter { $0.url.origin == origin && $0.url.target.hasPrefix(base) }.map { $0.entry(base) })
    if self.entries.isEmpty { throw Diagnostic("the archive has no request to \(origin)\(base)") }
  }
}

private struct ArchivedEntry {
  let url: HTTPURL
  private let method: Method
  private let json: JSON

  init?(_ json: JSON) {
    let address = (json["request"]?["url"]?.string ?? "").prefix { $0 != "#" }
    guard let url = HTTPURL(String(address)), let method = json["request"]?["method"]?.string.flatMap(Method.init)
    else {
      return nil
    }
    self.url = url
    self.method = method
    self.json = json
  }

  var isOfAPI: Bool {
    if method == .options || json["response"]?["status"]?.integer ?? 0 < 100 { return false }
    let type = MediaType(json["response"]?["content"]?["mimeType"]?.string ?? "").essence
    let isPage = ["text/html", "text/css", "text/javascript", "application/javascript"].contains(type)
    return method != .get || !isPage && !type.hasPrefix("image/") && !type.hasPrefix("font/")
  }

  func entry(_ base: String) -> Transcript.Entry {
    let halves = url.target.dropFirst(base.count).split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var request = Request(method, String(halves[0]), query: halves.count > 1 ? String(halves[1]) : "")
    request.headers = headers(json["request"])
    if let post = json["request"]?["postData"] {
      let fields = (post["params"]?.array ?? []).map { ($0["name"]?.string ?? "", $0["value"]?.string ?? "") }
      request.body = Array((post["text"]?.string ?? Form.encode(fields)).utf8)
      if request.headers["Content-Type"] == nil { request.headers["Content-Type"] = post["mimeType"]?.string }
    }
    var response = Response(json["response"]?["status"]?.integer ?? 0, headers: headers(json["response"]))
    // The archive has the content without its encoding.
    response.headers["Content-Encoding"] = nil
    let content = json["response"]?["content"]
    let text = content?["text"]?.string ?? ""
    let isEncoded = content?["encoding"]?.string == "base64"
    response.body = isEncoded ? Base64.standard.decode(text) ?? [] : Array(text.utf8)
    if response.headers["Content-Type"] == nil { response.headers["Content-Type"] = content?["mimeType"]?.string }
    return Transcript.Entry(request, response)
  }

  private func headers(_ json: JSON?) -> Headers {
    var headers = Headers()
    for field in json?["headers"]?.array ?? [] {
      guard let name = field["name"]?.string, let value = field["value"]?.string, !name.hasPrefix(":") else { continue }
      headers.append(named: name, value)
    }
    return headers
  }
}
