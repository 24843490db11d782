import Wire

/// Takes one rule of the description and makes a request break it.
struct Spoiling {
  private struct Wrong {
    let value: JSON?
    let fault: String
  }

  private let api: OpenAPI

  init(_ api: OpenAPI) { self.api = api }

  /// The rules that a request breaks: none if it is what the description asks for, as far as it says so.
  func broken(_ endpoint: OpenAPI.Endpoint, _ values: RequestValues) -> Set<String> {
    var broken: Set<String> = []
    for parameter in endpoint.parameters {
      guard let given = Self.given(parameter, values) else {
        if parameter.isRequired, parameter.place != "path" { broken.insert("\(parameter.name) is missing") }
        continue
      }
      // The service makes the values that the story captures.
      if given.string?.hasPrefix("${") == true { continue }
      if let schema = api.schema(of: parameter) { broken.formUnion(rules(given, schema)) }
    }
    guard let body = api.body(endpoint) else { return broken }
    guard let (type, value) = values.body else {
      return body.json["required"]?.bool == true ? broken.union(["the body is missing"]) : broken
    }
    guard let schema = api.content(body).first(where: { $0.type == type })?.part["schema"] else { return broken }
    return broken.union(rules(value, schema))
  }

  private func rules(_ value: JSON, _ schema: OpenAPI.Part) -> [String] {
    faults(value, schema).map { "\($0.subject) \($0.rule)" }
  }

  private func faults(_ value: JSON, _ schema: OpenAPI.Part) -> [SchemaCheck.Fault] {
    SchemaCheck.faults(value, schema, api, .request)
  }

  private static func given(_ parameter: OpenAPI.Parameter, _ values: RequestValues) -> JSON? {
    switch parameter.place {
    case "path": values.path[parameter.name]
    case "query": values.query.first { $0.name == parameter.name }?.value
    case "cookie": values.cookies.first { $0.name == parameter.name }?.value
    default: values.headers.first { $0.name == parameter.name }?.value
    }
  }

  func spoiled(
    _ endpoint: OpenAPI.Endpoint, _ values: RequestValues, _ sample: inout SchemaSample
  ) -> (values: RequestValues, fault: String)? {
    var all: [(values: RequestValues, fault: String)] = []
    for parameter in endpoint.parameters where ["query", "header"].contains(parameter.place) {
      all += spoiled(parameter, values)
    }
    if let body = api.body(endpoint), let (type, value) = values.body,
      let schema = api.content(body).first(where: { $0.type == type })?.part["schema"]
    {
      let isJSON = MediaType(type).isJSON
      for (pointer, wrong) in wrongs(value, schema, "", isText: !isJSON) {
        var spoiled = values
        spoiled.body = (type, Pointer.replace(pointer, in: value, with: wrong.value))
        if let body = spoiled.body, faults(body.value, schema).isEmpty { continue }
        all.append((spoiled, "\(pointer.isEmpty ? "the body" : pointer) \(wrong.fault)"))
      }
      if body.json["required"]?.bool == true {
        var spoiled = values
        spoiled.body = nil
        all.append((spoiled, "the body is missing"))
      }
    }
    return sample.pick(all)
  }

  private func spoiled(
    _ parameter: OpenAPI.Parameter, _ values: RequestValues
  ) -> [(values: RequestValues, fault: String)] {
    let isImplied = ["accept", "content-type", "authorization"].contains(parameter.name.lowercased())
    guard let schema = api.schema(of: parameter), !isImplied else { return [] }
    var found: [(values: RequestValues, fault: String)] = []
    func put(_ value: JSON?, _ fault: String) {
      var spoiled = values
      spoiled.query.removeAll { $0.name == parameter.name && parameter.place == "query" }
      spoiled.headers.removeAll { $0.name == parameter.name && parameter.place == "header" }
      if let value { StepWriter(api).put(value, parameter, &spoiled) }
      found.append((spoiled, "the \(parameter.place)'s \(parameter.name) \(fault)"))
    }
    if parameter.isRequired { put(nil, "is missing") }
    let own = Self.given(parameter, values) ?? .null
    // In a query everything is a text, and null and objects have no spelling that all agree on.
    for (pointer, wrong) in wrongs(own, schema, "", isText: true) where pointer.isEmpty {
      if let value = wrong.value, value.object == nil, value.array == nil, !value.isNull,
        !faults(value, schema).isEmpty
      {
        put(value, wrong.fault)
      }
    }
    return found
  }

  /// - Parameter isText: whether the value is sent as a text, so that a number in place of a text is none the worse.
  private func wrongs(
    _ value: JSON, _ schema: OpenAPI.Part, _ pointer: String, isText: Bool, _ level: Int = 0
  ) -> [(pointer: String, wrong: Wrong)] {
    let schema = api.resolved(schema)
    guard level < 6 else { return [] }
    var all = ofType(value, schema, isText).map { (pointer, $0) }
    if api.isObject(schema), let object = value.object {
      let flat = api.flattened(schema)
      for (name, part) in flat.properties where !api.isReadOnly(part) {
        let inside = "\(pointer)/\(Pointer.escaped(name))"
        if flat.required.contains(name), object[name] != nil {
          all.append((inside, Wrong(value: nil, fault: "is missing")))
        }
        if let own = object[name] { all += wrongs(own, part, inside, isText: isText, level + 1) }
      }
      if flat.others?.json.bool == false {
        all.append(("\(pointer)/nobodyKnowsThis", Wrong(value: 1, fault: "is there, which the schema forbids")))
      }
    }
    if let items = schema["items"], let first = value.array?.first {
      all += wrongs(first, items, "\(pointer)/0", isText: isText, level + 1)
    }
    return all
  }

  private func ofType(_ value: JSON, _ schema: OpenAPI.Part, _ isText: Bool) -> [Wrong] {
    let types = api.types(schema)
    var all: [Wrong] = []
    func add(_ value: JSON, _ fault: String) { all.append(Wrong(value: value, fault: fault)) }
    if !isText, types.count == 1, schema.json["nullable"]?.bool != true { add(.null, "is null") }
    switch types.first {
    case "string":
      if !isText { add(["not": "a text"], "is an object") }
      if let least = schema.json["minLength"]?.integer, least > 0 {
        add(.string(String(repeating: "a", count: least - 1)), "is shorter than \(least)")
      }
      if let most = schema.json["maxLength"]?.integer, most < 10_000 {
        add(.string(String(repeating: "a", count: most + 1)), "is longer than \(most)")
      }
      if let format = schema.json["format"]?.string, !SchemaText.isOf(format: format, "not-a-\(format) at all") {
        add(.string("not-a-\(format) at all"), "is no \(format)")
      }
      if let expression = schema.json["pattern"]?.string, !SchemaText.matches("?!", expression) {
        add("?!", "does not match \(expression)")
      }
      if schema.json["enum"] != nil { add("nobody-knows-this", "is none of the values") }
    case "integer", "number":
      add("many", "is a text")
      if types.first == "integer" { add(.decimal("1.5"), "is no whole number") }
      if let least = schema.json["minimum"].flatMap({ Numeral($0) }) {
        add(least.predecessor.json, "is below \(least.text)")
      }
      if let most = schema.json["maximum"].flatMap({ Numeral($0) }) {
        add(most.successor.json, "is above \(most.text)")
      }
      if let bound = schema.json["exclusiveMinimum"].flatMap({ Numeral($0) }) { add(bound.json, "is \(bound.text)") }
      if let bound = schema.json["exclusiveMaximum"].flatMap({ Numeral($0) }) { add(bound.json, "is \(bound.text)") }
    case "boolean": add("perhaps", "is a text")
    case "array":
      if !isText { add("not a list", "is a text") }
      if let least = schema.json["minItems"]?.integer, least > 0, let items = value.array {
        add(.array(Array(items.prefix(least - 1))), "has fewer than \(least) elements")
      }
    case "object": if !isText { add("not an object", "is a text") }
    default: break
    }
    return all
  }
}
