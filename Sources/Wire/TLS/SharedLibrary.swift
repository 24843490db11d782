import Glibc

/// A library that is loaded when it is first needed, and stays.
struct SharedLibrary {
  private let handle: UnsafeMutableRawPointer

  /// Where Linux distributions keep their libraries. A bare name would also be looked for where LD_LIBRARY_PATH and
  /// the program's own folder say.
  private static let folders: [String] = {
    #if arch(arm64)
      let architecture = "aarch64"
    #else
      let architecture = "x86_64"
    #endif
    return [
      "/usr/lib/\(architecture)-linux-gnu", "/lib/\(architecture)-linux-gnu", "/usr/lib64", "/lib64", "/usr/lib",
      "/lib", "/usr/local/lib64", "/usr/local/lib",
    ]
  }()

  /// One of OpenSSL 3's libraries, `ssl` or `crypto`. libssl needs libcrypto and finds the one that is loaded.
  init(openSSL name: String) throws(TLSError) {
    let file = "lib\(name).so.3"
    guard let path = Self.folders.map({ "\($0)/\(file)" }).first(where: Disk.exists) else {
      throw .missingLibrary("there is no \(file) in \(Self.folders.joined(separator: ", "))")
    }
    guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else { throw .missingLibrary(Self.reason) }
    self.handle = handle
  }

  /// A C function. The type that is asked for has to be its own.
  func function<Function>(_ name: String) throws(TLSError) -> Function {
    guard let address = dlsym(handle, name) else { throw .missingLibrary(Self.reason) }
    return unsafeBitCast(address, to: Function.self)
  }

  private static var reason: String { dlerror().map { String(cString: $0) } ?? "it cannot be loaded" }
}
