/// A request's line and fields while they come in.
struct RequestHead {
  typealias Rejection = RequestParser.Rejection

  private var method = Method.get
  private var path = "/"
  private var query = ""
  private var sandbox: String?
  private var headers = Headers()
  private var authority: String?
  private var hosts = 0
  private var isOld = false
  private var keepsAlive: Bool?
  private(set) var contentLength: Int?
  private(set) var isChunked = false
  private(set) var expectsContinue = false

  func request(_ body: [UInt8]) -> Request {
    var headers = headers
    if let authority { headers["Host"] = authority }
    return Request(
      method == .head ? .get : method, path, query: query, headers: headers, body: body, sandbox: sandbox)
  }

  var exchange: Exchange {
    Exchange(keepsAlive: keepsAlive ?? !isOld, omitsBody: method == .head, isOld: isOld)
  }

  mutating func readRequestLine(_ line: Span<UInt8>) throws(Rejection) {
    let space = UInt8(ascii: " ")
    guard let first = line.firstIndex(of: space, from: 0), let second = line.firstIndex(of: space, from: first + 1)
    else {
      throw Rejection(status: 400, reason: "The request line is not METHOD TARGET HTTP/1.1")
    }
    try readVersion(line.extracting((second + 1)..<line.count))
    try readMethod(line.extracting(0..<first))
    try readTarget(line.extracting((first + 1)..<second))
    headers.reserve(256)
  }

  private mutating func readVersion(_ bytes: Span<UInt8>) throws(Rejection) {
    guard bytes.count == 8, bytes.extracting(0..<5).equals("HTTP/"), bytes[6] == UInt8(ascii: "."),
      (0x30...0x39).contains(bytes[5]), (0x30...0x39).contains(bytes[7])
    else { throw Rejection(status: 400, reason: "The request line does not end in HTTP/1.1") }
    guard bytes[5] == UInt8(ascii: "1") else { throw Rejection(status: 505, reason: "Only HTTP/1.1 is spoken here") }
    isOld = bytes[7] == UInt8(ascii: "0")
  }

  private mutating func readMethod(_ bytes: Span<UInt8>) throws(Rejection) {
    guard !bytes.isEmpty, bytes.isToken else { throw Rejection(status: 400, reason: "The method is not a word") }
    let known: Method? =
      switch (bytes[0], bytes.count) {
      case (UInt8(ascii: "G"), 3): .get
      case (UInt8(ascii: "P"), 4): .post
      case (UInt8(ascii: "P"), 3): .put
      case (UInt8(ascii: "P"), 5): .patch
      case (UInt8(ascii: "D"), 6): .delete
      case (UInt8(ascii: "H"), 4): .head
      case (UInt8(ascii: "O"), 7): .options
      default: nil
      }
    guard let known, bytes.equals(known.rawValue) else {
      throw Rejection(status: 501, reason: "The method \(bytes.text) is not known")
    }
    method = known
  }

  private mutating func readTarget(_ target: Span<UInt8>) throws(Rejection) {
    guard !target.isEmpty, !target.hasControl else { throw Rejection(status: 400, reason: "The target is malformed") }
    if target[0] == UInt8(ascii: "/") { return try readPath(target) }
    if target.equals("*"), method == .options {
      path = "*"
      return
    }
    let scheme = target.hasPrefix("http://") ? 7 : target.hasPrefix("https://") ? 8 : 0
    guard scheme > 0 else { throw Rejection(status: 400, reason: "The target is neither a path nor a URL") }
    var end = scheme
    while end < target.count, target[end] != UInt8(ascii: "/"), target[end] != UInt8(ascii: "?") { end += 1 }
    // RFC 9112, 3.2.2: the host in the target wins over the Host field.
    authority = target.extracting(scheme..<end).text
    guard end > scheme else { throw Rejection(status: 400, reason: "The target has no host") }
    try readPath(target.extracting(end..<target.count))
  }

  private mutating func readPath(_ target: Span<UInt8>) throws(Rejection) {
    let question = target.firstIndex(of: UInt8(ascii: "?"), from: 0) ?? target.count
    let bytes = target.extracting(0..<question)
    guard bytes.isPercentEncodingSound, let text = bytes.validText else {
      throw Rejection(status: 400, reason: "The path is not well encoded")
    }
    if question + 1 < target.count { query = target.extracting((question + 1)..<target.count).text }
    path = text.isEmpty ? "/" : text
    if bytes.hasPrefix("/s/") { takeSandbox(bytes) }
  }

  /// `/s/NAME/rest` is `/rest` in the sandbox NAME.
  private mutating func takeSandbox(_ bytes: Span<UInt8>) {
    let end = bytes.firstIndex(of: UInt8(ascii: "/"), from: 3) ?? bytes.count
    guard end > 3, let name = percentDecoded(bytes.extracting(3..<end).text) else { return }
    sandbox = name
    path = end < bytes.count ? bytes.extracting(end..<bytes.count).text : "/"
  }
}

extension RequestHead {
  mutating func readField(_ line: Span<UInt8>) throws(Rejection) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":"), from: 0), colon > 0, line.extracting(0..<colon).isToken
    else { throw Rejection(status: 400, reason: "A header field's name is malformed") }
    var start = colon + 1
    var end = line.count
    while start < end, isBlank(line[start]) { start += 1 }
    while end > start, isBlank(line[end - 1]) { end -= 1 }
    let name = line.extracting(0..<colon)
    let value = line.extracting(start..<end)
    guard !value.hasControl else { throw Rejection(status: 400, reason: "A header field's value is malformed") }
    try readFraming(name, value)
    headers.append(name: name, value: value)
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private mutating func readFraming(_ name: Span<UInt8>, _ value: Span<UInt8>) throws(Rejection) {
    switch name.count {
    case 4 where name.equalsIgnoringCase("host"): hosts += 1
    case 6 where name.equalsIgnoringCase("expect"):
      guard value.equalsIgnoringCase("100-continue") else {
        throw Rejection(status: 417, reason: "Only 100-continue can be expected")
      }
      expectsContinue = !isOld
    case 10 where name.equalsIgnoringCase("connection"): readConnection(value)
    case 14 where name.equalsIgnoringCase("content-length"): try readContentLength(value)
    case 17 where name.equalsIgnoringCase("transfer-encoding"):
      guard !isOld, !isChunked else { throw Rejection(status: 400, reason: "Transfer-Encoding is out of place") }
      guard value.equalsIgnoringCase("chunked") else {
        throw Rejection(status: 501, reason: "The only Transfer-Encoding known is chunked")
      }
      isChunked = true
    default: break
    }
  }

  private mutating func readConnection(_ value: Span<UInt8>) {
    for option in value.text.split(separator: ",") {
      let option = option.drop { $0 == " " }.prefix { $0 != " " }
      if equalIgnoringCase(option.utf8, "close".utf8) { keepsAlive = false }
      if keepsAlive == nil, equalIgnoringCase(option.utf8, "keep-alive".utf8) { keepsAlive = true }
    }
  }

  private mutating func readContentLength(_ value: Span<UInt8>) throws(Rejection) {
    var length = 0
    for index in value.indices {
      guard (0x30...0x39).contains(value[index]), length < Int.max / 100 else {
        throw Rejection(status: 400, reason: "Content-Length is not a number")
      }
      length = length * 10 + Int(value[index] - 0x30)
    }
    guard !value.isEmpty, contentLength == nil else {
      throw Rejection(status: 400, reason: "Content-Length is missing its number, or there twice")
    }
    contentLength = length
  }

  /// What can only be said when all fields are there.
  func check() throws(Rejection) {
    if isChunked, contentLength != nil {
      throw Rejection(status: 400, reason: "Content-Length and Transfer-Encoding exclude each other")
    }
    guard hosts == 1 || hosts == 0 && isOld else {
      throw Rejection(status: 400, reason: "There has to be one Host header")
    }
  }
}
