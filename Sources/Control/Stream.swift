import Wire

/// Server-sent events: what happens, as it happens.
final class Stream {
  private struct Listener {
    let body: BodyStream
    /// Nil: it hears of all.
    let sandbox: String?
  }

  private var listeners: [Listener] = []

  /// - Parameter sandbox: the sandbox to tell of; nil: all of them.
  func open(_ reply: Reply, sandbox: String?) {
    let headers: Headers = ["Content-Type": "text/event-stream", "Cache-Control": "no-cache"]
    let body = reply.stream(Response(200, headers: headers, body: Array(": open\n\n".utf8)))
    // The answer to HEAD is complete already.
    guard body.isOpen else { return }
    body.onClose = { [weak self, weak body] in self?.listeners.removeAll { $0.body === body } }
    listeners.append(Listener(body: body, sandbox: sandbox))
  }

  var count: Int { listeners.count }

  func tell(_ kind: String, of sandbox: @autoclosure () -> String, _ data: @autoclosure () -> JSON) {
    guard !listeners.isEmpty else { return }
    let sandbox = sandbox()
    let interested = listeners.filter { $0.sandbox == nil || $0.sandbox == sandbox }
    guard !interested.isEmpty else { return }
    let message = Array("event: \(kind)\ndata: \(data().text)\n\n".utf8)
    for listener in interested { listener.body.write(message) }
  }
}
