import Wire

extension RequestTemplate {
  /// The request with everything filled in; what it sends as credentials becomes a secret.
  func request(_ variables: inout Variables, _ api: API?) throws(Diagnostic) -> Request {
    let target = try variables.text(path) { percentEncoded($0) }
    let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    var pairs: [(String, String)] = []
    for parameter in query { pairs += Self.pairs(parameter.name, try variables.resolve(parameter.value)) }
    let encoded = pairs.isEmpty ? [] : [Form.encode(pairs)]
    var request = Request(method, halves[0], query: (halves.dropFirst() + encoded).joined(separator: "&"))
    request.headers["Accept"] = "application/json"
    for header in (api?.headers ?? []) + headers { request.headers[header.name] = try variables.text(header.value) }
    try authorize(&request, &variables, api)
    try fill(&request, &variables)
    return request
  }

  private func authorize(
    _ request: inout Request, _ variables: inout Variables, _ api: API?
  ) throws(Diagnostic) {
    var credentials = self.credentials
    if case .inherited = credentials { credentials = api?.credentials ?? .none }
    switch credentials {
    case .bearer(let template):
      let token = try variables.text(template)
      variables.protect(token, called: "TOKEN")
      request.headers["Authorization"] = "Bearer \(token)"
    case .basic(let template):
      let text = try variables.text(template)
      let pair = text.contains(":") ? text : text + ":"
      let encoded = Base64.standard.encode(Array(pair.utf8))
      variables.protect(encoded, called: "CREDENTIALS")
      request.headers["Authorization"] = "Basic \(encoded)"
    case .inherited, .none: break
    }
  }

  private func fill(_ request: inout Request, _ variables: inout Variables) throws(Diagnostic) {
    let type: String
    switch body {
    case .none: return
    case .json(let value):
      type = "application/json"
      request.body = try variables.resolve(value).bytes
    case .form(let value):
      type = "application/x-www-form-urlencoded"
      request.body = Array(Form.encode(Self.pairs("", try variables.resolve(value))).utf8)
    case .raw(let template):
      type = "text/plain"
      request.body = Array(try variables.text(template).utf8)
    }
    if request.headers["Content-Type"] == nil { request.headers["Content-Type"] = type }
  }

  /// Stripe's brackets: `a[b]=1`, `a[]=1`, `a[0][b]=1`; null is the empty text.
  static func pairs(_ name: String, _ value: JSON) -> [(String, String)] {
    switch value {
    case .null: return [(name, "")]
    case .array(let items):
      return items.enumerated().flatMap { index, item in
        let isLeaf = item.object == nil && item.array == nil
        return pairs(isLeaf ? "\(name)[]" : "\(name)[\(index)]", item)
      }
    case .object(let members):
      return members.flatMap { pairs(name.isEmpty ? $0.key : "\(name)[\($0.key)]", $0.value) }
    default: return [(name, value.plainText)]
    }
  }
}
