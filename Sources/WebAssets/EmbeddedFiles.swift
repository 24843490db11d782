import WebFiles

/// The files under `Files`, by their path there.
enum EmbeddedFiles {
  static let paths: [String] = (0..<web_files_count()).map { String(cString: web_files()[$0].path) }

  static subscript(path: String) -> String? { indices[path].map { String(cString: web_files()[$0].text) } }

  private static let indices = Dictionary(uniqueKeysWithValues: zip(paths, paths.indices))
}
