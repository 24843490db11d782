import Testing

@testable import Wire

@Suite struct RequestParserTests {
  @Test(arguments: AcceptedCase.all)
  func acceptsHoweverTheInputIsCut(example: AcceptedCase) {
    let bytes = Array(example.text.utf8)
    let whole = Parsed([bytes[...]])
    #expect(whole.requests == example.requests)
    #expect(whole.rejection == nil)
    for cut in bytes.indices { #expect(Parsed([bytes[..<cut], bytes[cut...]]) == whole, "cut at \(cut)") }
    #expect(Parsed(bytes.indices.map { bytes[$0...$0] }) == whole)
  }

  @Test(arguments: RejectedCase.all)
  func rejects(example: RejectedCase) {
    let bytes = Array(example.text.utf8)
    #expect(Parsed([bytes[...]]).rejection == example.status)
    let step = max(1, bytes.count / 100)
    for cut in stride(from: 0, to: bytes.count, by: step) {
      let parsed = Parsed([bytes[..<cut], bytes[cut...]])
      #expect(parsed.rejection == example.status && parsed.requests.isEmpty, "cut at \(cut)")
    }
  }

  @Test func rejectsWhatIsNotUTF8InAPath() {
    let bytes = Array("GET /".utf8) + [0xFF] + Array(" HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
    #expect(Parsed([bytes[...]]).rejection == 400)
  }

  @Test func acceptsExactlyItsLimits() {
    let head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"
    let bytes = Array((head + "123456789").utf8)
    #expect(Parsed([bytes[...]], limits: .init(head: head.utf8.count, body: 9)).rejection == nil)
    #expect(Parsed([bytes[...]], limits: .init(head: head.utf8.count - 1, body: 9)).rejection == 431)
    #expect(Parsed([bytes[...]], limits: .init(head: head.utf8.count, body: 8)).rejection == 413)
  }

  @Test func aPathMayTakeMore() {
    let limits = RequestParser.Limits(body: 4, bodies: ["/large": 5])
    for (path, rejection) in [("/large", nil), ("/s/alan/large", nil), ("/larger", 413), ("/", 413)] {
      let text = "PUT \(path) HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nstate"
      #expect(Parsed([Array(text.utf8)[...]], limits: limits).rejection == rejection)
    }
  }

  @Test func chunksTogetherMayNotExceedTheLimit() {
    let text = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n"
    #expect(Parsed([Array(text.utf8)[...]], limits: .init(body: 10)).rejection == nil)
    #expect(Parsed([Array(text.utf8)[...]], limits: .init(body: 9)).rejection == 413)
  }

  @Test func asksForABodyThatIsHeldBack() {
    let head = Array("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n".utf8)
    let body = Array("hi".utf8)
    let held = Parsed([head[...], body[...]])
    #expect(held.continues == 1)
    #expect(held.requests == ["POST / Expect=100-continue Content-Length=2 “hi”"])
    #expect(Parsed([(head + body)[...]]).continues == 0, "the body is there already")
    let old = Array("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n".utf8)
    #expect(Parsed([old[...], body[...]]).continues == 0, "HTTP/1.0 does not know it")
    let none = Array("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n\r\n".utf8)
    #expect(Parsed([none[...]]).continues == 0, "there is nothing to wait for")
  }

  @Test func knowsWhenItIsBetweenRequests() {
    let request = Array("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi".utf8)
    #expect(Parsed([]).isIdle)
    for cut in 1..<request.count { #expect(!Parsed([request[..<cut]]).isIdle, "after \(cut) bytes") }
    #expect(Parsed([request[...]]).isIdle)
  }
}

/// What a parser made of a stream of bytes.
struct Parsed: Equatable, CustomStringConvertible {
  var requests: [String] = []
  var continues = 0
  var rejection: Int?
  var isIdle = true

  var description: String { "\(requests), \(continues) × 100, \(rejection.map(String.init) ?? "accepted")" }

  /// Feeds the pieces one after the other, as a connection does.
  init(_ pieces: [ArraySlice<UInt8>], limits: RequestParser.Limits = .init()) {
    var parser = RequestParser(limits)
    var input: [UInt8] = []
    for piece in pieces {
      input += piece
      var position = 0
      take(&parser, input, &position)
      input.removeFirst(position)
      if rejection != nil { break }
    }
    isIdle = parser.isIdle
  }

  private mutating func take(_ parser: inout RequestParser, _ input: [UInt8], _ position: inout Int) {
    while true {
      switch parser.next(input.span, &position) {
      case .incomplete: return
      case .continueExpected: continues += 1
      case .request(let request, let exchange): requests.append(Self.line(request, exchange))
      case .piece(let bytes, let isLast):
        requests.append("piece \(String(decoding: bytes, as: UTF8.self))\(isLast ? " end" : "")")
      case .rejected(let rejection):
        self.rejection = rejection.status
        return
      }
    }
  }

  private static func line(_ request: Request, _ exchange: Exchange) -> String {
    var line = "\(request.method.rawValue) \(request.path)"
    if !request.query.isEmpty { line += "?\(request.query)" }
    if let sandbox = request.sandbox { line += " in \(sandbox)" }
    if !exchange.keepsAlive { line += " close" }
    if exchange.omitsBody { line += " bare" }
    if exchange.isOld { line += " old" }
    for (name, value) in request.headers.fields where name != "Host" || value != "x" { line += " \(name)=\(value)" }
    if !request.body.isEmpty { line += " “\(String(decoding: request.body, as: UTF8.self))”" }
    return line
  }
}
