/// HTTP/1.1 requests out of bytes that come in pieces (RFC 9112). Bytes in, requests out: it knows no socket.
///
/// Where the RFC lets a recipient be lenient and two recipients could then disagree on where a request ends, it is strict.
struct RequestParser {
  struct Limits: Sendable {
    var head = 64 << 10
    var body = 8 << 20
  }

  /// Input that cannot be answered by a handler; the connection closes after saying so.
  struct Rejection: Error, Equatable {
    let status: Int
    let reason: String
  }

  enum Step {
    /// All input but the start of a line is consumed.
    case incomplete
    /// The client waits for a word before it sends its body.
    case continueExpected
    case request(Request, Exchange)
    case rejected(Rejection)
  }

  private enum State {
    case requestLine
    case fields
    case body(left: Int)
    case chunkSize
    case chunk(left: Int)
    case chunkEnd
    case trailers
  }

  private let limits: Limits
  private var state = State.requestLine
  /// How many of the bytes not yet consumed are known to hold no line end.
  private var scanned = 0
  private var headSize = 0
  private var head = RequestHead()
  private var body: [UInt8] = []

  init(_ limits: Limits = Limits()) { self.limits = limits }

  /// Between requests.
  var isIdle: Bool { if case .requestLine = state { scanned == 0 } else { false } }

  /// Parses from `position` on and moves it behind what it consumed. The rest has to be given again, with more.
  mutating func next(_ input: Span<UInt8>, _ position: inout Int) -> Step {
    do throws(Rejection) {
      while let step = try advance(input, &position) {
        if let step { return step }
      }
      return .incomplete
    } catch {
      return .rejected(error)
    }
  }

  /// One state's work: nil when it needs more input, `.some(nil)` when there is more to do.
  private mutating func advance(_ input: Span<UInt8>, _ position: inout Int) throws(Rejection) -> Step?? {
    switch state {
    case .requestLine:
      guard let line = try line(input, &position) else { return nil }
      // RFC 9112, 2.2: empty lines before a request are ignored.
      guard !line.isEmpty else { return .some(nil) }
      try head.readRequestLine(input.extracting(line))
      state = .fields
    case .fields:
      guard let line = try line(input, &position) else { return nil }
      if line.isEmpty { return try endHead(input.count > position) }
      try head.readField(input.extracting(line))
    case .body(let left):
      let count = take(left, input, &position)
      if count == left { return .some(finish()) }
      state = .body(left: left - count)
      return nil
    case .chunkSize:
      guard let line = try line(input, &position) else { return nil }
      let size = try chunkSize(input.extracting(line))
      state = size == 0 ? .trailers : .chunk(left: size)
    case .chunk(let left):
      let count = take(left, input, &position)
      state = count == left ? .chunkEnd : .chunk(left: left - count)
      if count < left { return nil }
    case .chunkEnd:
      guard let line = try line(input, &position) else { return nil }
      guard line.isEmpty else { throw Rejection(status: 400, reason: "A chunk is longer than its size") }
      headSize = 0
      state = .chunkSize
    case .trailers:
      guard let line = try line(input, &position) else { return nil }
      if line.isEmpty { return .some(finish()) }
    }
    return .some(nil)
  }

  private mutating func line(_ input: Span<UInt8>, _ position: inout Int) throws(Rejection) -> Range<Int>? {
    guard let end = input.firstIndex(of: UInt8(ascii: "\n"), from: position + scanned) else {
      scanned = input.count - position
      if headSize + scanned > limits.head { throw tooLong }
      return nil
    }
    let start = position
    position = end + 1
    scanned = 0
    headSize += position - start
    if headSize > limits.head { throw tooLong }
    guard end > start, input[end - 1] == UInt8(ascii: "\r") else {
      throw Rejection(status: 400, reason: "A line does not end in CR LF")
    }
    return start..<(end - 1)
  }

  private var tooLong: Rejection {
    Rejection(status: 431, reason: "The request line and headers are longer than \(limits.head) bytes")
  }

  private mutating func endHead(_ hasMore: Bool) throws(Rejection) -> Step? {
    try head.check()
    headSize = 0
    if head.isChunked {
      state = .chunkSize
    } else {
      let length = head.contentLength ?? 0
      if length == 0 { return finish() }
      if length > limits.body { throw tooLarge }
      body.reserveCapacity(min(length, 64 << 10))
      state = .body(left: length)
    }
    return head.expectsContinue && !hasMore ? .continueExpected : nil
  }

  private mutating func take(_ left: Int, _ input: Span<UInt8>, _ position: inout Int) -> Int {
    let count = min(left, input.count - position)
    input.extracting(position..<(position + count)).withUnsafeBufferPointer { body.append(contentsOf: $0) }
    position += count
    return count
  }

  private var tooLarge: Rejection {
    Rejection(status: 413, reason: "The body is longer than \(limits.body) bytes")
  }

  private func chunkSize(_ line: Span<UInt8>) throws(Rejection) -> Int {
    var size = 0
    var index = 0
    while index < line.count, let digit = hexDigit(line[index]) {
      size = size << 4 | Int(digit)
      index += 1
      if size > limits.body { throw tooLarge }
    }
    let extends = index < line.count && (line[index] == UInt8(ascii: ";") || line[index] == UInt8(ascii: " "))
    guard index > 0, index == line.count || extends, !line.hasControl else {
      throw Rejection(status: 400, reason: "A chunk's size is not a hexadecimal number")
    }
    if body.count + size > limits.body { throw tooLarge }
    return size
  }

  private mutating func finish() -> Step {
    let request = head.request(body)
    let exchange = head.exchange
    state = .requestLine
    headSize = 0
    head = RequestHead()
    body = []
    return .request(request, exchange)
  }
}

/// What of a request matters for the way in which its answer is sent.
struct Exchange {
  var keepsAlive = true
  /// HEAD: a handler sees GET, and its body is not sent.
  var omitsBody = false
  /// HTTP/1.0 knows neither chunks nor keep-alive by default.
  var isOld = false
}
