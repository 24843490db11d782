/// A body that its handler writes when it has something to say, as server-sent events do.
package final class BodyStream {
  /// Called once when the other side is gone or the server stops; not after `end`.
  package var onClose: (() -> Void)?
  /// Called once when all that was written has gone out, after `isBlocked`.
  package var onDrain: (() -> Void)?
  package private(set) var isOpen = true
  private var sink: (any BodySink)?

  init(_ sink: (any BodySink)?) {
    self.sink = sink
    isOpen = sink != nil
  }

  /// A stream without a reader.
  package convenience init() { self.init(nil) }

  /// Whether the other side has not taken all that was written. Much more is not kept for it.
  package var isBlocked: Bool { sink?.isBlocked ?? false }

  func tellDrained() {
    let tell = onDrain
    onDrain = nil
    tell?()
  }

  /// Sends a piece at once. Does nothing when the stream is closed.
  package func write(_ bytes: [UInt8]) { sink?.write(bytes) }

  package func write(_ text: String) { write(Array(text.utf8)) }

  package func end() {
    guard isOpen else { return }
    isOpen = false
    onClose = nil
    onDrain = nil
    sink?.end()
    sink = nil
  }

  func close() {
    guard isOpen else { return }
    isOpen = false
    sink = nil
    onDrain = nil
    let tell = onClose
    onClose = nil
    tell?()
  }
}

protocol BodySink: AnyObject {
  var isBlocked: Bool { get }
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

  var isBlocked: Bool { false }
  func write(_ bytes: [UInt8]) { response.body.append(contentsOf: bytes) }
  func end() { target.deliver(.response(response), 0) }
}
