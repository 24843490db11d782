/// Whatever answers requests. Called on the loop's thread only, so it may own mutable state without locks.
package protocol Handler: AnyObject {
  func handle(_ request: Request, _ reply: Reply)
}

/// The outcome of a request. All but the first are faults that a handler may ask for.
package enum Answer: Sendable {
  case response(Response)
  /// The connection closes without an answer.
  case dropped
  /// The connection closes in the middle of the body.
  case truncated(Response)
}

/// Takes the answer back to the client. Answer once, now or later, on the loop's thread. A second answer, or one to a
/// client that went away, does nothing.
package struct Reply {
  private let target: any ReplyTarget
  private let ticket: UInt64

  package init(_ target: any ReplyTarget, ticket: UInt64 = 0) {
    self.target = target
    self.ticket = ticket
  }

  package init(answer deliver: @escaping (Answer) -> Void) {
    self.init(ReplyClosure(deliver))
  }

  /// For callers without a word for faults: they get 502 in their place.
  package init(_ deliver: @escaping (Response) -> Void) {
    self.init(answer: { answer in
      if case .response(let response) = answer { deliver(response) } else { deliver(Response(502)) }
    })
  }

  package func callAsFunction(_ response: Response) { target.deliver(.response(response), ticket) }

  package func drop() { target.deliver(.dropped, ticket) }

  package func truncate(_ response: Response) { target.deliver(.truncated(response), ticket) }

  package func callAsFunction(_ answer: Answer) { target.deliver(answer, ticket) }

  /// Starts an answer whose body comes piece by piece; the response's own body is its first piece.
  package func stream(_ response: Response) -> BodyStream { target.stream(response, ticket) }
}

extension Reply {
  /// The same reply, with a call to `note` after each answer. Streams pass without one.
  package func telling(_ note: @escaping (Answer) -> Void) -> Reply {
    Reply(ToldReply(self, note))
  }

  /// The same reply, with its answers handed to `send`. Streams pass.
  package func diverted(_ send: @escaping (_ answer: Answer, _ reply: Reply) -> Void) -> Reply {
    Reply(DivertedReply(self, send))
  }
}

private final class DivertedReply: ReplyTarget {
  private let reply: Reply
  private let send: (Answer, Reply) -> Void

  init(_ reply: Reply, _ send: @escaping (Answer, Reply) -> Void) {
    self.reply = reply
    self.send = send
  }

  func deliver(_ answer: Answer, _ ticket: UInt64) { send(answer, reply) }

  func stream(_ response: Response, _ ticket: UInt64) -> BodyStream { reply.stream(response) }
}

private final class ToldReply: ReplyTarget {
  private let reply: Reply
  private let note: (Answer) -> Void

  init(_ reply: Reply, _ note: @escaping (Answer) -> Void) {
    self.reply = reply
    self.note = note
  }

  func deliver(_ answer: Answer, _ ticket: UInt64) {
    reply(answer)
    note(answer)
  }

  func stream(_ response: Response, _ ticket: UInt64) -> BodyStream { reply.stream(response) }
}

/// Where answers go: a connection, or something in the same process.
package protocol ReplyTarget: AnyObject {
  /// - Parameter ticket: the ticket that the reply was made with.
  func deliver(_ answer: Answer, _ ticket: UInt64)
  func stream(_ response: Response, _ ticket: UInt64) -> BodyStream
}

private final class ReplyClosure: ReplyTarget {
  private var closure: ((Answer) -> Void)?

  init(_ closure: @escaping (Answer) -> Void) { self.closure = closure }

  func deliver(_ answer: Answer, _ ticket: UInt64) {
    let deliver = closure
    closure = nil
    deliver?(answer)
  }

  func stream(_ response: Response, _ ticket: UInt64) -> BodyStream {
    BodyStream(CollectedBody(response, self))
  }
}
