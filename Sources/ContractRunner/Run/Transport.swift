import Wire

/// One connection to a target; used by one thread at a time.
package protocol Transport {
  func send(_ request: Request) throws(TransportFailure) -> Response
}

package enum TransportFailure: Error, Equatable, Sendable {
  /// Nobody is there: no contract can be judged.
  case unreachable(String)
  /// Somebody is there who does not answer, or not as HTTP has it: a contract fails.
  case timedOut(String)
  case broken(String)

  package var description: String {
    switch self {
    case .unreachable(let reason), .timedOut(let reason), .broken(let reason): reason
    }
  }
}

/// A server that contracts are held against.
package struct Target: Sendable {
  /// For people: `in process`, or the URL without its user.
  package let label: String
  /// What a curl line begins with; nil where nothing listens.
  package let url: String?
  /// Whether it has the sandbox's control API, and gives every contract a sandbox of its own.
  package let isSandbox: Bool
  /// What its own headers hold.
  package let secrets: Secrets
  package let connect: @Sendable () throws(TransportFailure) -> any Transport

  package init(
    label: String, url: String?, isSandbox: Bool, secrets: Secrets = Secrets(),
    connect: @escaping @Sendable () throws(TransportFailure) -> any Transport
  ) {
    self.label = label
    self.url = url
    self.isSandbox = isSandbox
    self.secrets = secrets
    self.connect = connect
  }
}

/// The target of each API; the same one for all, or only some.
package struct Targets: Sendable {
  private let named: [String: Target]
  private let rest: Target?

  package init(_ named: [String: Target], rest: Target? = nil) {
    self.named = named
    self.rest = rest
  }

  package subscript(api: String) -> Target? { named[api] ?? rest }
  package var all: [Target] { named.sorted { $0.key < $1.key }.map(\.value) + (rest.map { [$0] } ?? []) }
}
