import Platform
import Testing

@testable import Journal

/// A folder of its own for every test, with a journal called `data`.
final class Folder {
  let path: String

  init() throws {
    var name = Array("/tmp/nestbox-journal-XXXXXX".utf8CString)
    path = try #require(mkdtemp(&name).map { String(cString: $0) })
  }

  deinit {
    for name in names { unlink(path + "/" + name) }
    rmdir(path)
  }

  var data: String { path + "/data" }

  var names: [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  func bytes(_ name: String = "data") throws -> [UInt8] {
    let descriptor = open(path + "/" + name, O_RDONLY)
    defer { close(descriptor) }
    var status = stat()
    try #require(fstat(descriptor, &status) == 0)
    var buffer = [UInt8](repeating: 0, count: Int(status.st_size))
    let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    try #require(count == buffer.count)
    return buffer
  }

  func write(_ bytes: [UInt8], _ name: String = "data") {
    let descriptor = open(path + "/" + name, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    _ = bytes.withUnsafeBytes { Platform.write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
  }

  func mode(_ name: String = "data") -> mode_t {
    var status = stat()
    return stat(path + "/" + name, &status) == 0 ? status.st_mode & 0o7777 : 0
  }

  /// A journal with these turns.
  @discardableResult
  func fill(_ turns: [String]...) throws -> JournalFile {
    let file = try JournalFile(data)
    _ = try file.replay { _ in }
    for turn in turns { try file.append(turn.map { Array($0.utf8) }) }
    return file
  }

  func content(recovers: Bool = false) throws -> (turns: [[String]], replay: Replay) {
    try JournalFile(data).content(recovers: recovers)
  }
}

extension JournalFile {
  func content(recovers: Bool = false) throws -> (turns: [[String]], replay: Replay) {
    var turns: [[String]] = []
    let replay = try replay(recovers: recovers) { turn in
      turns.append(turn.map { String(decoding: $0, as: UTF8.self) })
    }
    return (turns, replay)
  }
}
