import Wire

extension Document {
  private static let endings = [".md", ".markdown", ".txt", ".apib", ".json", ".yaml", ".yml"]

  /// The documents of a folder. A JSON or YAML file that is no description of an API is none.
  package static func read(folder: String) throws(Diagnostic) -> [Document] {
    guard let names = Disk.names(in: folder) else {
      throw Diagnostic("there is no folder \(folder)")
    }
    let paths = names.filter { name in endings.contains { name.hasSuffix($0) } }.sorted().map { "\(folder)/\($0)" }
    var documents: [Document] = []
    for path in paths {
      guard let bytes = Disk.read(path) else { throw Diagnostic("\(path) cannot be read") }
      let text = String(decoding: bytes, as: UTF8.self)
      let isData = [".json", ".yaml", ".yml"].contains { path.hasSuffix($0) }
      if isData, !OpenAPI.isMeant(text) { continue }
      documents.append(try Document(path: path, text: text))
    }
    if documents.isEmpty { throw Diagnostic("there is no document in \(folder): \(endings.joined(separator: ", "))") }
    return documents
  }
}
