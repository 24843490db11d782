import Platform
import Testing

/// A folder that goes with the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/nestbox-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in ["ca.pem", "ca-key.pem", "server.pem", "server-key.pem", "data", "data.new", "state.json"] {
      unlink("\(path)/\(name)")
    }
    rmdir(path)
  }
}
