import Wire

/// One connection to a target; used by one thread at a time.
package protocol Transport {
  func send(_ request: Request) throws(TransportFailure) -> Response
  /// For answers that do not end by themselves: takes as much as is enough, or what came in time.
  func send(_ request: Request, until isEnough: @escaping (Response) -> Bool) throws(TransportFailure) -> Response
}

extension Transport {
  package func send(_ request: Request, until isEnough: @escaping (Response) -> Bool) throws(TransportFailure)
    -> Response
  {
    try send(request)
  }
}

package enum TransportFailure: Error, Equatable, Sendable {
  /// There is no server: no contract can be judged.
  case unreachable(String)
  /// The server does not answer, or not as HTTP has it: a contract fails.
  case timedOut(String)
  case broken(String)
  /// It must not be sent.
  case refused(String)

  static func noTarget(_ api: String) -> Self { .unreachable("there is no target for \(api)") }

  package var description: String {
    switch self {
    case .unreachable(let reason), .timedOut(let reason), .broken(let reason), .refused(let reason): reason
    }
  }
}

/// A server that contracts are held against.
package struct Target: Sendable {
  /// How it may be asked.
  package struct Manners: Sendable {
    /// How many requests a second; nil is no limit.
    package var perSecond: Int?
    /// For an API other than Stripe's whose keys look like Stripe's live ones.
    package var sendsLiveKeys = false
    /// Whether what a story leaves in a sandbox of its own goes away with it.
    package var dropsSandboxes = true

    package init() {}
  }

  /// For people: `in process`, or the URL without its user.
  package let label: String
  /// The beginning of a curl line; nil where nothing listens.
  package let url: String?
  /// Whether it has the sandbox's control API, and gives every contract a sandbox of its own.
  package let isSandbox: Bool
  /// The secrets in its own headers.
  package let secrets: Secrets
  /// Where its own addresses begin, to tell them from others' in its answers; nil where nothing listens.
  package let base: HTTPURL?
  package let manners: Manners
  let pace: Pace
  package let connect: @Sendable () throws(TransportFailure) -> any Transport

  package init(
    label: String, url: String?, isSandbox: Bool, secrets: Secrets = Secrets(), base: HTTPURL? = nil,
    manners: Manners = Manners(),
    connect: @escaping @Sendable () throws(TransportFailure) -> any Transport
  ) {
    self.label = label
    self.url = url
    self.isSandbox = isSandbox
    self.secrets = secrets
    self.base = base
    self.manners = manners
    pace = Pace(perSecond: manners.perSecond)
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
  package var labels: [String] {
    var seen: Set<String> = []
    return all.map(\.label).filter { seen.insert($0).inserted }
  }
  package var all: [Target] { named.sorted { $0.key < $1.key }.map(\.value) + (rest.map { [$0] } ?? []) }
}
