import Wire

extension OpenAPI {
  /// How an answer differs from what is described: its status, headers, media type and body.
  func differences(_ request: Request, _ answer: Received, at place: Place) -> [Difference] {
    guard let endpoint = endpoint(request.method, request.path) else {
      // That there is no such path is what the description says too.
      if [404, 405].contains(answer.status) || [.options, .head].contains(request.method) { return [] }
      let what = "\(request.method.rawValue) \(request.path)"
      return [
        Difference(
          .description, "status", expected: "404 or 405, as \(name) describes no \(what)",
          actual: .integer(answer.status),
          at: place)
      ]
    }
    guard let (_, response) = response(endpoint, answer.status) else {
      let codes = responses(endpoint).map(\.code).joined(separator: ", ")
      return [
        Difference(
          .description, "status", expected: "one of \(codes)", actual: .integer(answer.status),
          remark: remark(endpoint.part.pointer + "/responses"), at: place)
      ]
    }
    return headers(response, answer, place) + body(response, answer, request, place)
  }

  private func remark(_ pointer: String) -> String { "described at \(self.place(of: pointer))" }

  private func headers(_ response: Part, _ answer: Received, _ place: Place) -> [Difference] {
    (response["headers"]?.members ?? []).flatMap { name, part -> [Difference] in
      let header = resolved(part)
      if name.lowercased() == "content-type" { return [] }
      guard let text = answer.headers[named: name] else {
        guard header.json["required"]?.bool == true else { return [] }
        let remark = remark(header.pointer)
        return [
          Difference(.description, "header \(name)", expected: "this header", actual: nil, remark: remark, at: place)
        ]
      }
      guard let schema = header["schema"] else { return [] }
      let faults = SchemaCheck.faults(value(text, schema), schema, self, .answer)
      return faults.map { fault in
        Difference(
          .description, "header \(name)\(fault.subject)", expected: fault.expected, actual: .string(text),
          remark: self.remark(fault.rule), at: place)
      }
    }
  }

  /// A text from a header or an address as the value that the schema has in mind.
  private func value(_ text: String, _ schema: Part) -> JSON {
    let type = resolved(schema).json["type"]
    let names = type?.string.map { [$0] } ?? (type?.array ?? []).compactMap(\.string)
    if names.contains("array") {
      let items = resolved(schema)["items"]
      return .array(
        text.split(separator: ",").map { part in
          let plain = String(part.drop { $0 == " " })
          return items.map { value(plain, $0) } ?? .string(plain)
        })
    }
    let isPlain = names.contains("string") || names.isEmpty
    if isPlain { return .string(text) }
    return (try? JSONParser.parse(Array(text.utf8), keepingNumbers: true)) ?? .string(text)
  }

  private func body(_ response: Part, _ answer: Received, _ request: Request, _ place: Place) -> [Difference] {
    let content = content(response)
    if content.isEmpty || request.method == .head || answer.status == 304 { return [] }
    if case .empty = answer.body {
      let hasSchema = content.contains { $0.part["schema"] != nil }
      guard hasSchema, answer.status != 204 else { return [] }
      let remark = remark(response.pointer + "/content")
      return [Difference(.description, "", expected: "a body", actual: nil, remark: remark, at: place)]
    }
    let type = answer.headers["Content-Type"].map { MediaType($0) }
    guard let type, let described = Self.best(content, type) else {
      let known = content.map(\.type).joined(separator: " or ")
      return [
        Difference(
          .description, "header Content-Type", expected: known, actual: answer.headers["Content-Type"].map(JSON.string),
          remark: remark(response.pointer + "/content"), at: place)
      ]
    }
    guard let schema = described["schema"] else { return [] }
    return differences(answer, type, schema, place)
  }

  /// The most particular of the described types that the answer's is of.
  private static func best(_ content: [(type: String, part: Part)], _ type: MediaType) -> Part? {
    let fitting = content.filter { MediaType(String($0.type.prefix { $0 != ";" })).accepts(type) }
    return fitting.min { $0.type.count { $0 == "*" } < $1.type.count { $0 == "*" } }?.part
  }

  private func differences(_ answer: Received, _ type: MediaType, _ schema: Part, _ place: Place) -> [Difference] {
    let value: JSON
    if type.isJSON {
      guard let json = answer.json else {
        let remark = remark(schema.pointer)
        return [Difference(.description, "", expected: "JSON", actual: .string(answer.text), remark: remark, at: place)]
      }
      value = json
    } else if type.essence.hasPrefix("text/") {
      value = .string(answer.text)
    } else {
      return []
    }
    return SchemaCheck.faults(value, schema, self, .answer).map { fault in
      Difference(
        .description, fault.subject, expected: fault.expected, actual: fault.actual,
        remark: remark(fault.rule), at: place)
    }
  }
}
