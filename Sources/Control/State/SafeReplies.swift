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
  private let failure: (_ path: String) -> Gate.Failure
  private var held: [Held] = []
  private var hooks: [Hook] = []

  /// - Parameter failure: the shape of errors of the API that a path belongs to.
  package init(
    _ handler: any Handler, _ bookkeeper: Bookkeeper, _ webhooks: Webhooks?, _ loop: Loop,
    failure: @escaping (_ path: String) -> Gate.Failure
  ) {
    self.handler = handler
    self.bookkeeper = bookkeeper
    self.webhooks = webhooks
    self.loop = loop
    self.failure = failure
    hooks = [
      webhooks?.hold { bookkeeper.isBehind($0) }, loop.turnEnds.add { [unowned self] in endTurn() },
    ].compactMap(\.self)
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
    var error: JournalError?
    do throws(JournalError) { try bookkeeper.commit() } catch let caught { error = caught }
    let replies = held
    held = []
    for held in replies { held.reply(error.map { refuse(held, $0) } ?? held.answer) }
    webhooks?.pumpWaiting()
    // A client that got its answer may have sent more.
    if bookkeeper.isBehind || !held.isEmpty { loop.after(0) {} }
  }

  private func refuse(_ held: Held, _ error: JournalError) -> Wire.Answer {
    guard case .response = held.answer else { return held.answer }
    return .response(failure(held.path)(500, "Nothing was changed, because the change could not be kept: \(error)."))
  }
}
