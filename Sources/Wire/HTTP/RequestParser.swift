/// HTTP/1.1 requests out of bytes that come in pieces (RFC 9112). Bytes in, requests out: it knows no socket.
///
/// Where the RFC lets a recipient be lenient and two recipients could then disagree on where a request ends, it is strict.
struct RequestParser: ~Copyable {
  struct Limits: Sendable {
    var head = 64 << 10
    var body = 8 << 20
    /// For paths that take more, or less.
    var bodies: KeyValuePairs<String, Int> = [:]
    /// Paths to which bodies of any length are put, and read as they come.
    var streamed: [String] = []

    func body(of path: String) -> Int { bodies.first { $0.key == path }?.value ?? body }
  }

  enum Step {
    /// All input but the start of a line is consumed.
    case incomplete
    /// The client waits for a word before it sends its body.
    case continueExpected
    case request(Request, Exchange)
    /// A piece of the body of a request that was handed out with an `upload`.
    case piece([UInt8], isLast: Bool)
    case rejected(Rejection)
  }

  private let limits: Limits
  private var lines: LineReader
  private var head = RequestHead()
  private var hasRequestLine = false
  private var body: BodyReader?
  private var streaming = Streaming.no

  private enum Streaming { case no, begins, goesOn }

  init(_ limits: Limits = Limits()) {
    self.limits = limits
    lines = LineReader(limit: limits.head)
  }

  /// The head is complete, and the body is not.
  var isReadingBody: Bool { body != nil }
  /// How much of an unfinished body is held.
  var heldBytes: Int { body?.bytes.count ?? 0 }
  /// Between requests.
  var isIdle: Bool { !hasRequestLine && lines.isFresh }

  /// Parses from `position` on and moves it behind what it consumed. The rest has to be given again, with more.
  mutating func next(_ input: Span<UInt8>, _ position: inout Int) -> Step {
    do throws(Rejection) {
      if body == nil {
        guard try readHead(input, &position) else { return .incomplete }
        guard let framing = head.framing.ofRequest else { return finish([]) }
        let isStreamed = head.request.method == .put && limits.streamed.contains(head.request.path)
        let limit = isStreamed ? Int.max : limits.body(of: head.request.path)
        body = try BodyReader(framing, limit: limit, lines: lines)
        if isStreamed { streaming = .begins }
        if head.expectsContinue, position == input.count { return .continueExpected }
      }
      switch streaming {
      case .no: break
      case .begins:
        streaming = .goesOn
        return beginUpload()
      case .goesOn:
        let isLast = try body?.read(input, &position) == true
        let bytes = body?.takeBytes() ?? []
        if isLast { reset() }
        return bytes.isEmpty && !isLast ? .incomplete : .piece(bytes, isLast: isLast)
      }
      guard try body?.read(input, &position) == true else { return .incomplete }
      return finish(body?.bytes ?? [])
    } catch {
      return .rejected(error)
    }
  }

  /// Whether the head is complete.
  private mutating func readHead(_ input: Span<UInt8>, _ position: inout Int) throws(Rejection) -> Bool {
    while let line = try lines.next(input, &position) {
      if hasRequestLine {
        if line.isEmpty {
          try head.check()
          return true
        }
        try head.readField(input.extracting(line))
      } else if !line.isEmpty {
        try head.readRequestLine(input.extracting(line))
        hasRequestLine = true
      }
      // RFC 9112, 2.2: empty lines before a request are ignored.
    }
    return false
  }

  private mutating func finish(_ body: [UInt8]) -> Step {
    var head = RequestHead()
    swap(&head, &self.head)
    let (request, exchange) = head.finish(body)
    reset()
    return .request(request, exchange)
  }

  private mutating func beginUpload() -> Step {
    var head = RequestHead()
    swap(&head, &self.head)
    var (request, exchange) = head.finish([])
    request.upload = Upload()
    return .request(request, exchange)
  }

  private mutating func reset() {
    lines.reset()
    hasRequestLine = false
    body = nil
    streaming = .no
  }
}

/// The facts of a request that decide how its answer is sent.
struct Exchange {
  var keepsAlive = true
  /// HEAD: a handler sees GET, and its body is not sent.
  var omitsBody = false
  /// HTTP/1.0 knows neither chunks nor keep-alive by default.
  var isOld = false
  /// Pages of other origins may read the answer.
  var isShared = true
}
