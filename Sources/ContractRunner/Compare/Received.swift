import Wire

/// A response as expectations look at it.
package struct Received: Sendable {
  package var status: Int
  package var headers: Headers
  package var body: Body { didSet { raw = nil } }
  /// The body as it came; nil for one that was made here.
  private var raw: [UInt8]?
  /// Values in place of cookies or events that no header or stream could have.
  var replacedCookies: [String: JSON] = [:]
  var replacedEvents: JSON?

  package enum Body: Sendable {
    case empty
    case json(JSON)
    /// The error of JSON that does not parse stands beside the text.
    case text(String, fault: String)
  }

  package init(status: Int, headers: Headers, body: Body) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  package init(_ response: Response) {
    status = response.status
    headers = response.headers
    if response.body.isEmpty {
      body = .empty
      return
    }
    let (content, fault) = Self.decoded(response)
    defer { raw = content }
    if let fault {
      body = .text("\(response.body.count) bytes", fault: fault)
      return
    }
    do {
      body = .json(try JSONParser.parse(content, keepingNumbers: true))
    } catch {
      body = .text(String(decoding: content, as: UTF8.self), fault: error.description)
    }
  }

  /// The content without its encodings, or the reason why there is none.
  private static func decoded(_ response: Response) -> (content: [UInt8], fault: String?) {
    var content = response.body
    let encodings = response.headers.all("Content-Encoding").flatMap { $0.split(separator: ",") }
    for encoding in encodings.reversed() {
      let name = encoding.filter { !$0.isWhitespace }.lowercased()
      let plain: [UInt8]? =
        switch name {
        case "gzip", "x-gzip": Gzip.unwrapped(content)
        case "deflate": Inflate.deflated(content)
        case "identity": content
        default: nil
        }
      guard let plain else { return (response.body, "the content is not readable as \(name)") }
      content = plain
    }
    return (content, nil)
  }

  package var json: JSON? { if case .json(let json) = body { json } else { nil } }

  /// The body as it came, whatever it is.
  package var text: String {
    if let raw { return String(decoding: raw, as: UTF8.self) }
    return switch body {
    case .empty: ""
    case .json(let json): json.text
    case .text(let text, _): text
    }
  }

  var saysJSON: Bool {
    headers["Content-Type"].map { MediaType($0).isJSON } ?? false
  }
}

extension Received {
  /// The cookies that it sets, each as an object of its value and attributes.
  var cookies: [String: JSON] {
    let all = headers.all("Set-Cookie").compactMap(Cookie.init).map { ($0.name, $0.json) }
    return Dictionary(all) { _, last in last }.merging(replacedCookies) { $1 }
  }

  var events: JSON { replacedEvents ?? .array(ServerSentEvents.parse(Array(text.utf8))) }
}

extension Step.Capture {
  package func value(in received: Received, _ variables: Variables) -> JSON? {
    guard let found = found(in: received, variables) else { return nil }
    guard let expression else { return found }
    var variables = variables
    guard let pattern = try? variables.text(expression, escaping: Matcher.literally),
      let match = found.plainText.firstMatch(of: (try? Regex(pattern)) ?? Regex(verbatim: ""))
    else { return nil }
    let part = match.output.count > 1 ? match.output[1].substring : match.output[0].substring
    return part.map { .string(String($0)) }
  }

  private func found(in received: Received, _ variables: Variables) -> JSON? {
    switch origin {
    case .body(let pointer):
      var variables = variables
      guard let json = received.json, let pointer = try? variables.text(pointer, escaping: Pointer.escaped) else {
        return nil
      }
      return Pointer.find(pointer, in: json)
    case .header(let name): return received.headers[named: name].map(JSON.string)
    case .cookie(let name): return received.cookies[name]?["value"]
    case .status: return .integer(received.status)
    case .text: return .string(received.text)
    }
  }
}

extension Step.Capture.Origin {
  package var subject: String {
    switch self {
    case .body(let pointer): pointer.source
    case .header(let name): "header \(name)"
    case .cookie(let name): "cookie \(name)"
    case .status: "status"
    case .text: ""
    }
  }

  var templates: [Template] { if case .body(let pointer) = self { [pointer] } else { [] } }
}
