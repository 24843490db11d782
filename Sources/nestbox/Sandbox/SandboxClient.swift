import Wire

/// Talks to a running sandbox: its control API in JSON, Stripe's API in forms.
struct SandboxClient {
  let url: HTTPURL
  let key: String
  private let controlToken: String?
  private let client = HTTPClient()

  init(_ link: SandboxLink) throws {
    guard let url = link.url ?? HTTPURL("http://127.0.0.1:\(link.port)") else {
      throw Failure(exit: .wrongUsage, description: "--url is not a URL")
    }
    self.url = url
    key = link.key
    controlToken = link.controlToken
  }

  /// A request as it is, with the key and the control token where it brings none.
  func send(_ request: Request) throws -> Response {
    let target = request.query.isEmpty ? request.path : request.path + "?" + request.query
    return try client.send(
      request.method, url.appending(target), headers: credentials(request.headers), body: request.body)
  }

  /// A call of the control API; what is refused ends the command with the sandbox's own words.
  @discardableResult
  func control(
    _ method: Method, _ path: String, query: [(String, String)] = [], _ body: JSON? = nil
  ) throws -> JSON {
    var request = Request(method, "/_sandbox/" + path, query: Form.encode(query))
    if method != .get {
      request.headers["Content-Type"] = "application/json"
      request.body = (body ?? [:]).bytes
    }
    let response = try send(request)
    let answer = (try? JSONParser.parse(response.body)) ?? .null
    guard response.status == 200 else {
      let message = answer["error"]?["message"]?.string ?? "\(url.origin) answers \(response.status): no sandbox"
      throw Failure(exit: .wrongUsage, description: message)
    }
    return answer
  }

  /// Calls back for every server-sent event of the control API, until the sandbox ends.
  func follow(_ path: String, _ heard: @escaping (_ kind: String, _ data: JSON) throws -> Void) throws {
    var options = HTTPClient.Options()
    options.patience = 1e9
    options.bodyLimit = .max
    var read = 0
    var problem: (any Error)?
    _ = try HTTPClient(options).send(.get, url.appending("/_sandbox/" + path), headers: credentials(Headers())) {
      response in
      guard response.status == 200 else {
        problem = Failure(exit: .wrongUsage, description: "\(url.origin) answers \(response.status)")
        return true
      }
      do {
        while let end = response.body[read...].firstRange(of: Array("\n\n".utf8)) {
          let message = String(decoding: response.body[read..<end.lowerBound], as: UTF8.self)
          read = end.upperBound
          let fields = message.split(separator: "\n")
          guard let kind = fields.first(where: { $0.hasPrefix("event: ") })?.dropFirst(7),
            let data = fields.first(where: { $0.hasPrefix("data: ") })?.dropFirst(6)
          else { continue }
          try heard(String(kind), (try? JSONParser.parse(Array(data.utf8))) ?? .null)
        }
        return false
      } catch {
        problem = error
        return true
      }
    }
    throw problem ?? Failure(exit: .unreachable, description: "\(url.origin) has ended")
  }

  /// Where something of Stripe's API is: `customers` is `/v1/customers`, and `cus_123` is where its kind is read.
  func path(of target: String) throws -> String {
    if target.hasPrefix("/") { return target }
    if target.hasPrefix("v1/") || target.hasPrefix("v2/") { return "/" + target }
    var places: [(prefix: String, path: String)] = []
    for kind in try control(.get, "kinds")["kinds"]?.array ?? [] {
      guard let path = kind["path"]?.string else { continue }
      places += (kind["prefixes"]?.array?.compactMap(\.string) ?? []).map { ($0, path) }
    }
    // `sub_sched_1` is no `sub_`.
    let best = places.filter { !$0.prefix.isEmpty && target.hasPrefix($0.prefix) }
      .max { $0.prefix.count < $1.prefix.count }
    return best.map { "\($0.path)/\(target)" } ?? "/v1/" + target
  }

  private func credentials(_ given: Headers) -> Headers {
    var headers = given
    if headers["Authorization"] == nil { headers["Authorization"] = "Bearer " + key }
    if let controlToken { headers["Sandbox-Control-Token"] = controlToken }
    return headers
  }
}
