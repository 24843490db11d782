import Wire

extension Document {
  /// The Markdown and text files of a folder.
  package static func read(folder: String) throws(Diagnostic) -> [Document] {
    guard let names = Disk.names(in: folder) else {
      throw Diagnostic("there is no folder \(folder)")
    }
    let paths = names.filter { $0.hasSuffix(".md") || $0.hasSuffix(".txt") }.sorted().map { "\(folder)/\($0)" }
    if paths.isEmpty { throw Diagnostic("there is no Markdown or text file in \(folder)") }
    var documents: [Document] = []
    for path in paths {
      guard let bytes = Disk.read(path) else { throw Diagnostic("\(path) cannot be read") }
      documents.append(Document(path: path, text: String(decoding: bytes, as: UTF8.self)))
    }
    return documents
  }
}
