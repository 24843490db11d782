import Wire

/// A response as expectations look at it.
package struct Received: Sendable {
  package var status: Int
  package var headers: Headers
  package var body: Body { didSet { raw = nil } }
  /// The body as it came; nil for one that was made here.
  private var raw: [UInt8]?

  package enum Body: Sendable {
    case empty
    case json(JSON)
    /// What is wrong with it as JSON stands beside the text.
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
    defer { raw = response.body }
    do {
      body = .json(try JSONParser.parse(response.body, keepingNumbers: true))
    } catch {
      body = .text(String(decoding: response.body, as: UTF8.self), fault: error.description)
    }
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
    guard let type = headers["Content-Type"]?.lowercased() else { return false }
    let essence = type.split(separator: ";").first.map { $0.filter { !$0.isWhitespace } } ?? ""
    return essence == "application/json" || essence.hasSuffix("+json")
  }
}

extension Step.Capture {
  package func value(in received: Received, _ variables: Variables) -> JSON? {
    switch origin {
    case .body(let pointer):
      var variables = variables
      guard let json = received.json, let pointer = try? variables.text(pointer, escaping: Pointer.escaped) else {
        return nil
      }
      return Pointer.find(pointer, in: json)
    case .header(let name): return received.headers[name].map(JSON.string)
    }
  }
}

extension Step.Capture.Origin {
  package var subject: String {
    switch self {
    case .body(let pointer): pointer.source
    case .header(let name): "header \(name)"
    }
  }

  var templates: [Template] { if case .body(let pointer) = self { [pointer] } else { [] } }
}
