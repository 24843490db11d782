import Platform
import Testing

/// A folder with files that goes with the test.
final class TemporaryFiles {
  let path: String
  private var made: [String] = []

  init() throws {
    var template = Array("/tmp/nestbox-contracts-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in made.reversed() { remove("\(path)/\(name)") }
    rmdir(path)
  }

  func write(_ name: String, _ text: String) throws {
    var folder = ""
    for part in name.split(separator: "/").dropLast() {
      folder += folder.isEmpty ? part : "/" + part
      if mkdir("\(path)/\(folder)", 0o755) == 0 { made.append(folder) }
    }
    let file = try #require(fopen("\(path)/\(name)", "w"))
    fputs(text, file)
    fclose(file)
    if !made.contains(name) { made.append(name) }
  }
}
