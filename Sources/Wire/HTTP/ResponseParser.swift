/// One HTTP/1.1 response out of bytes that come in pieces.
struct ResponseParser {
  private let limit: Int
  private let omitsBody: Bool
  /// How many interim answers are put up with before the one that counts.
  private var interimLeft = 16
  private var lines = LineReader(limit: 256 << 10)
  private var status: Int?
  private var headers = Headers()
  private var framing = MessageFraming()
  private var body: BodyReader?

  /// The answer to HEAD tells of a body that does not come.
  init(limit: Int, omitsBody: Bool) {
    self.limit = limit
    self.omitsBody = omitsBody
  }

  var keepsAlive: Bool { framing.keepsAlive && body?.endsWithConnection != true }

  /// The response, when it is complete; moves `position` behind what it consumed.
  mutating func next(_ input: Span<UInt8>, _ position: inout Int) throws(Rejection) -> Response? {
    while body == nil {
      guard let line = try lines.next(input, &position) else { return nil }
      try read(input.extracting(line))
    }
    guard try body?.read(input, &position) == true else { return nil }
    return response
  }

  /// The response that the end of the connection completes, if it does.
  var atEnd: Response? { body?.endsWithConnection == true ? response : nil }

  /// The part that has arrived, once the head is complete.
  var partial: Response? { body == nil ? nil : response }

  private var response: Response { Response(status ?? 0, headers: headers, body: body?.bytes ?? []) }

  private mutating func read(_ line: Span<UInt8>) throws(Rejection) {
    guard let status else { return try readStatusLine(line) }
    guard line.isEmpty else {
      let (name, value) = try FieldLine.split(line)
      try framing.read(line.extracting(name), line.extracting(value))
      return headers.append(name: line.extracting(name), value: line.extracting(value))
    }
    if (100...199).contains(status) {
      // An interim answer; the one that counts follows.
      guard interimLeft > 0 else { throw .malformed("Only interim answers come") }
      let left = interimLeft - 1
      self = ResponseParser(limit: limit, omitsBody: omitsBody)
      interimLeft = left
    } else {
      let isEmpty = omitsBody || status == 204 || status == 304
      body = try BodyReader(isEmpty ? .length(0) : framing.ofResponse, limit: limit, lines: lines)
    }
  }

  private mutating func readStatusLine(_ line: Span<UInt8>) throws(Rejection) {
    guard line.count >= 12, line[8] == UInt8(ascii: " "), let status = Int(line.extracting(9..<12).text),
      (100...999).contains(status), line.count == 12 || line[12] == UInt8(ascii: " ")
    else { throw .malformed("The status line is not HTTP/1.1 STATUS REASON") }
    try framing.readVersion(line.extracting(0..<8))
    self.status = status
  }
}
