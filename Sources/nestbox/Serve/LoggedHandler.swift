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
      Reply { response in
        reply(response)
        log.note(LogEntry(request: request, response: response, seconds: Loop.clock() - start))
      })
  }
}
