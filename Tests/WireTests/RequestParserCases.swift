import Testing

@testable import Wire

struct AcceptedCase: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String
  let requests: [String]

  init(_ name: String, _ text: String, _ requests: String...) {
    self.name = name
    self.text = text
    self.requests = requests
  }

  var testDescription: String { name }

  static let all = [
    AcceptedCase("plain", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "GET /"),
    AcceptedCase("query", "GET /a/b?c=d%20e&f[]=g HTTP/1.1\r\nHost: x\r\n\r\n", "GET /a/b?c=d%20e&f[]=g"),
    AcceptedCase("empty query", "GET /a? HTTP/1.1\r\nHost: x\r\n\r\n", "GET /a"),
    AcceptedCase(
      "Content-Length", "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello",
      "POST /a Content-Length=5 “hello”"),
    AcceptedCase(
      "length of nothing", "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "POST /a Content-Length=0"),
    AcceptedCase(
      "chunks",
      "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n06\r\n world\r\n0\r\n\r\n",
      "POST /a Transfer-Encoding=chunked “hello world”"),
    AcceptedCase(
      "chunk extensions and trailers",
      "PUT / HTTP/1.1\r\nHost: x\r\ntransfer-encoding: CHUNKED\r\n\r\nA;a=b\r\n0123456789\r\n0 ;c\r\nX-Sum: 1\r\nY: 2\r\n\r\n",
      "PUT / transfer-encoding=CHUNKED “0123456789”"),
    AcceptedCase(
      "line ends in a chunk",
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n\r\n\r\n\r\n0\r\n\r\n",
      "POST / Transfer-Encoding=chunked “\r\n\r\n”"),
    AcceptedCase(
      "pipelined",
      "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nPOST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhiGET /3 HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET /1", "POST /2 Content-Length=2 “hi”", "GET /3"),
    AcceptedCase("empty lines first", "\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n\r\n", "GET /"),
    AcceptedCase("HEAD is a GET without a body", "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n", "GET / bare"),
    AcceptedCase("HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", "GET / close old"),
    AcceptedCase(
      "HTTP/1.0 with keep-alive", "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n",
      "GET / old Connection=Keep-Alive"),
    AcceptedCase("HTTP/1.2", "GET / HTTP/1.2\r\nHost: x\r\n\r\n", "GET /"),
    AcceptedCase("close", "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "GET / close Connection=close"),
    AcceptedCase(
      "close among others", "GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive , Close\r\n\r\n",
      "GET / close Connection=keep-alive , Close"),
    AcceptedCase(
      "absolute form", "GET http://Api.Example.com:81/v1?a=b HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET /v1?a=b Host=Api.Example.com:81"),
    AcceptedCase("absolute form without a path", "GET HTTPS://h?a=b HTTP/1.1\r\nHost: x\r\n\r\n", "GET /?a=b Host=h"),
    AcceptedCase("asterisk form", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", "OPTIONS *"),
    AcceptedCase("escapes stay", "GET /a%2Fb%20c/%C3%A9 HTTP/1.1\r\nHost: x\r\n\r\n", "GET /a%2Fb%20c/%C3%A9"),
    AcceptedCase("UTF-8 as curl sends it", "GET /é?n=é HTTP/1.1\r\nHost: x\r\n\r\n", "GET /é?n=é"),
    AcceptedCase(
      "a sandbox", "GET /s/pr-42/v1/customers?a=1 HTTP/1.1\r\nHost: x\r\n\r\n", "GET /v1/customers?a=1 in pr-42"),
    AcceptedCase("a sandbox's root", "GET /s/pr%2042 HTTP/1.1\r\nHost: x\r\n\r\n", "GET / in pr 42"),
    AcceptedCase("no sandbox's name", "GET /s//v1 HTTP/1.1\r\nHost: x\r\n\r\n", "GET /s//v1"),
    AcceptedCase("no sandbox of a capital letter", "GET /S/a/b HTTP/1.1\r\nHost: x\r\n\r\n", "GET /S/a/b"),
    AcceptedCase("no sandbox", "GET /sandbox HTTP/1.1\r\nHost: x\r\n\r\n", "GET /sandbox"),
    AcceptedCase(
      "duplicate fields", "GET / HTTP/1.1\r\nHost: x\r\nA: 1\r\na: 2\r\nB:\r\n\r\n", "GET / A=1 a=2 B="),
    AcceptedCase(
      "blanks around values", "GET / HTTP/1.1\r\nHost:x\r\nA: \t 1 \t2 \t \r\n\r\n", "GET / A=1 \t2"),
    AcceptedCase(
      "every token character", "GET / HTTP/1.1\r\nHost: x\r\n!#$%&'*+-.^_`|~09azAZ: v\r\n\r\n",
      "GET / !#$%&'*+-.^_`|~09azAZ=v"),
    AcceptedCase(
      "PATCH and DELETE", "PATCH / HTTP/1.1\r\nHost: x\r\n\r\nDELETE /a HTTP/1.1\r\nHost: x\r\n\r\n", "PATCH /",
      "DELETE /a"),
  ]
}

struct RejectedCase: Sendable, CustomTestStringConvertible {
  let status: Int
  let text: String

  init(_ status: Int, _ text: String) {
    self.status = status
    self.text = text
  }

  var testDescription: String { String(text.debugDescription.prefix(80)) }

  static let all = [
    RejectedCase(400, "GET / HTTP/1.1\nHost: x\n\n"),
    RejectedCase(400, "GET / HTTP/1.1\r\nHost: x\nA: b\r\n\r\n"),
    RejectedCase(400, "GET / HTTP/1.1\r\n\r\n"),
    RejectedCase(400, "GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n"),
    RejectedCase(400, "GET /\r\n\r\n"),
    RejectedCase(400, "GET  / HTTP/1.1\r\nHost: x\r\n\r\n"),
    RejectedCase(400, "GET / HTTP/1.1 \r\nHost: x\r\n\r\n"),
    RejectedCase(400, " GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
    RejectedCase(400, "GET a HTTP/1.1\r\nHost: x\r\n\r\n"),
    RejectedCase(400, "GET * HTTP/1.1\r\nHost: x\r\n\r\n"),
    RejectedCase(400, "GET http:///a HTTP/1.1\r\nHost: x\r\n\r\n"),
    RejectedCase(400, "GET ftp://h/a HTTP/1.1\r\nHost: x\r\n\r\n"),
    RejectedCase(400, "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n"),
    RejectedCase(400, "GET /% HTTP/1.1\r\nHost: x\r\n\r\n"),
    RejectedCase(400, "GET /a\u{1}b HTTP/1.1\r\nHost: x\r\n\r\n"),
    RejectedCase(400, "G@T / HTTP/1.1\r\nHost: x\r\n\r\n"),
    RejectedCase(400, "GET / HTTP/11\r\nHost: x\r\n\r\n"),
    RejectedCase(400, "GET / http/1.1\r\nHost: x\r\n\r\n"),
    RejectedCase(400, "GET / HTTP/1.1\r\nHost: x\r\nA : b\r\n\r\n"),
    RejectedCase(400, "GET / HTTP/1.1\r\nHost: x\r\n: b\r\n\r\n"),
    RejectedCase(400, "GET / HTTP/1.1\r\nHost: x\r\nA\r\n\r\n"),
    RejectedCase(400, "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n"),
    RejectedCase(400, "GET / HTTP/1.1\r\nHost: x\r\nA: b\u{0}c\r\n\r\n"),
    RejectedCase(400, "GET / HTTP/1.1\r\nHost: x\r\nA: b\rc\r\n\r\n"),
    RejectedCase(400, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"),
    RejectedCase(400, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n"),
    RejectedCase(400, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1, 1\r\n\r\n"),
    RejectedCase(400, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\n"),
    RejectedCase(400, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0x1\r\n\r\n"),
    RejectedCase(400, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"),
    RejectedCase(400, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length:\r\n\r\n"),
    RejectedCase(400, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n"),
    RejectedCase(400, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"),
    RejectedCase(400, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n"),
    RejectedCase(400, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"),
    RejectedCase(400, "POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"),
    RejectedCase(400, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n"),
    RejectedCase(400, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n\r\n"),
    RejectedCase(400, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n"),
    RejectedCase(400, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n"),
    RejectedCase(400, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n"),
    RejectedCase(400, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\na\r\n"),
    RejectedCase(400, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\n"),
    RejectedCase(413, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n"),
    RejectedCase(413, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 8388609\r\n\r\n"),
    RejectedCase(417, "POST / HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\n\r\n"),
    RejectedCase(431, "GET /\(String(repeating: "a", count: 65536)) HTTP/1.1\r\nHost: x\r\n\r\n"),
    RejectedCase(431, "GET / HTTP/1.1\r\nHost: x\r\nA: \(String(repeating: "a", count: 65536))"),
    RejectedCase(
      431, "GET / HTTP/1.1\r\nHost: x\r\n\(String(repeating: "A: bbbbbbbbbbbbbbbbbbbbbbbbbbb\r\n", count: 2200))"),
    RejectedCase(501, "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n"),
    RejectedCase(501, "get / HTTP/1.1\r\nHost: x\r\n\r\n"),
    RejectedCase(501, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"),
    RejectedCase(501, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: \r\n\r\n"),
    RejectedCase(505, "GET / HTTP/2.0\r\nHost: x\r\n\r\n"),
    RejectedCase(505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
  ]
}
