import Wire

/// A description of an API: OpenAPI 3.0 or 3.1, as JSON or YAML, with the files of its folder that it refers to.
package struct OpenAPI: Sendable {
  /// A value of the file, and where it stands. The pointer into another file begins with its name: `common.yaml#/Pet`.
  struct Part: Sendable {
    let json: JSON
    let pointer: String

    subscript(name: String) -> Part? {
      json[name].map { Part(json: $0, pointer: "\(pointer)/\(Pointer.escaped(name))") }
    }

    var members: [(name: String, part: Part)] {
      (json.object ?? JSON.Object()).map { member in
        (member.key, Part(json: member.value, pointer: "\(pointer)/\(Pointer.escaped(member.key))"))
      }
    }

    var items: [Part] {
      (json.array ?? []).enumerated().map { Part(json: $0.element, pointer: "\(pointer)/\($0.offset)") }
    }
  }

  struct Parameter: Sendable {
    let name: String
    let place: String
    let isRequired: Bool
    let part: Part
  }

  struct Endpoint: Sendable {
    let operation: Operation
    /// With the names of its values: `/pets/{petId}`.
    let path: String
    let part: Part
    let parameters: [Parameter]

    /// By what its story or its section is called.
    var title: String { part.json["operationId"]?.string ?? "\(operation.method.rawValue) \(path)" }
  }

  package let path: String
  let root: Part
  /// Whether it is 3.0, whose schemas differ from JSON Schema.
  let isOld: Bool
  /// By the name of the file, as seen from the folder of the description, which is called nothing itself.
  var files: [String: (json: JSON, lines: [String: Int])] = [:]
  private(set) var endpoints: [Endpoint] = []

  package var name: String { path.split(separator: "/").last.map(String.init) ?? path }
  package var title: String { root["info"]?["title"]?.json.string ?? name }

  package init(path: String) throws(Diagnostic) {
    guard let bytes = Disk.read(path) else { throw Diagnostic("\(path) cannot be read") }
    try self.init(path: path, bytes: bytes)
  }

  package init(path: String, bytes: [UInt8]) throws(Diagnostic) {
    self.path = path
    let file = try Self.parse(bytes, path)
    let json = file.json
    files[""] = file
    root = Part(json: json, pointer: "")
    let version = json["openapi"]?.plainText ?? ""
    isOld = version.hasPrefix("3.0")
    guard isOld || version.hasPrefix("3.1") || version.hasPrefix("3.2") else {
      let found =
        json["swagger"] == nil ? "says no version that is read" : "is Swagger \(json["swagger"]?.plainText ?? "")"
      throw Diagnostic("\(path) \(found): OpenAPI 3.0 and 3.1 are")
    }
    try readReferences()
    endpoints = try readEndpoints()
  }

  static func parse(_ bytes: [UInt8], _ path: String) throws(Diagnostic) -> (json: JSON, lines: [String: Int]) {
    guard isJSON(bytes) else { return try YAML.parse(bytes, path: path) }
    let source = try SourceText(path: path, bytes: bytes)
    return (source.json, source.lines)
  }

  private static func isJSON(_ bytes: [UInt8]) -> Bool {
    bytes.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) } == UInt8(ascii: "{")
      && (try? JSONParser.parse(bytes, depth: 256)) != nil
  }

  /// Whether a file's text is meant as one.
  static func isMeant(_ text: String) -> Bool {
    text.prefix(4000).split { $0.isNewline }.contains { line in
      let word = line.drop { $0 == " " || $0 == "{" || $0 == "\"" || $0 == "'" }
      return word.hasPrefix("openapi") && word.dropFirst(7).drop { $0 == "\"" || $0 == "'" || $0 == " " }.first == ":"
        || word.hasPrefix("swagger") && word.dropFirst(7).drop { $0 == "\"" || $0 == "'" || $0 == " " }.first == ":"
    }
  }

  /// The line of the value, or of the nearest one around it.
  func line(of pointer: String) -> Int {
    let (file, inside) = Self.split(pointer)
    var rest = inside[...]
    while true {
      if let line = files[file]?.lines[String(rest)] { return line }
      guard let slash = rest.lastIndex(of: "/") else { return 1 }
      rest = rest[..<slash]
    }
  }

  /// The line in the description itself, also of an operation that another file describes.
  func line(of endpoint: Endpoint) -> Int {
    line(of: Self.isElsewhere(endpoint.part) ? "/paths/\(Pointer.escaped(endpoint.path))" : endpoint.part.pointer)
  }

  /// `openapi.yaml:12 /components/schemas/Pet/properties/name`
  func place(of pointer: String) -> String {
    let (file, inside) = Self.split(pointer)
    return "\(file.isEmpty ? name : file):\(line(of: pointer)) \(inside)"
  }

  static func split(_ pointer: String) -> (file: String, inside: String) {
    guard !pointer.isEmpty, !pointer.hasPrefix("/"), let mark = pointer.firstIndex(of: "#") else {
      return ("", pointer)
    }
    return (String(pointer[..<mark]), String(pointer[pointer.index(after: mark)...]))
  }

  // MARK: Endpoints

  private static let methods = ["get", "put", "post", "delete", "options", "head", "patch"]

  private func readEndpoints() throws(Diagnostic) -> [Endpoint] {
    var endpoints: [Endpoint] = []
    for (path, part) in root["paths"]?.members ?? [] where path.hasPrefix("/") {
      let item = resolved(part)
      let shared = parameters(item)
      for (name, part) in item.members where Self.methods.contains(name) {
        guard let method = Method(rawValue: name.uppercased()) else { continue }
        let own = parameters(part)
        let inherited = shared.filter { one in !own.contains { $0.name == one.name && $0.place == one.place } }
        endpoints.append(
          Endpoint(operation: Operation(method, path), path: path, part: part, parameters: own + inherited))
      }
    }
    return endpoints
  }

  private func parameters(_ part: Part) -> [Parameter] {
    (part["parameters"]?.items ?? []).compactMap { item in
      let part = resolved(item)
      guard let name = part.json["name"]?.string, let place = part.json["in"]?.string else { return nil }
      let isRequired = part.json["required"]?.bool ?? (place == "path")
      return Parameter(name: name, place: place, isRequired: isRequired, part: part)
    }
  }

  /// The paths of the servers, which may stand before an operation's.
  var bases: [String] {
    (root["servers"]?.items ?? []).compactMap { server in
      guard let url = server.json["url"]?.string else { return nil }
      let rest = url.firstRange(of: "://").map { url[$0.upperBound...].drop { $0 != "/" } } ?? url[...]
      let path = rest.hasSuffix("/") ? rest.dropLast() : rest
      return path.hasPrefix("/") ? String(path) : nil
    }
  }

  func endpoint(_ method: Method, _ path: String) -> Endpoint? {
    let paths = [path] + bases.filter { path.hasPrefix($0 + "/") }.map { String(path.dropFirst($0.count)) }
    for path in paths {
      guard let found = endpoints.lazy.map(\.operation).matching(method, path) else { continue }
      return endpoints.first { $0.operation == found }
    }
    return nil
  }

  // MARK: What an endpoint says

  /// The schema of a parameter, or of the content that it holds.
  func schema(of parameter: Parameter) -> Part? {
    parameter.part["schema"] ?? parameter.part["content"]?.members.first?.part["schema"]
  }

  func responses(_ endpoint: Endpoint) -> [(code: String, part: Part)] {
    (endpoint.part["responses"]?.members ?? []).filter { !$0.name.hasPrefix("x-") }
      .map { ($0.name, resolved($0.part)) }
  }

  /// `201`, else `2XX`, else `default`.
  func response(_ endpoint: Endpoint, _ status: Int) -> (code: String, part: Part)? {
    let all = responses(endpoint)
    for code in ["\(status)", "\(status / 100)XX", "\(status / 100)xx", "default"] {
      if let found = all.first(where: { $0.code == code }) { return found }
    }
    return nil
  }

  func body(_ endpoint: Endpoint) -> Part? { endpoint.part["requestBody"].map(resolved) }

  func content(_ part: Part) -> [(type: String, part: Part)] {
    (part["content"]?.members ?? []).map { ($0.name, $0.part) }
  }

  /// The names of the schemes that it asks for; nil is none at all.
  func security(_ endpoint: Endpoint) -> [String] {
    let all = endpoint.part["security"] ?? root["security"]
    return (all?.items ?? []).map { option in option.members.map(\.name).joined(separator: " + ") }
  }
}

extension SourceText {
  /// The line of each value.
  var lines: [String: Int] { positions.values.mapValues { lineAndColumn($0.lowerBound).line } }
}
