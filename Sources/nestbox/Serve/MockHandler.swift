import Wire

/// Says with every answer which stripe-mock it stands in for: test suites look for that before they begin.
final class MockHandler: Handler {
  private static let version = "0.197.0"
  private let handler: any Handler

  init(_ handler: any Handler) { self.handler = handler }

  func handle(_ request: Request, _ reply: Reply) {
    // The control API has streams, and is nothing that stripe-mock has.
    guard !request.path.hasPrefix("/_sandbox") else { return handler.handle(request, reply) }
    let stamped = Reply(answer: { answer in
      guard case .response(var response) = answer else { return reply(answer) }
      response.headers.append("Stripe-Mock-Version", Self.version)
      reply(response)
    })
    handler.handle(request, stamped)
  }
}
