import Wire

/// A handler of this process as a target: no socket, no bytes on the way.
package struct HandlerTransport: Transport {
  private let handler: LockedHandler

  /// Only the thread that holds the lock touches the handler, which is what handlers ask for.
  private final class LockedHandler: @unchecked Sendable {
    private let handler: any Handler
    private let lock = Locked(())

    init(_ handler: any Handler) { self.handler = handler }

    func answer(_ request: Request) -> Answer? {
      lock.withLock { _ in
        var answer: Answer?
        handler.handle(request, Reply(answer: { answer = $0 }))
        return answer
      }
    }
  }

  private init(_ handler: LockedHandler) { self.handler = handler }

  package func send(_ request: Request) throws(TransportFailure) -> Response {
    switch handler.answer(request) {
    case .response(let response): return response
    case .dropped: throw .broken("the connection was closed without an answer")
    case .truncated: throw .broken("the connection was closed in the middle of the answer")
    case nil: throw .timedOut("the handler did not answer at once")
    }
  }

  /// The handler must have no other callers from here on.
  package static func target(_ handler: any Handler, isSandbox: Bool = true) -> Target {
    let handler = LockedHandler(handler)
    var manners = Target.Manners()
    manners.dropsSandboxes = false
    return Target(label: "in process", url: nil, isSandbox: isSandbox, manners: manners) { HandlerTransport(handler) }
  }
}
