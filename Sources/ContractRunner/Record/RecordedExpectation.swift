import Wire

/// The expectation that an answer suggests for the next one like it.
enum RecordedExpectation {
  static func json(_ received: Received, _ inference: Inference) -> JSON.Object {
    var expectation = JSON.Object([("status", .integer(received.status))])
    var headers = JSON.Object()
    for name in ["Location", "ETag", "Link"] {
      headers[name] = received.headers[named: name].map { inference.pattern(.string($0), at: "header \(name)") }
    }
    if case .text = received.body { headers["Content-Type"] = received.headers["Content-Type"].map(media) }
    if !headers.isEmpty { expectation["headers"] = .object(headers) }
    let cookies = received.cookies.sorted { $0.key < $1.key }.map { ($0.key, cookie($0.value)) }
    if !cookies.isEmpty { expectation["cookies"] = .object(JSON.Object(cookies)) }
    switch received.body {
    case .empty: expectation["body"] = "#absent"
    case .json(let json): expectation["body"] = inference.pattern(json)
    case .text(let text, _):
      if received.headers["Content-Type"].map({ MediaType($0).essence }) == "text/event-stream" {
        expectation["events"] = inference.pattern(received.events)
      } else {
        expectation["text"] = inference.pattern(.string(text))
      }
    }
    return expectation
  }

  private static func media(_ type: String) -> JSON { .string("#media \(type)") }

  /// The value is drawn; what the cookie allows is not.
  private static func cookie(_ json: JSON) -> JSON {
    guard case .object(var members) = json else { return json }
    members["value"] = members["value"]?.string.map { $0.isEmpty ? .string($0) : "#string 1.." }
    if members["expires"] != nil { members["expires"] = "#string 1.." }
    return .object(members)
  }
}
