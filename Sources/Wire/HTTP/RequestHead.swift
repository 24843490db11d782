/// A request's line and fields while they come in.
struct RequestHead: ~Copyable {
  private(set) var request = Request(.get, "/")
  private var authority: String?
  private var hosts = 0
  private(set) var framing = MessageFraming()
  private(set) var expectsContinue = false

  /// The request, once its body is there.
  consuming func finish(_ body: [UInt8]) -> (Request, Exchange) {
    let exchange = Exchange(
      keepsAlive: framing.keepsAlive, omitsBody: request.method == .head, isOld: framing.isOld)
    if exchange.omitsBody { request.method = .get }
    if let authority { request.headers["Host"] = authority }
    request.body = body
    return (request, exchange)
  }

  mutating func readRequestLine(_ line: Span<UInt8>) throws(Rejection) {
    let space = UInt8(ascii: " ")
    guard let first = line.firstIndex(of: space, from: 0), let second = line.firstIndex(of: space, from: first + 1)
    else {
      throw .malformed("The request line is not METHOD TARGET HTTP/1.1")
    }
    try framing.readVersion(line.extracting((second + 1)..<line.count))
    try readMethod(line.extracting(0..<first))
    try readTarget(line.extracting((first + 1)..<second))
    request.headers.reserve(256)
  }

  private mutating func readMethod(_ bytes: Span<UInt8>) throws(Rejection) {
    guard !bytes.isEmpty, bytes.isToken else { throw .malformed("The method is not a word") }
    let known: (Method, StaticString)? =
      switch (bytes[0], bytes.count) {
      case (UInt8(ascii: "G"), 3): (.get, "GET")
      case (UInt8(ascii: "P"), 4): (.post, "POST")
      case (UInt8(ascii: "P"), 3): (.put, "PUT")
      case (UInt8(ascii: "P"), 5): (.patch, "PATCH")
      case (UInt8(ascii: "D"), 6): (.delete, "DELETE")
      case (UInt8(ascii: "H"), 4): (.head, "HEAD")
      case (UInt8(ascii: "O"), 7): (.options, "OPTIONS")
      default: nil
      }
    guard let (known, name) = known, bytes.equals(name) else {
      throw Rejection(status: 501, reason: "The method \(bytes.text) is not known")
    }
    request.method = known
  }

  private mutating func readTarget(_ target: Span<UInt8>) throws(Rejection) {
    guard !target.isEmpty, !target.hasControl else { throw .malformed("The target is malformed") }
    if target[0] == UInt8(ascii: "/") { return try readPath(target) }
    if target.equals("*"), request.method == .options {
      request.path = "*"
      return
    }
    let scheme = target.startsIgnoringCase("http://") ? 7 : target.startsIgnoringCase("https://") ? 8 : 0
    guard scheme > 0 else { throw .malformed("The target is neither a path nor a URL") }
    var end = scheme
    while end < target.count, target[end] != UInt8(ascii: "/"), target[end] != UInt8(ascii: "?") { end += 1 }
    // RFC 9112, 3.2.2: the host in the target wins over the Host field.
    authority = target.extracting(scheme..<end).text
    guard end > scheme else { throw .malformed("The target has no host") }
    try readPath(target.extracting(end..<target.count))
  }

  private mutating func readPath(_ target: Span<UInt8>) throws(Rejection) {
    let question = target.firstIndex(of: UInt8(ascii: "?"), from: 0) ?? target.count
    let bytes = target.extracting(0..<question)
    guard bytes.isPercentEncodingSound, let text = bytes.validText else {
      throw .malformed("The path is not well encoded")
    }
    if question + 1 < target.count { request.query = target.extracting((question + 1)..<target.count).text }
    request.path = text.isEmpty ? "/" : text
    if bytes.count > 3, bytes.starts(with: "/s/") { takeSandbox(bytes) }
  }

  /// `/s/NAME/rest` is `/rest` in the sandbox NAME.
  private mutating func takeSandbox(_ bytes: Span<UInt8>) {
    let end = bytes.firstIndex(of: UInt8(ascii: "/"), from: 3) ?? bytes.count
    guard end > 3, let name = percentDecoded(bytes.extracting(3..<end).text) else { return }
    request.sandbox = name
    request.path = end < bytes.count ? bytes.extracting(end..<bytes.count).text : "/"
  }
}

extension RequestHead {
  mutating func readField(_ line: Span<UInt8>) throws(Rejection) {
    let field = try FieldLine.split(line)
    let name = line.extracting(field.name)
    let value = line.extracting(field.value)
    switch name.count {
    case 4 where name.equalsIgnoringCase("host"): hosts += 1
    case 6 where name.equalsIgnoringCase("expect"):
      guard value.equalsIgnoringCase("100-continue") else {
        throw Rejection(status: 417, reason: "Only 100-continue can be expected")
      }
      expectsContinue = !framing.isOld
    default: try framing.read(name, value)
    }
    request.headers.append(name: name, value: value)
  }

  /// Checks that need all fields.
  func check() throws(Rejection) {
    guard hosts == 1 || hosts == 0 && framing.isOld else { throw .malformed("There has to be one Host header") }
  }
}
