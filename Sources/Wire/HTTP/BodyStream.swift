/// A body that its handler writes when it has something to say, as server-sent events do.
package final class BodyStream {
  /// Called once when the other side is gone or the server stops; not after `end`.
  package var onClose: (() -> Void)?
  package private(set) var isOpen = true
  private var sink: (any BodySink)?

  init(_ sink: (any BodySink)?) {
    self.sink = sink
    isOpen = sink != nil
  }

  /// One that nobody reads.
  package convenience init() { self.init(nil) }

  /// Sends a piece at once. Does nothing when the stream is closed.
  package func write(_ bytes: [UInt8]) { sink?.write(bytes) }

  package func write(_ text: String) { write(Array(text.utf8)) }

  package func end() {
    guard isOpen else { return }
    isOpen = false
    onClose = nil
    sink?.end()
    sink = nil
  }

  func close() {
    guard isOpen else { return }
    isOpen = false
    sink = nil
    let tell = onClose
    onClose = nil
    tell?()
  }
}

protocol BodySink: AnyObject {
  func write(_ bytes: [UInt8])
  func end()
}

/// In process there is no wire to stream over: the whole answer is delivered at its end.
final class CollectedBody: BodySink {
  private var response: Response
  private let target: any ReplyTarget

  init(_ response: Response, _ target: any ReplyTarget) {
    self.response = response
    self.target = target
  }

  func write(_ bytes: [UInt8]) { response.body.append(contentsOf: bytes) }
  func end() { target.deliver(.response(response), 0) }
}
