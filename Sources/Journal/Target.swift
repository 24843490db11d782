import Platform

/// Where a journal lies: the file behind all symbolic links, so that what replaces it replaces that file and not a link.
struct Target: Sendable {
  /// As the user named it.
  let name: String
  let path: String

  init(_ name: String) throws(JournalError) {
    self.name = name
    var path = name
    // As many links as Linux follows.
    for _ in 0..<40 {
      guard let next = Self.link(path) else {
        self.path = path
        return
      }
      path = next.hasPrefix("/") ? next : Self.folder(of: path) + "/" + next
    }
    throw JournalError("\(name) is a symbolic link that leads to itself")
  }

  private static func link(_ path: String) -> String? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = buffer.withUnsafeMutableBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) { text in text.baseAddress.map { readlink(path, $0, text.count) } ?? -1 }
    }
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The draft that takes the file's place.
  var draft: String { path + ".new" }

  var exists: Bool { access(path, F_OK) == 0 }

  /// A name beside the file that is not taken.
  func free(_ suffix: String) -> String {
    var candidate = path + suffix
    var number = 2
    while access(candidate, F_OK) == 0 {
      candidate = "\(path)\(suffix)-\(number)"
      number += 1
    }
    return candidate
  }

  /// Puts the draft in the file's place, for good: a name lasts only once its folder was written as well.
  func replace() throws(JournalError) {
    guard rename(draft, path) == 0 else { throw JournalError(name, cannotBe: "replaced") }
    let folder = Self.folder(of: path)
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw JournalError(folder, cannotBe: "opened") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw JournalError(folder, cannotBe: "written") }
  }
}
