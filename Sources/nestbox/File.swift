import Platform
import Wire

/// A file by its path.
struct File {
  let path: String

  var exists: Bool { Disk.exists(path) }

  func read() throws -> [UInt8] {
    guard let bytes = Disk.read(path) else { throw failure("read") }
    return bytes
  }

  /// Writes the whole file anew; a secret one for its owner's eyes only.
  func write(_ bytes: [UInt8], isSecret: Bool = false) throws {
    let mode: mode_t = isSecret ? 0o600 : 0o644
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw failure("written") }
    defer { close(descriptor) }
    // Someone else's file of that name may have been open to all.
    guard !isSecret || fchmod(descriptor, mode) == 0, Stream(descriptor: descriptor).write(bytes) else {
      throw failure("written")
    }
  }

  private func failure(_ what: String) -> Failure {
    Failure(exit: .wrongUsage, description: "\(path) cannot be \(what): \(String(cString: strerror(errno)))")
  }
}
