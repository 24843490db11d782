import Wire

/// Writes a story for each operation of a description, and brings stories that were written so before up to date without
/// losing what people have changed in them.
package struct ContractImport: Sendable {
  package enum Change: Sendable {
    case new, changed, same
    /// No operation of the description has it any more; it is left as it is.
    case orphaned
    /// The file was deleted by hand, and stays away.
    case leftOut
  }

  package struct File: Sendable {
    package let name: String
    /// Its new text; nil where nothing is to be written.
    package let text: String?
    package let change: Change
    /// The places where a change made by hand stays although the description differs.
    package let conflicts: [String]
  }

  /// The name of the file that keeps the text written last, to tell changes made by hand from the description's.
  package static let base = "imported.base"

  private let api: OpenAPI
  private let name: String

  /// - Parameter name: the API's name in contracts.
  package init(_ api: OpenAPI, name: String) {
    self.api = api
    self.name = name
  }

  /// A name for the API, from its title.
  package static func name(of api: OpenAPI) -> String { slug(api.title) }

  private static func slug(_ text: String) -> String {
    var slug = ""
    for (last, character) in zip(" " + text, text) {
      if character.isUppercase, last.isLowercase { slug += "-" }
      slug += character.isASCII && (character.isLetter || character.isNumber) ? character.lowercased() : "-"
    }
    let words = slug.split(separator: "-").joined(separator: "-")
    return words.isEmpty ? "api" : words
  }

  // MARK: Files

  /// - Parameter read: reads a file of the folder; nil if it is not there.
  package func files(_ read: (String) -> [UInt8]?) throws(Diagnostic) -> [File] {
    guard !api.endpoints.isEmpty else { throw Diagnostic("\(api.path) describes no operation") }
    let fresh = written
    let old = try Self.object(Self.base, read(Self.base)) ?? JSON.Object()
    var files: [File] = []
    for (name, json) in fresh { files.append(try file(name, json, old[name], read(name))) }
    for name in old.keys where !fresh.contains(where: { $0.name == name }) {
      if read(name) != nil { files.append(File(name: name, text: nil, change: .orphaned, conflicts: [])) }
    }
    let kept = JSON.object(JSON.Object(fresh.map { (key: $0.name, value: $0.json) }))
    files.append(File(name: Self.base, text: kept.prettyText + "\n", change: .same, conflicts: []))
    return files
  }

  private static func object(_ name: String, _ bytes: [UInt8]?) throws(Diagnostic) -> JSON.Object? {
    try bytes.map { (bytes) throws(Diagnostic) in try SourceText(path: name, bytes: bytes).json.object ?? JSON.Object()
    }
  }

  private func file(_ name: String, _ json: JSON, _ base: JSON?, _ bytes: [UInt8]?) throws(Diagnostic) -> File {
    guard let bytes else {
      if base != nil { return File(name: name, text: nil, change: .leftOut, conflicts: []) }
      return File(name: name, text: FixtureText.text(json) + "\n", change: .new, conflicts: [])
    }
    let own = try SourceText(path: name, bytes: bytes).json
    var merge = ThreeWayMerge()
    // A file of that name that the import never wrote is the user's own.
    let merged = merge.merged(base ?? own, json, own, "")
    let isSame = merged == own
    return File(
      name: name, text: isSame ? nil : FixtureText.text(merged) + "\n", change: isSame ? .same : .changed,
      conflicts: merge.conflicts)
  }

  // MARK: Stories

  private var written: [(name: String, json: JSON)] {
    var patterns = SchemaPattern(api)
    var names: Set<String> = []
    let stories = api.endpoints.map { endpoint -> (name: String, json: JSON) in
      let word = Self.slug(
        endpoint.part.json["operationId"]?.string ?? "\(endpoint.operation.method.rawValue) \(endpoint.path)")
      let file = (1...).lazy.map { $0 == 1 ? "\(word).json" : "\(word)-\($0).json" }.first { names.insert($0).inserted }
      return (file ?? "\(word).json", story(endpoint, &patterns))
    }
    return [("api.json", description(patterns.shapes))] + stories
  }

  private func description(_ shapes: [(name: String, pattern: JSON)]) -> JSON {
    var json: JSON.Object = ["api": .string(name), "title": .string(api.title)]
    if let credentials = api.sharedCredentials { json[credentials.name] = credentials.value }
    json["operations"] = .array(api.endpoints.map { .string("\($0.operation.method.rawValue) \($0.path)") })
    if !shapes.isEmpty { json["shapes"] = .object(JSON.Object(shapes.map { (key: $0.name, value: $0.pattern) })) }
    return .object(json)
  }

  private func story(_ endpoint: OpenAPI.Endpoint, _ patterns: inout SchemaPattern) -> JSON {
    let writer = StepWriter(api)
    var sample = SchemaSample(api, .example, seed: 1)
    let before = writer.makers(endpoint, &sample, needsAll: true)
    var values = writer.values(endpoint, &sample, needsAll: true)
    values.path.merge(before.values) { $1 }
    let title = endpoint.part.json["summary"]?.string?.split(whereSeparator: \.isNewline).first.map(String.init)
    var story: JSON.Object = [
      "name": .string(title.flatMap { $0.isEmpty ? nil : $0 } ?? endpoint.title), "api": .string(name),
      "source": ["document": .string(api.name), "heading": .string(endpoint.title)],
    ]
    let tags = (endpoint.part.json["tags"]?.array ?? []).filter { $0.string?.isEmpty == false }
    if !tags.isEmpty { story["tags"] = .array(tags) }
    let step: JSON = [
      "name": .string("\(endpoint.operation.method.rawValue) \(endpoint.path)"),
      "request": writer.request(endpoint, values), "expect": expectation(endpoint, &patterns),
    ]
    story["steps"] = .array(before.steps + [step])
    return .object(story)
  }

  /// Of the answer to a request that is as it should be.
  private func expectation(_ endpoint: OpenAPI.Endpoint, _ patterns: inout SchemaPattern) -> JSON {
    let all = api.responses(endpoint)
    let good = all.first { $0.code.hasPrefix("2") } ?? all.first { $0.code == "default" } ?? all.first
    guard let (code, part) = good else { return ["status": "#integer 200..299"] }
    let status: JSON =
      Int(code).map(JSON.integer)
      ?? (code == "default" ? "#integer 200..299" : .string("#integer \(code.prefix(1))00..\(code.prefix(1))99"))
    var expectation: JSON.Object = ["status": status]
    var headers = JSON.Object()
    for (name, header) in part["headers"]?.members ?? [] where name.lowercased() != "content-type" {
      let header = api.resolved(header)
      // Headers are texts, whatever their schema says.
      if header.json["required"]?.bool == true { headers[name] = "#string 1.." }
    }
    let content = api.content(part)
    if let (type, media) = StepWriter.best(content), endpoint.operation.method != .head {
      if MediaType(type).isJSON {
        expectation["body"] = media["schema"].map { patterns.pattern($0) } ?? "#any"
      } else {
        headers["Content-Type"] = .string("#media \(type)")
      }
    } else if status == 204 {
      expectation["body"] = "#absent"
    }
    if !headers.isEmpty { expectation["headers"] = .object(headers) }
    return .object(expectation)
  }
}
