import Wire

extension Catalog {
  /// The contracts of files and folders. Each API's `api.json` stands beside its contracts, and names the descriptions
  /// of other APIs that its stories speak to. No other file is read.
  package init(paths: [String]) {
    var reader = CatalogReader()
    for path in paths { reader.read(path) }
    if reader.contracts.isEmpty, reader.diagnostics.isEmpty {
      reader.diagnostics.append(Diagnostic("there is no contract in \(paths.joined(separator: ", "))"))
    }
    self.init(contracts: reader.contracts, descriptions: reader.descriptions, diagnostics: reader.diagnostics)
  }

  /// The descriptions for stories in these files.
  static func descriptions(beside files: [String]) throws(Diagnostic) -> [SourceText] {
    var reader = CatalogReader()
    for file in files { reader.readDescription(beside: file) }
    if let diagnostic = reader.diagnostics.first { throw diagnostic }
    return reader.descriptions
  }
}

/// Reads files once each, and keeps what is wrong with any.
private struct CatalogReader {
  private(set) var contracts: [SourceText] = []
  private(set) var descriptions: [SourceText] = []
  var diagnostics: [Diagnostic] = []
  private var seen: Set<String> = []

  mutating func read(_ path: String) {
    guard Disk.exists(path) else { return diagnostics.append(Diagnostic("there is no file or folder \(path)")) }
    guard Disk.isFolder(path) else { return readContract(path) }
    for name in Disk.paths(below: path).filter(Self.mayBeContract).sorted() {
      readContract(FilePath.join(path, name), isNamed: false)
    }
  }

  private static func mayBeContract(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    return name.hasSuffix(".json") && !name.hasSuffix(".schema.json") && !name.hasSuffix(".shapes.json")
      && name != FilePath.description
  }

  /// A report that was written into the folder is no contract; a file that is asked for by name has to be one.
  private mutating func readContract(_ path: String, isNamed: Bool = true) {
    guard let source = source(path), isNamed || source.json[JSONReport.mark] == nil else { return }
    contracts.append(source)
    readDescription(beside: path)
  }

  mutating func readDescription(beside file: String) {
    let path = FilePath.join(FilePath.folder(of: file), FilePath.description)
    if Disk.exists(path) { readDescription(path) }
  }

  private mutating func readDescription(_ path: String, isNamed: Bool = false) {
    guard let source = source(path), isNamed || Self.isDescription(source.json) else { return }
    descriptions.append(source)
    for used in source.json["uses"]?.array?.compactMap(\.string) ?? [] {
      readDescription(FilePath.join(FilePath.folder(of: path), used), isNamed: true)
    }
  }

  /// Other tools call files `api.json` too.
  private static func isDescription(_ json: JSON) -> Bool {
    Format.api.contains { $0 != "$schema" && $0 != "title" && json[$0] != nil }
  }

  private mutating func source(_ path: String) -> SourceText? {
    guard seen.insert(FilePath.normal(path)).inserted else { return nil }
    do throws(Diagnostic) {
      return try SourceText(path: path)
    } catch {
      diagnostics.append(error)
      return nil
    }
  }
}

enum FilePath {
  static let description = "api.json"

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func join(_ folder: String, _ name: String) -> String {
    if name.hasPrefix("/") { return name }
    return normal(folder == "." ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)")
  }

  /// The path of a file that another one in this folder names, if it lies in the folder or below it: neither `..` nor a link
  /// leads out of the folders that were named.
  static func inside(_ folder: String, _ name: String) -> String? {
    let inner = normal(name)
    guard !inner.hasPrefix("/"), inner != "..", !inner.hasPrefix("../") else { return nil }
    let path = join(folder, inner)
    // The reader says that a file is missing.
    guard let place = Disk.real(path), let home = Disk.real(folder) else { return path }
    return place.hasPrefix(home.hasSuffix("/") ? home : home + "/") ? path : nil
  }

  /// Without `.` and, behind a folder's name, `..`.
  static func normal(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}

extension SourceText {
  package convenience init(path: String) throws(Diagnostic) {
    guard let bytes = Disk.read(path) else { throw Diagnostic("\(path) cannot be read") }
    try self.init(path: path, bytes: bytes)
  }
}
