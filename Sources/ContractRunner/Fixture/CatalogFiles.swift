import Wire

extension Catalog {
  private static let descriptionName = "api.json"

  /// The contracts of files and folders. Each API's `api.json` stands beside its contracts.
  package init(paths: [String]) {
    var diagnostics: [Diagnostic] = []
    var files: [String] = []
    for path in paths {
      if let found = Self.contractFiles(path) {
        files += found
      } else {
        diagnostics.append(Diagnostic("there is no file or folder \(path)"))
      }
    }
    let read = { (path: String) -> SourceText? in
      do throws(Diagnostic) {
        return try SourceText(path: path)
      } catch {
        diagnostics.append(error)
        return nil
      }
    }
    let descriptions = Self.descriptions(beside: files).compactMap(read)
    let contracts = files.compactMap(read)
    if contracts.isEmpty, diagnostics.isEmpty {
      diagnostics.append(Diagnostic("there is no contract in \(paths.joined(separator: ", "))"))
    }
    self.init(contracts: contracts, descriptions: descriptions, diagnostics: diagnostics)
  }

  private static func contractFiles(_ path: String) -> [String]? {
    guard Disk.exists(path) else { return nil }
    guard Disk.isFolder(path) else { return [path] }
    return Disk.paths(below: path).filter(isContract).sorted().map { join(path, $0) }
  }

  private static func isContract(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    return name.hasSuffix(".json") && !name.hasSuffix(".schema.json") && name != descriptionName
  }

  /// Those in the contracts' folders, and in the folders beside these: a story may speak to a second API.
  static func descriptions(beside files: [String]) -> [String] {
    let folders = Set(files.map(folder))
    let siblings = Set(folders.map(folder)).flatMap { parent in
      (Disk.names(in: parent) ?? []).map { join(parent, $0) }
    }
    return folders.union(siblings).sorted().map { join($0, descriptionName) }
      .filter(Disk.exists)
  }

  private static func folder(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func join(_ folder: String, _ name: String) -> String {
    folder == "." ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }
}

extension SourceText {
  package convenience init(path: String) throws(Diagnostic) {
    guard let bytes = Disk.read(path) else { throw Diagnostic("\(path) cannot be read") }
    try self.init(path: path, bytes: bytes)
  }
}
