import Wire

extension RequestTemplate {
  /// The request with everything filled in; what it sends as credentials becomes a secret.
  /// - Parameter base: the target's own address, which an address that was captured has to begin with.
  func request(_ variables: inout Variables, _ api: API?, base: HTTPURL?) throws(Diagnostic) -> Request {
    let target = try target(&variables, base)
    let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    var pairs: [(String, String)] = []
    for parameter in query { pairs += Self.pairs(parameter.name, try variables.resolve(parameter.value)) }
    let encoded = pairs.isEmpty ? [] : [Form.encode(pairs)]
    var request = Request(method, halves[0], query: (halves.dropFirst() + encoded).joined(separator: "&"))
    request.headers["Accept"] = "application/json"
    for header in (api?.headers ?? []) + headers {
      let value = try variables.text(header.value)
      request.headers[named: header.name] = value
      if Secrets.isSecretName(header.name) { variables.protect(Self.credential(value), called: header.name) }
    }
    try authorize(&request, &variables, api)
    try fill(&request, &variables)
    return request
  }

  /// `Token abc`: the word before is no secret.
  private static func credential(_ value: String) -> String {
    let words = value.split(separator: " ", maxSplits: 1)
    return words.count == 2 && words[0].allSatisfy(\.isLetter) ? String(words[1]) : value
  }

  /// A variable at the beginning may hold a whole address, of this target and no other.
  private func target(_ variables: inout Variables, _ base: HTTPURL?) throws(Diagnostic) -> String {
    guard case .reference? = path.parts.first else { return try variables.text(path) { percentEncoded($0) } }
    let rest = Template(parts: Array(path.parts.dropFirst()), place: path.place)
    let address = try variables.text(Template(parts: Array(path.parts.prefix(1)), place: path.place))
    let tail = try variables.text(rest) { percentEncoded($0) }
    if address.hasPrefix("/") { return address + tail }
    guard let url = HTTPURL(address) else {
      throw Diagnostic("“\(address)” is neither a path nor an address", at: path.place).blaming(address)
    }
    if let base, url.origin != base.origin {
      throw Diagnostic("\(url.origin) is another server than \(base.origin): nothing is sent there", at: path.place)
        .blaming(address)
    }
    let own = base.map { $0.target.hasSuffix("/") ? String($0.target.dropLast()) : $0.target } ?? ""
    return (url.target.hasPrefix(own) ? String(url.target.dropFirst(own.count)) : url.target) + tail
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
    case .file(let file):
      type = file.type
      request.body = file.bytes
    case .multipart(let parts):
      let multipart = try self.multipart(parts, &variables)
      type = multipart.type
      request.body = multipart.bytes
    }
    if request.headers["Content-Type"] == nil { request.headers["Content-Type"] = type }
    if isCompressed {
      request.body = Gzip.wrapped(request.body)
      request.headers["Content-Encoding"] = "gzip"
    }
  }

  private func multipart(
    _ parts: [Part], _ variables: inout Variables
  ) throws(Diagnostic) -> MultipartBody {
    var body = MultipartBody()
    for part in parts {
      let content =
        switch part.content {
        case .text(let value): Array(try variables.resolve(value).plainText.utf8)
        case .json(let value): try variables.resolve(value).bytes
        case .bytes(let bytes): bytes
        }
      body.add(part, content)
    }
    body.end()
    return body
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
