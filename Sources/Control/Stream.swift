import Wire

/// Server-sent events: what happens, as it happens.
final class Stream {
  private var listeners: [BodyStream] = []

  func open(_ reply: Reply) {
    let headers: Headers = ["Content-Type": "text/event-stream", "Cache-Control": "no-cache"]
    let listener = reply.stream(Response(200, headers: headers, body: Array(": open\n\n".utf8)))
    listener.onClose = { [weak self, weak listener] in self?.listeners.removeAll { $0 === listener } }
    listeners.append(listener)
  }

  func tell(_ kind: String, _ data: @autoclosure () -> JSON) {
    guard !listeners.isEmpty else { return }
    let message = Array("event: \(kind)\ndata: \(data().text)\n\n".utf8)
    for listener in listeners { listener.write(message) }
  }
}
