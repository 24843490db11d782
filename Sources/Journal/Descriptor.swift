import Glibc

/// An open file that is locked for this process.
struct Descriptor: ~Copyable {
  let number: Int32
  /// By which it is known; a renamed file's changes.
  var path: String

  /// Opens a file, which has to be a plain one, and keeps all other processes from doing the same.
  init(_ path: String, flags: Int32 = 0) throws(JournalError) {
    self.path = path
    number = open(path, O_RDWR | O_CREAT | O_CLOEXEC | flags, 0o600)
    guard number >= 0 else { throw JournalError(path, cannotBe: "opened") }
    var status = stat()
    guard fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw JournalError("\(path) is not a plain file")
    }
    guard flock(number, LOCK_EX | LOCK_NB) == 0 else {
      throw JournalError("\(path) is in use by another server")
    }
    // It may have been replaced between the two calls.
    var current = stat()
    guard stat(path, &current) == 0, current.st_ino == status.st_ino, current.st_dev == status.st_dev else {
      throw JournalError("\(path) is in use by another server")
    }
  }

  deinit { if number >= 0 { close(number) } }

  var size: Int {
    var status = stat()
    return fstat(number, &status) == 0 ? Int(status.st_size) : 0
  }

  func read(at offset: Int, _ count: Int) throws(JournalError) -> [UInt8] {
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: max(count, 0)) { buffer, filled in
      while filled < count {
        let more = pread(number, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(offset + filled))
        if more > 0 { filled += more } else if more == 0 { return } else if errno != EINTR { return failed = true }
      }
    }
    if failed { throw JournalError(path, cannotBe: "read") }
    return bytes
  }

  func write(_ bytes: [UInt8], at offset: Int) throws(JournalError) {
    var written = 0
    while written < bytes.count {
      let more = bytes.withUnsafeBytes { buffer in
        pwrite(number, buffer.baseAddress.map { $0 + written }, buffer.count - written, off_t(offset + written))
      }
      if more >= 0 { written += more } else if errno != EINTR { throw JournalError(path, cannotBe: "written") }
    }
  }

  func sync() throws(JournalError) {
    guard fdatasync(number) == 0 else { throw JournalError(path, cannotBe: "written") }
  }

  func truncate(to size: Int) -> Bool { ftruncate(number, off_t(size)) == 0 }
}
