import Wire

/// The events of a sandbox in their order, each once.
struct EventFeed {
  struct Entry {
    let json: JSON
    var id: String { json["id"]?.string ?? "" }
    var type: String { json["type"]?.string ?? "" }
    var created: Int { json["created"]?.integer ?? 0 }
  }

  private let sandbox: SandboxClient
  private let version: String?
  private var last: String?

  init(_ sandbox: SandboxClient, _ version: String?) {
    self.sandbox = sandbox
    self.version = version
  }

  /// Skips the events that are there already.
  mutating func begin() throws { last = try page([("limit", "1")]).first?.id }

  /// Those that are new, oldest first.
  mutating func take() throws -> [Entry] {
    var taken: [Entry] = []
    while true {
      let before = last.map { [("ending_before", $0)] } ?? []
      let page = try page([("limit", "100")] + before)
      taken += page.reversed()
      last = page.first?.id ?? last
      if page.count < 100 || before.isEmpty { return taken }
    }
  }

  private func page(_ query: [(String, String)]) throws -> [Entry] {
    var request = Request(.get, "/v1/events", query: Form.encode(query))
    if let version { request.headers["Stripe-Version"] = version }
    request.headers["Sandbox-Dashboard"] = "listen"
    let response = try sandbox.send(request)
    let answer = (try? JSONParser.parse(response.body)) ?? .null
    guard response.status == 200 else {
      let message = answer["error"]?["message"]?.string ?? "\(sandbox.url.origin) answers \(response.status)"
      throw Failure(exit: .wrongUsage, description: message)
    }
    return answer["data"]?.array?.map { Entry(json: $0) } ?? []
  }
}

extension String {
  /// `charge.*` is every event of charges, `*` every event.
  func isOf(_ pattern: String) -> Bool {
    pattern == "*" || self == pattern || pattern.hasSuffix(".*") && hasPrefix(pattern.dropLast())
  }
}
