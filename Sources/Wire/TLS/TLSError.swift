package enum TLSError: Error, Equatable, CustomStringConvertible, Sendable {
  case missingLibrary(String)
  /// A certificate, a key or a list of authorities that cannot be used.
  case unusable(String)
  case failed(String)

  package var description: String {
    switch self {
    case .missingLibrary(let reason): "https needs OpenSSL 3 (Debian: apt-get install libssl3): \(reason)"
    case .unusable(let reason): reason
    case .failed(let reason): "TLS: \(reason)"
    }
  }
}
