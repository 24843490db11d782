/// Makes what was written to a file outlive the machine's end; not 0 if that failed.
package func syncData(_ descriptor: Int32) -> Int32 {
  #if canImport(Darwin)
    // fsync(2): there it leaves the data in the drive's own memory.
    fcntl(descriptor, F_FULLFSYNC)
  #else
    fdatasync(descriptor)
  #endif
}

extension stat {
  /// When the file was last written.
  package var modified: timespec {
    #if canImport(Darwin)
      st_mtimespec
    #else
      st_mtim
    #endif
  }
}

/// Where OpenSSL 3's libraries may lie, `ssl` or `crypto`. A bare name would also be looked for where environment variables
/// and the program's own folder say.
package func openSSLPaths(_ name: String) -> [String] {
  #if canImport(Darwin)
    ["/opt/homebrew/opt/openssl@3/lib", "/usr/local/opt/openssl@3/lib", "/opt/local/libexec/openssl3/lib"]
      .map { "\($0)/lib\(name).3.dylib" }
  #else
    #if arch(arm64)
      let architecture = "aarch64"
    #else
      let architecture = "x86_64"
    #endif
    return [
      "/usr/lib/\(architecture)-linux-gnu", "/lib/\(architecture)-linux-gnu", "/usr/lib64", "/lib64", "/usr/lib",
      "/lib", "/usr/local/lib64", "/usr/local/lib",
    ].map { "\($0)/lib\(name).so.3" }
  #endif
}
