import Wire

/// The parts of a `multipart/form-data` body in words of a story, each with the media type that `encoding`, or else its schema,
/// gives it: files, JSON, or plain fields.
struct MultipartParts {
  private let api: OpenAPI
  private let media: OpenAPI.Part?
  private let schemas: [String: OpenAPI.Part]

  /// - Parameter media: what the description says about the body.
  init(_ api: OpenAPI, _ media: OpenAPI.Part?) {
    self.api = api
    self.media = media
    let properties = media?["schema"].map { api.flattened($0).properties } ?? []
    schemas = Dictionary(properties.map { ($0.name, $0.part) }) { _, last in last }
  }

  func told(_ members: JSON.Object) -> JSON {
    .object(JSON.Object(members.map { (key: $0.key, value: part($0.key, $0.value, schemas[$0.key])) }))
  }

  private func part(_ name: String, _ value: JSON, _ schema: OpenAPI.Part?) -> JSON {
    let schema = schema.map(api.resolved)
    let encoding = media?["encoding"]?[name]?.json["contentType"]?.string
    let described = encoding.map { String($0.prefix { $0 != "," }) }
    let isJSON = described.map { MediaType($0).isJSON } ?? (value.object != nil)
    if let items = value.array, !isJSON { return .array(items.map { part(name, $0, schema?["items"]) }) }
    if let schema, isFile(schema, described) {
      // An example may only say where the file is.
      let text = value.string.map { StepWriter.told(.string($0)).plainText } ?? name
      return file(name, text, schema, described ?? schema.json["contentMediaType"]?.string)
    }
    if isJSON {
      var told: JSON.Object = ["json": StepWriter.told(value)]
      if let described, MediaType(described).essence != "application/json" { told["type"] = .string(described) }
      return .object(told)
    }
    let text = JSON.string(StepWriter.told(value).plainText)
    guard let described, MediaType(described).text != "text/plain" else { return text }
    return ["raw": text, "type": .string(described)]
  }

  /// `format: binary` in OpenAPI 3.0, `contentMediaType` or no type at all in 3.1.
  private func isFile(_ schema: OpenAPI.Part, _ described: String?) -> Bool {
    if schema.json["contentEncoding"] != nil { return false }
    return schema.json["format"] == "binary" || schema.json["contentMediaType"] != nil
      || api.types(schema).isEmpty && described != nil
  }

  private func file(_ name: String, _ text: String, _ schema: OpenAPI.Part, _ described: String?) -> JSON {
    let type = Self.types[described ?? ""] ?? described ?? "application/octet-stream"
    let isConcrete = !type.contains("*")
    var told: JSON.Object = [:]
    // A picture of words is none; but where the description says how long it is, it has to be as long.
    let isFree = ["minLength", "maxLength", "pattern", "enum"].allSatisfy { schema.json[$0] == nil }
    if isFree, let sample = Self.samples[MediaType(type).essence] {
      told["base64"] = .string(sample)
    } else {
      told["raw"] = .string(text)
    }
    told["name"] = .string(name + MediaType(type).ending)
    told["type"] = .string(isConcrete ? type : "application/octet-stream")
    return .object(told)
  }

  /// One of the types that a range of them allows.
  private static let types = ["image/*": "image/png", "text/*": "text/plain"]

  /// The smallest files of their kinds: a single dot, an empty page, an empty archive.
  private static let samples = [
    "image/png":
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgAB5Sfe/AAAAABJRU5ErkJggg==",
    "image/gif": "R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAkQBADs=",
    "image/jpeg":
      "/9j/2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQH/wAAL"
      + "CAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z",
    "application/pdf":
      "JVBERi0xLjQKMSAwIG9iajw8L1R5cGUvQ2F0YWxvZy9QYWdlcyAyIDAgUj4+IGVuZG9iagoyIDAgb2JqPDwvVHlwZS9QYWdlcy9L"
      + "aWRzWzMgMCBSXS9Db3VudCAxPj4gZW5kb2JqCjMgMCBvYmo8PC9UeXBlL1BhZ2UvUGFyZW50IDIgMCBSL01lZGlhQm94WzAgMCA5"
      + "IDldPj4gZW5kb2JqCnhyZWYKMCA0CjAwMDAwMDAwMDAgNjU1MzUgZiAKMDAwMDAwMDAwOSAwMDAwMCBuIAowMDAwMDAwMDUzIDAw"
      + "MDAwIG4gCjAwMDAwMDAxMDMgMDAwMDAgbiAKdHJhaWxlcjw8L1NpemUgNC9Sb290IDEgMCBSPj4Kc3RhcnR4cmVmCjE2MwolJUVP"
      + "Rgo=",
    "application/zip": "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==",
  ]
}
