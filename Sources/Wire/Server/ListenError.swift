import Platform

/// Why a server cannot listen; its description is one line that says what to do.
package enum ListenError: Error, Equatable, CustomStringConvertible, Sendable {
  case portInUse(host: String, port: Int)
  case badHost(String)
  case notOurAddress(String)
  case badPort(Int)
  case noPermission(host: String, port: Int)
  case tls(TLSError)
  case system(SystemError)

  package var description: String {
    switch self {
    case .portInUse(let host, let port):
      "Port \(port) of \(host) is in use: stop what listens there, or choose another port (0 picks a free one)."
    case .badHost(let host): "The host “\(host)” cannot be resolved: give a name or an address of this machine."
    case .notOurAddress(let host): "The host “\(host)” is not an address of this machine: try 127.0.0.1 or 0.0.0.0."
    case .badPort(let port): "\(port) is not a port: choose one from 0 to 65535."
    case .noPermission(let host, let port):
      "No permission to listen on port \(port) of \(host): choose a port from 1024 on, or grant CAP_NET_BIND_SERVICE."
    case .tls(let error): "Cannot serve https: \(error)."
    case .system(let error): "Cannot listen: \(error)."
    }
  }
}
