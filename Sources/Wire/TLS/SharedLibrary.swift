import Platform

/// A library that is loaded when it is first needed, and stays.
struct SharedLibrary {
  private let handle: UnsafeMutableRawPointer

  /// One of OpenSSL 3's libraries, `ssl` or `crypto`. libssl needs libcrypto and finds the one that is loaded.
  init(openSSL name: String) throws(TLSError) {
    let paths = openSSLPaths(name)
    guard let path = paths.first(where: Disk.exists) else {
      throw .missingLibrary("there is none of \(paths.joined(separator: ", "))")
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
