import Journal
import StripeSandbox
import Wire

/// Lets answers go only when what they tell of is written down.
package final class SafeReplies: Handler {
  private struct Held {
    let answer: Wire.Answer
    let reply: Reply
    let path: String
  }

  private let handler: any Handler
  private let bookkeeper: Bookkeeper
  private let webhooks: Webhooks?
  private let loop: Loop
  private var held: [Held] = []

  package init(_ handler: any Handler, _ bookkeeper: Bookkeeper, _ webhooks: Webhooks?, _ loop: Loop) {
    self.handler = handler
    self.bookkeeper = bookkeeper
    self.webhooks = webhooks
    self.loop = loop
    webhooks?.isHeld = { bookkeeper.isBehind($0) }
    loop.atTurnsEnd = { [unowned self] in endTurn() }
  }

  package func handle(_ request: Request, _ reply: Reply) {
    handler.handle(
      request,
      reply.diverted { [unowned self] answer, reply in
        guard bookkeeper.isBehind else { return reply(answer) }
        held.append(Held(answer: answer, reply: reply, path: request.path))
      })
  }

  private func endTurn() {
    guard bookkeeper.isBehind || !held.isEmpty else { return }
    var failure: JournalError?
    do throws(JournalError) { try bookkeeper.commit() } catch { failure = error }
    let replies = held
    held = []
    for held in replies { held.reply(failure.map { Self.refuse(held, $0) } ?? held.answer) }
    webhooks?.pumpWaiting()
    // Whoever was answered may have asked for more.
    if bookkeeper.isBehind || !held.isEmpty { loop.after(0) {} }
  }

  /// Shaped like the API's own errors.
  private static func refuse(_ held: Held, _ failure: JournalError) -> Wire.Answer {
    guard case .response = held.answer else { return held.answer }
    let message = JSON.string("Nothing was changed, because the change could not be kept: \(failure).")
    guard held.path.hasPrefix("/v1/") || held.path.hasPrefix("/v2/") || held.path.hasPrefix("/_sandbox") else {
      return .response(.json(500, ["statusCode": 500, "message": message]))
    }
    var response = Response.json(500, ["error": ["message": message, "type": "api_error"]])
    response.headers["Stripe-Should-Retry"] = "false"
    return .response(response)
  }
}
