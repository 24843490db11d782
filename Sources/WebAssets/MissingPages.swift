import Wire

/// Gives a browser a page where another handler finds nothing; a program gets the JSON that it expects.
package final class MissingPages: Handler {
  private let handler: any Handler

  package init(_ handler: any Handler) {
    self.handler = handler
  }

  package func handle(_ request: Request, _ reply: Reply) {
    guard request.method == .get, request.wantsHTML else { return handler.handle(request, reply) }
    let page = reply.diverted { answer, reply in
      if case .response(let response) = answer, response.status == 404, !response.isPage {
        reply(Page.missing.response(to: request, status: 404))
      } else {
        reply(answer)
      }
    }
    handler.handle(request, page)
  }
}

extension Response {
  /// It tells a browser already what is missing.
  fileprivate var isPage: Bool { headers["Content-Type"]?.hasPrefix("text/html") == true }
}
