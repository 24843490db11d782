import Platform
import Testing

@testable import Wire

@Suite(.everyLoop) struct HTTPClientTests {
  @Test func sendsWhatItIsGiven() throws {
    let server = try ScriptedServer("HTTP/1.1 201 Created\r\nX-A: b\r\nContent-Length: 2\r\n\r\nhi")
    let response = try HTTPClient().send(.post, server.url, headers: ["Accept": "*/*"], body: Array("body".utf8))
    #expect(response.status == 201)
    #expect(response.headers["x-a"] == "b")
    #expect(response.body == Array("hi".utf8))
    let head = "POST /path?query HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nAccept: */*\r\nContent-Length: 4\r\n\r\n"
    #expect(server.requests == [head])
  }

  @Test(arguments: [
    ["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "2\r\nhe\r\n3\r", "\nllo\r\n0\r\n\r\n"],
    ["HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", "hel", "lo"],
    ["HTTP/1.0 200 OK\r\n\r\nhello"],
    [
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n",
      "HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello",
    ],
    ["HTT", "P/1.1 200 OK\r", "\nContent-Length: 5\r\n\r", "\nhell", "o"],
  ])
  func readsBodiesOfEveryFraming(pieces: [String]) throws {
    let server = try ScriptedServer([[pieces]])
    #expect(try HTTPClient().send(.get, server.url).body == Array("hello".utf8))
  }

  @Test(arguments: [(Method.head, 200), (.get, 204), (.get, 304)])
  func expectsNoBodyWhereThereIsNone(method: Method, status: Int) throws {
    let answer = "HTTP/1.1 \(status) X\r\nContent-Length: 5\r\n\r\n"
    let server = try ScriptedServer([[[answer], ["HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"]]])
    let client = HTTPClient()
    #expect(try client.send(method, server.url).body.isEmpty)
    #expect(try client.send(.get, server.url).body == Array("x".utf8), "the connection is still in step")
  }

  @Test(arguments: [
    "HTTP/1.1 2xx OK\r\n\r\n", "ICY 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "<html>\r\n\r\n", "HTTP/1.1 200 OK\r\n bad\r\n\r\n",
  ])
  func saysThatAnAnswerIsMalformed(answer: String) throws {
    let server = try ScriptedServer(answer)
    let failure = #expect(throws: HTTPClient.Failure.self) { try HTTPClient().send(.get, server.url) }
    guard case .malformed = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
  }

  @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"])
  func saysThatTheConnectionWasClosed(answer: String) throws {
    let server = try ScriptedServer(answer)
    #expect(throws: HTTPClient.Failure.closed("http://127.0.0.1:\(server.port)")) {
      try HTTPClient().send(.get, server.url)
    }
  }

  @Test func saysThatNothingListens() throws {
    let url = try #require(HTTPURL("http://127.0.0.1:\(freePort())/"))
    #expect(throws: HTTPClient.Failure.refused(url.origin)) { try HTTPClient().send(.get, url) }
  }

  @Test func saysThatAHostIsUnknown() throws {
    let url = try #require(HTTPURL("http://no-such-host.invalid/"))
    #expect(throws: HTTPClient.Failure.unknownHost("no-such-host.invalid")) { try HTTPClient().send(.get, url) }
  }

  @Test func givesUpInTime() throws {
    var hasty = Server.Options()
    hasty.stopPatience = 0
    let server = try RunningServer.underTest(hasty) { _ in Silence() }
    defer { server.stop() }
    var options = HTTPClient.Options()
    options.patience = 0.1
    let url = try #require(HTTPURL("http://127.0.0.1:\(server.port)/"))
    #expect(throws: HTTPClient.Failure.timedOut(url.origin)) { try HTTPClient(options).send(.get, url) }
  }

  @Test func keepsItsConnection() throws {
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"
    let server = try ScriptedServer([[[answer], [answer], [answer]]])
    let client = HTTPClient()
    for _ in 0..<3 { #expect(try client.send(.get, server.url).status == 200) }
  }

  @Test func connectsAnewWhenTheServerHasClosed() throws {
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"
    let server = try ScriptedServer([[[answer]], [[answer]]])
    let client = HTTPClient()
    for round in 1...2 {
      #expect(try client.send(.get, server.url).status == 200)
      waitUntil { server.connectionsServed >= round }
    }
  }

  @Test func refusesBodiesOverItsLimit() throws {
    var options = HTTPClient.Options()
    options.bodyLimit = 4
    let server = try ScriptedServer("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello")
    #expect(throws: HTTPClient.Failure.malformed("The body is longer than 4 bytes")) {
      try HTTPClient(options).send(.get, server.url)
    }
  }

  private func freePort() throws -> Int {
    let server = try RunningServer.underTest { _ in Silence() }
    server.stop()
    return server.port
  }
}

/// Never answers.
final class Silence: Handler {
  private var replies: [Reply] = []

  func handle(_ request: Request, _ reply: Reply) { replies.append(reply) }
}

@Suite struct HTTPURLTests {
  @Test(arguments: [
    ("http://h", "h", 80, "/"), ("https://h", "h", 443, "/"), ("HTTP://h:81/a?b", "h", 81, "/a?b"),
    ("http://h?b", "h", 80, "/?b"), ("http://[::1]:82/", "::1", 82, "/"), ("http://127.0.0.1:1", "127.0.0.1", 1, "/"),
  ])
  func takesURLsApart(text: String, host: String, port: Int, target: String) throws {
    let url = try #require(HTTPURL(text))
    #expect(url.host == host)
    #expect(url.port == port)
    #expect(url.target == target)
    #expect(HTTPURL(url.description) == url)
  }

  @Test(arguments: [
    "", "h", "http:", "http://", "http:///a", "ftp://h", "http://h:", "http://h:x", "http://h:65536", "http://h:-1",
    "http://u@h", "http://h/a b", "http://h/#f", "http://::1", "http://[h]", "http://h\r\n/", "http://é/",
  ])
  func refusesWhatIsNone(text: String) { #expect(HTTPURL(text) == nil) }

  @Test(arguments: [("http://h", "http://h/v1"), ("http://h/", "http://h/v1"), ("http://h/s/a", "http://h/s/a/v1")])
  func appendsPaths(base: String, whole: String) {
    #expect(HTTPURL(base)?.appending("/v1").description == whole)
  }
}
