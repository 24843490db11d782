import Wire

/// A request as a line for a shell, with `$NAME` where a secret stood.
package struct Curl {
  private let secrets: Secrets

  package init(_ secrets: Secrets) { self.secrets = secrets }

  package func line(_ exchange: Exchange) -> String {
    let request = exchange.request
    var words = ["curl", "-sS"]
    if request.method == .head {
      words.append("-I")
    } else if request.method != .get {
      words += ["-X", request.method.rawValue]
    }
    words.append(quoted(Self.url(exchange)))
    for header in request.headers.fields where !isImplied(header) { words += self.words(header) }
    let isText = String(validating: request.body, as: UTF8.self) != nil
    if !request.body.isEmpty {
      // A leading @ would mean a file.
      words +=
        isText
        ? [request.body.first == UInt8(ascii: "@") ? "--data-raw" : "-d", quoted(shownBody(request))]
        : ["--data-binary", "@body-of-\(request.body.count)-bytes"]
    }
    return words.joined(separator: " ")
  }

  static func url(_ exchange: Exchange) -> String {
    let request = exchange.request
    let prefix = request.sandbox.map { "/s/\($0)" } ?? ""
    let query = request.query.isEmpty ? "" : "?\(request.query)"
    return (exchange.url ?? "http://in-process") + prefix + request.path + query
  }

  /// Curl sends these by itself.
  private func isImplied(_ header: (name: String, value: String)) -> Bool {
    header.name == "Accept" || header == ("Content-Type", "application/x-www-form-urlencoded")
  }

  private func words(_ header: (name: String, value: String)) -> [String] {
    let basic = "Basic "
    if header.name == "Authorization", header.value.hasPrefix(basic),
      let pair = Base64.standard.decode(String(header.value.dropFirst(basic.count)))
    {
      return ["-u", quoted(String(decoding: pair, as: UTF8.self))]
    }
    if header.name.lowercased() == "cookie" { return ["-b", quoted(maskedCookies(header.value))] }
    return ["-H", quoted("\(header.name): \(header.value)")]
  }

  /// A cookie that no answer of the story has set is no less secret.
  private func maskedCookies(_ value: String) -> String {
    value.split(separator: ";").map { pair in
      let text = pair.drop { $0 == " " }
      let name = text.prefix { $0 != "=" }
      let isMasked = secrets.split(String(text.dropFirst(name.count + 1))).contains { $0.secret != nil }
      return isMasked ? String(text) : "\(name)=…"
    }.joined(separator: "; ")
  }

  private func shownBody(_ request: Request) -> String {
    let text = String(decoding: request.body, as: UTF8.self)
    guard let json = try? JSONParser.parse(request.body) else { return text }
    return secrets.masked(json).text
  }

  /// Single quotes around the text, double quotes around what the shell has to fill in.
  private func quoted(_ text: String) -> String {
    let pieces = secrets.split(text)
    if pieces.isEmpty { return "''" }
    return pieces.map { piece in
      if let secret = piece.secret { return "\"$\(secret)\"" }
      return "'" + piece.text.replacing("'", with: "'\\''") + "'"
    }.joined()
  }
}
