import Platform

/// Reads files and folders. Nil where a path cannot be read; `errno` then says why.
package enum Disk {
  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  package static func isFolder(_ path: String) -> Bool {
    var status = Platform.stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The whole path without links; nil if there is nothing.
  package static func real(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }

  package static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Platform.read(descriptor, &buffer, buffer.count)
      if count == 0 { return bytes }
      if count > 0 { bytes += buffer[..<count] } else if errno != EINTR { return nil }
    }
  }

  /// The names in a folder, in no order.
  package static func names(in folder: String) -> [String]? {
    guard let entries = opendir(folder), let start = MemoryLayout<dirent>.offset(of: \.d_name) else { return nil }
    defer { closedir(entries) }
    var names: [String] = []
    while let entry = readdir(entries) {
      // Only as much of an entry is there as its name is long: it must not be copied as a whole. A zero ends it.
      let name = String(cString: (UnsafeRawPointer(entry) + start).assumingMemoryBound(to: CChar.self))
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// Everything below a folder, told from there. Links are not followed.
  package static func paths(below folder: String) -> [String] {
    (names(in: folder) ?? []).flatMap { name in
      let path = "\(folder)/\(name)"
      var status = Platform.stat()
      guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return [name] }
      return [name] + paths(below: path).map { "\(name)/\($0)" }
    }
  }
}
