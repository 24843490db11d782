import Wire

/// The values of a request to an endpoint.
struct RequestValues: Sendable {
  var path: [String: JSON] = [:]
  var query: [(name: String, value: JSON)] = []
  var headers: [(name: String, value: JSON)] = []
  var cookies: [(name: String, value: JSON)] = []
  var body: (type: String, value: JSON)?
}

/// Writes steps of stories for endpoints of a description.
struct StepWriter {
  let api: OpenAPI
  /// The start of values that are references, such as `${pet}`, and not texts.
  private static let reference = "${"

  init(_ api: OpenAPI) { self.api = api }

  // MARK: Values

  func values(_ endpoint: OpenAPI.Endpoint, _ sample: inout SchemaSample, needsAll: Bool) -> RequestValues {
    var values = RequestValues()
    for parameter in endpoint.parameters {
      let schema = api.schema(of: parameter)
      let shown = api.shown(parameter.part)
      if !parameter.isRequired, needsAll || !sample.chance(50) { continue }
      var value = needsAll ? shown : nil
      if value == nil { value = schema.map { sample.value($0, parameter.name) } ?? .string(parameter.name) }
      put(value ?? .null, parameter, &values)
    }
    if let body = api.body(endpoint), let (type, part) = Self.best(api.content(body)) {
      let shown = api.shown(part)
      let drawn = part["schema"].map { sample.value($0) }
      if let value = (needsAll ? shown : nil) ?? drawn { values.body = (type, value) }
    }
    return values
  }

  func put(_ value: JSON, _ parameter: OpenAPI.Parameter, _ values: inout RequestValues) {
    switch parameter.place {
    case "path": values.path[parameter.name] = value
    case "query": values.query.append((parameter.name, value))
    case "cookie": values.cookies.append((parameter.name, value))
    default:
      // These three are the description's own to say elsewhere.
      if !["accept", "content-type", "authorization"].contains(parameter.name.lowercased()) {
        values.headers.append((parameter.name, value))
      }
    }
  }

  /// JSON before forms before anything else.
  static func best(_ content: [(type: String, part: OpenAPI.Part)]) -> (type: String, part: OpenAPI.Part)? {
    content.first { MediaType($0.type).isJSON } ?? content.first { $0.type.contains("form") } ?? content.first
  }

  // MARK: Requests

  func request(_ endpoint: OpenAPI.Endpoint, _ values: RequestValues) -> JSON {
    var request: JSON.Object = [
      "method": .string(endpoint.operation.method.rawValue), "path": .string(path(endpoint, values)),
    ]
    let query = values.query.flatMap { pairs($0.name, $0.value, endpoint) }
    if !query.isEmpty {
      request["query"] = .array(query.map { .object(JSON.Object([(key: $0.name, value: $0.value)])) })
    }
    var headers = JSON.Object(values.headers.map { (key: $0.name, value: .string(Self.told($0.value).plainText)) })
    if isOpen(endpoint), let shared = api.sharedCredentials, shared.name != "headers" { request[shared.name] = .null }
    if !values.cookies.isEmpty {
      request["cookies"] = .object(
        JSON.Object(values.cookies.map { (key: $0.name, value: .string(Self.told($0.value).plainText)) }))
    }
    if let (type, value) = values.body {
      let media = api.body(endpoint).flatMap { api.content($0).first { $0.type == type }?.part }
      fill(&request, &headers, type, value, media)
    }
    if !headers.isEmpty { request["headers"] = .object(headers) }
    return .object(request)
  }

  private func isOpen(_ endpoint: OpenAPI.Endpoint) -> Bool { api.security(endpoint).allSatisfy(\.isEmpty) }

  private func fill(
    _ request: inout JSON.Object, _ headers: inout JSON.Object, _ type: String, _ value: JSON,
    _ described: OpenAPI.Part?
  ) {
    let media = MediaType(type)
    if media.isJSON {
      request["json"] = Self.told(value)
      if media.essence != "application/json" { headers["Content-Type"] = .string(type) }
    } else if media.essence == "application/x-www-form-urlencoded", value.object != nil {
      request["form"] = Self.told(value)
    } else if media.essence == "multipart/form-data", let members = value.object {
      request["multipart"] = MultipartParts(api, described).told(members)
    } else {
      request["raw"] = .string(Self.told(value).plainText)
      headers["Content-Type"] = .string(type.contains("*") ? "application/octet-stream" : type)
    }
  }

  private func path(_ endpoint: OpenAPI.Endpoint, _ values: RequestValues) -> String {
    var path = ""
    var rest = endpoint.path[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      path += rest[..<open]
      let name = String(rest[rest.index(after: open)..<close])
      let text = values.path[name]?.plainText ?? name
      path += text.hasPrefix(Self.reference) ? text : percentEncoded(text)
      rest = rest[rest.index(after: close)...]
    }
    return path + rest
  }

  /// `form` with `explode` unless the parameter says otherwise.
  private func pairs(_ name: String, _ value: JSON, _ endpoint: OpenAPI.Endpoint) -> [(name: String, value: JSON)] {
    let part = endpoint.parameters.first { $0.name == name && $0.place == "query" }?.part
    let explodes = part?.json["explode"]?.bool ?? true
    switch value {
    case .array(let items):
      if explodes { return items.map { (name, Self.told($0)) } }
      return [(name, .string(items.map(\.plainText).joined(separator: ",")))]
    case .object(let members):
      if part?.json["style"]?.string == "deepObject" { return [(name, Self.told(value))] }
      return members.map { ($0.key, Self.told($0.value)) }
    default: return [(name, Self.told(value))]
    }
  }

  /// As stories write values: what looks like a reference and is none is escaped.
  static func told(_ value: JSON) -> JSON {
    switch value {
    case .string(let text): .string(isReference(text) ? text : text.replacing("${", with: "$${"))
    case .array(let items): .array(items.map(told))
    case .object(let members): .object(JSON.Object(members.map { ($0.key, told($0.value)) }))
    default: value
    }
  }

  private static func isReference(_ text: String) -> Bool {
    text.hasPrefix("${") && text.hasSuffix("}") && !text.dropFirst(2).contains("$")
  }

  // MARK: What has to be there before

  /// The steps that make what the path names, and the path's values from them.
  func makers(
    _ endpoint: OpenAPI.Endpoint, _ sample: inout SchemaSample, needsAll: Bool, level: Int = 0
  ) -> (steps: [JSON], values: [String: JSON]) {
    var steps: [JSON] = []
    var values: [String: JSON] = [:]
    for parameter in endpoint.parameters where parameter.place == "path" && level < 4 {
      guard let maker = maker(of: parameter.name, in: endpoint), maker.endpoint.operation != endpoint.operation else {
        continue
      }
      let before = makers(maker.endpoint, &sample, needsAll: needsAll, level: level + 1)
      var request = self.values(maker.endpoint, &sample, needsAll: needsAll)
      request.path.merge(before.values) { $1 }
      let variable = Self.variable(parameter.name)
      let step: JSON = [
        "name": .string("make what \(parameter.name) names"), "request": self.request(maker.endpoint, request),
        "capture": .object(JSON.Object([(key: variable, value: .string(maker.pointer))])),
        "expect": ["status": .string("#integer 200..299")],
      ]
      steps += before.steps.filter { !steps.contains($0) } + [step]
      values.merge(before.values) { $1 }
      values[parameter.name] = .string("${\(variable)}")
    }
    return (steps, values)
  }

  private static func variable(_ name: String) -> String {
    let word = name.filter { $0.isLetter || $0.isNumber || $0 == "_" }
    return Template.reserved.contains(word) || ["self", "row", ""].contains(word) ? "its\(word)" : word
  }

  /// The endpoint that makes one: `POST /pets` for the `petId` of `/pets/{petId}/photos`.
  private func maker(of name: String, in endpoint: OpenAPI.Endpoint) -> (endpoint: OpenAPI.Endpoint, pointer: String)? {
    guard let range = endpoint.path.firstRange(of: "/{\(name)}") else { return nil }
    let collection = Operation(.post, String(endpoint.path[..<range.lowerBound]))
    guard let maker = api.endpoints.first(where: { $0.operation == collection }) else { return nil }
    for (code, part) in api.responses(maker) where code.hasPrefix("2") {
      guard let schema = Self.best(api.content(part))?.part["schema"] else { continue }
      let names = api.flattened(schema).properties.map(\.name)
      let wanted = [name, "id", "uuid", "key", "slug", "name"]
      if let found = wanted.first(where: names.contains) { return (maker, "/\(Pointer.escaped(found))") }
    }
    return nil
  }
}

extension OpenAPI {
  /// The example that a parameter or a content shows.
  func shown(_ part: Part) -> JSON? {
    part.json["example"] ?? part["examples"]?.members.first.flatMap { resolved($0.part).json["value"] }
  }

  /// The credentials in stories' `api.json` for the schemes that all endpoints share: `bearer`, `basic` or a header.
  var sharedCredentials: (name: String, value: JSON)? {
    guard endpoints.contains(where: { !security($0).isEmpty }) else { return nil }
    let schemes = (root["components"]?["securitySchemes"]?.members ?? []).map { resolved($0.part).json }
    for scheme in schemes {
      switch (scheme["type"]?.string, scheme["scheme"]?.string?.lowercased(), scheme["in"]?.string) {
      case ("http", "basic", _): return ("basic", "${env CREDENTIALS}")
      case ("http", _, _), ("oauth2", _, _), ("openIdConnect", _, _): return ("bearer", "${env TOKEN}")
      case ("apiKey", _, "header"):
        let name = scheme["name"]?.string ?? "X-Api-Key"
        return ("headers", .object(JSON.Object([(key: name, value: "${env API_KEY}")])))
      default: continue
      }
    }
    return nil
  }
}
