import Wire

/// Tells the log about everything that another handler answers.
final class LoggedHandler: Handler {
  private let handler: any Handler
  private let log: RequestLog

  init(_ handler: any Handler, _ log: RequestLog) {
    self.handler = handler
    self.log = log
  }

  func handle(_ request: Request, _ reply: Reply) {
    let start = Loop.clock()
    let log = log
    handler.handle(
      request,
      reply.telling { answer in
        guard case .response(let response) = answer else { return }
        log.note(LogEntry(request: request, response: response, seconds: Loop.clock() - start))
      })
  }
}
