import Platform

/// An open file that is locked for this process: no other server can open it.
final class Descriptor: Sendable {
  let number: Int32
  /// The name that messages use.
  let name: String

  /// Tells a file from another that later has its name.
  struct Identity: Equatable {
    let device: dev_t
    let inode: ino_t

    init(_ status: stat) {
      device = status.st_dev
      inode = status.st_ino
    }
  }

  /// - Parameters:
  ///   - path: a plain file.
  ///   - name: what messages call it.
  init(_ path: String, named name: String, creates: Bool = false) throws(JournalError) {
    self.name = name
    number = open(path, O_RDWR | O_CLOEXEC | (creates ? O_CREAT : 0), 0o600)
    guard number >= 0 else { throw JournalError(name, cannotBe: "opened") }
    var status = stat()
    guard fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw JournalError("\(name) is not a plain file")
    }
    // It may have been replaced between the two calls.
    guard Self.lock(number), Self.identity(of: path) == Identity(status) else {
      throw JournalError("\(name) is in use by another server")
    }
  }

  /// A process that ends, or one that is just being started by this one, may hold the lock a moment longer.
  private static func lock(_ number: Int32) -> Bool {
    for _ in 0..<20 {
      if flock(number, LOCK_EX | LOCK_NB) == 0 { return true }
      usleep(5_000)
    }
    return false
  }

  deinit { if number >= 0 { close(number) } }

  static func identity(of path: String) -> Identity? {
    var status = stat()
    return stat(path, &status) == 0 ? Identity(status) : nil
  }

  var identity: Identity? { status.map(Identity.init) }

  var size: Int { status.map { Int($0.st_size) } ?? 0 }

  private var status: stat? {
    var status = stat()
    return fstat(number, &status) == 0 ? status : nil
  }

  /// Gives this file the owner and the rights of another.
  func takeRights(of other: Descriptor) {
    guard let status = other.status else { return }
    // Only a privileged process may give a file away; the rights matter more.
    _ = fchown(number, status.st_uid, status.st_gid)
    _ = fchmod(number, status.st_mode & 0o7777)
  }

  /// Fewer bytes only where the file ends.
  func read(at offset: Int, _ count: Int) throws(JournalError) -> [UInt8] {
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: max(count, 0)) { buffer, filled in
      while filled < count {
        let more = pread(number, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(offset + filled))
        if more > 0 { filled += more } else if more == 0 { return } else if errno != EINTR { return failed = true }
      }
    }
    if failed { throw JournalError(name, cannotBe: "read") }
    return bytes
  }

  func write(_ bytes: [UInt8], at offset: Int) throws(JournalError) {
    var written = 0
    while written < bytes.count {
      let more = bytes.withUnsafeBytes { buffer in
        pwrite(number, buffer.baseAddress.map { $0 + written }, buffer.count - written, off_t(offset + written))
      }
      if more >= 0 { written += more } else if errno != EINTR { throw JournalError(name, cannotBe: "written") }
    }
  }

  func sync() throws(JournalError) {
    guard syncData(number) == 0 else { throw JournalError(name, cannotBe: "written") }
  }

  func truncate(to size: Int) -> Bool { ftruncate(number, off_t(size)) == 0 }
}
