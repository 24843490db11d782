import Wire

extension Document {
  mutating func read(_ api: OpenAPI) {
    for endpoint in api.endpoints {
      let heading = endpoint.title
      headings.append(Name(name: heading, line: api.line(of: endpoint)))
      operations.append(DescribedOperation(api, endpoint).operation)
    }
    for part in Self.sections(api) {
      let fingerprint = Self.fingerprint(part.part.json.text)
      sections.append(Section(name: part.name, line: part.line, fingerprint: fingerprint))
    }
    sections.sort { $0.line < $1.line }
    for (name, file) in api.files.sorted(by: { $0.key < $1.key }) where !name.isEmpty {
      files.append(Section(name: name, line: 1, fingerprint: Self.fingerprint(file.json.text)))
    }
  }

  /// All that is in the file: each endpoint, what paths say beside, each component, and the rest by its name.
  private static func sections(_ api: OpenAPI) -> [(name: String, part: OpenAPI.Part, line: Int)] {
    var sections = api.endpoints.map {
      (name: "\($0.operation.method.rawValue) \($0.path)", part: $0.part, line: api.line(of: $0))
    }
    func add(_ name: String, _ part: OpenAPI.Part) { sections.append((name, part, api.line(of: part.pointer))) }
    for (name, part) in api.root.members {
      switch name {
      case "paths", "webhooks":
        for path in part.members {
          let rest = path.part.members.filter { Method(rawValue: $0.name.uppercased()) == nil || name == "webhooks" }
          for member in rest { add("\(path.name) \(member.name)", member.part) }
        }
      case "components":
        for kind in part.members {
          for member in kind.part.members { add("\(kind.name) \(member.name)", member.part) }
        }
      default: add(name, part)
      }
    }
    return sections
  }
}

/// An endpoint of a description as a document's operation.
private struct DescribedOperation {
  private let api: OpenAPI
  private(set) var operation: Document.Operation

  init(_ api: OpenAPI, _ endpoint: OpenAPI.Endpoint) {
    self.api = api
    operation = Document.Operation(
      operation: endpoint.operation, name: "\(endpoint.operation.method.rawValue) \(endpoint.path)",
      heading: endpoint.title, line: api.line(of: endpoint))
    let security = api.security(endpoint)
    operation.authentication = security.isEmpty ? "none" : security.joined(separator: " or ")
    for parameter in endpoint.parameters {
      let required = parameter.isRequired ? "required" : "optional"
      let traits = api.schema(of: parameter).map { SchemaTraits.texts($0, api) } ?? []
      let examples = SchemaTraits.examples(parameter.part)
      operation.parameters.append(
        Document.Field(
          name: parameter.name, place: parameter.place, traits: [required] + traits + examples,
          line: line(parameter.part)))
    }
    readBody(endpoint)
    for (code, part) in api.responses(endpoint) { readResponse(code, part) }
  }

  /// The line in the description itself: for a part of another file, that of the operation.
  private func line(_ part: OpenAPI.Part) -> Int {
    OpenAPI.isElsewhere(part) ? operation.line : api.line(of: part.pointer)
  }

  private mutating func readBody(_ endpoint: OpenAPI.Endpoint) {
    guard let body = api.body(endpoint) else { return }
    for (type, part) in api.content(body) {
      let isRequired = body.json["required"]?.bool == true
      operation.body.append(
        Document.Field(
          name: "", place: type, traits: [isRequired ? "required" : "optional"] + SchemaTraits.examples(part),
          line: line(part)))
      if let schema = part["schema"] { operation.body += fields(schema, .request, type) }
    }
  }

  private mutating func readResponse(_ code: String, _ part: OpenAPI.Part) {
    var status = Document.Status(code: code, line: line(part))
    for (name, header) in part["headers"]?.members ?? [] {
      let header = api.resolved(header)
      let required = header.json["required"]?.bool == true ? "required" : "optional"
      let traits = header["schema"].map { SchemaTraits.texts($0, api) } ?? []
      let line = line(header)
      status.headers.append(
        Document.Field(
          name: name, place: "header", traits: [required] + traits + SchemaTraits.examples(header), line: line))
    }
    for (type, content) in api.content(part) {
      status.types.append(type)
      for example in SchemaTraits.examples(content) {
        status.fields.append(
          Document.Field(name: "", place: type, traits: [example], line: line(content)))
      }
      if let schema = content["schema"] { status.fields += fields(schema, .answer, type) }
    }
    operation.statuses.append(status)
  }

  /// Every member below a schema, each once.
  private func fields(_ schema: OpenAPI.Part, _ direction: SchemaCheck.Direction, _ type: String) -> [Document.Field] {
    var walk = SchemaWalk(api, direction, operation.line)
    walk.walk(schema, "", isRequired: true)
    let isPlain = MediaType(type).isJSON
    return walk.fields.map { field in
      Document.Field(name: field.name, place: isPlain ? "" : type, traits: field.traits, line: field.line)
    }
  }
}

/// Goes through a schema and those that it is made of.
private struct SchemaWalk {
  private let api: OpenAPI
  private let direction: SchemaCheck.Direction
  /// Of what stands in another file.
  private let line: Int
  private var open: [String] = []
  private(set) var fields: [Document.Field] = []

  /// Large descriptions have schemas that refer to each other for ever.
  private static let limit = 2000

  init(_ api: OpenAPI, _ direction: SchemaCheck.Direction, _ line: Int) {
    self.api = api
    self.direction = direction
    self.line = line
  }

  private func line(_ part: OpenAPI.Part) -> Int {
    OpenAPI.isElsewhere(part) ? line : api.line(of: part.pointer)
  }

  mutating func walk(_ schema: OpenAPI.Part, _ pointer: String, isRequired: Bool, names: Set<String> = []) {
    let part = api.resolved(schema)
    guard !open.contains(part.pointer), open.count < 12, fields.count < Self.limit else { return }
    open.append(part.pointer)
    defer { open.removeLast() }
    let required = names.union((part.json["required"]?.array ?? []).compactMap(\.string))
    for (name, property) in part["properties"]?.members ?? [] {
      let resolved = api.resolved(property)
      let word = direction == .answer ? "writeOnly" : "readOnly"
      if resolved.json[word]?.bool == true || property.json[word]?.bool == true { continue }
      let inside = "\(pointer)/\(Pointer.escaped(name))"
      let traits = [required.contains(name) ? "required" : "optional"] + SchemaTraits.texts(property, api)
      if !fields.contains(where: { $0.name == inside }) {
        fields.append(Document.Field(name: inside, place: "", traits: traits, line: line(property)))
      }
      walk(property, inside, isRequired: required.contains(name))
    }
    if let items = part["items"] {
      let inside = "\(pointer)/[]"
      let traits = SchemaTraits.texts(items, api)
      if api.resolved(items)["properties"] == nil, !traits.isEmpty {
        fields.append(Document.Field(name: inside, place: "", traits: traits, line: line(items)))
      }
      walk(items, inside, isRequired: true)
    }
    for word in ["allOf", "anyOf", "oneOf"] {
      for part in part[word]?.items ?? [] { walk(part, pointer, isRequired: isRequired, names: required) }
    }
  }
}

/// The rules of a schema about a value itself, in words.
enum SchemaTraits {
  private static let words = [
    "format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength",
    "pattern", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "const", "default", "example",
    "examples", "readOnly", "writeOnly", "deprecated",
  ]

  static func texts(_ schema: OpenAPI.Part, _ api: OpenAPI) -> [String] {
    let part = api.resolved(schema)
    var texts: [String] = []
    if let type = part.json["type"] {
      texts.append(type.string ?? (type.array ?? []).map(\.plainText).joined(separator: " or "))
    }
    if part.json["nullable"]?.bool == true || schema.json["nullable"]?.bool == true { texts.append("or null") }
    if let values = part.json["enum"]?.array {
      texts.append("one of \(values.map(\.plainText).joined(separator: " | "))")
    }
    for word in words {
      if let value = schema.json[word] ?? part.json[word] { texts.append("\(word) \(value.plainText)") }
    }
    for word in ["additionalProperties", "unevaluatedProperties"] where part.json[word]?.bool == false {
      texts.append("nothing else")
    }
    return texts
  }

  static func examples(_ part: OpenAPI.Part) -> [String] {
    (part.json["example"].map { ["example \($0.plainText)"] } ?? [])
      + (part["examples"]?.members ?? []).map { "example \($0.name) \($0.part.json["value"]?.plainText ?? "")" }
  }
}
