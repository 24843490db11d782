/// What a watched descriptor waits for, and what happened to it: the bits of `poll`, which are epoll's as well.
package struct Readiness: OptionSet, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package static let readable = Readiness(rawValue: UInt32(POLLIN))
  package static let writable = Readiness(rawValue: UInt32(POLLOUT))
  /// Both directions are closed, or the connection broke. Always reported, asked for or not.
  package static let hangup = Readiness(rawValue: UInt32(POLLHUP | POLLERR))
}

/// How a loop waits for its descriptors, level-triggered.
package enum Poller {
  package enum Kind: String, CaseIterable, Sendable {
    #if os(Linux)
      case epoll
    #endif
    case poll

    /// The quickest that there is.
    package static let standard = allCases[0]
  }

  #if os(Linux)
    case epoll(Epoll)
  #endif
  case poll(Poll)

  package init(_ kind: Kind) throws(SystemError) {
    switch kind {
    #if os(Linux)
      case .epoll: self = .epoll(try Epoll())
    #endif
    case .poll: self = .poll(Poll())
    }
  }

  package func add(_ raw: Int32, _ interest: Readiness, tag: UInt64) throws(SystemError) {
    switch self {
    #if os(Linux)
      case .epoll(let epoll): try epoll.add(raw, interest, tag: tag)
    #endif
    case .poll(let poll): poll.add(raw, interest, tag: tag)
    }
  }

  /// Cannot fail for a descriptor that was added.
  package func change(_ raw: Int32, _ interest: Readiness, tag: UInt64) {
    switch self {
    #if os(Linux)
      case .epoll(let epoll): epoll.change(raw, interest, tag: tag)
    #endif
    case .poll(let poll): poll.change(raw, interest)
    }
  }

  package func remove(_ raw: Int32) {
    switch self {
    #if os(Linux)
      case .epoll(let epoll): epoll.remove(raw)
    #endif
    case .poll(let poll): poll.remove(raw)
    }
  }

  /// Waits for events, at most so long (for ever if negative), and says how many came.
  package func wait(milliseconds: Int32) -> Int {
    switch self {
    #if os(Linux)
      case .epoll(let epoll): epoll.wait(milliseconds: milliseconds)
    #endif
    case .poll(let poll): poll.wait(milliseconds: milliseconds)
    }
  }

  package func event(_ index: Int) -> (tag: UInt64, readiness: Readiness) {
    switch self {
    #if os(Linux)
      case .epoll(let epoll): epoll.event(index)
    #endif
    case .poll(let poll): poll.event(index)
    }
  }
}
