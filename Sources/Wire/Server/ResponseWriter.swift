import Platform

/// Renders answers: status, the fields that every answer has, the handler's own, and the body.
struct ResponseWriter {
  enum Framing {
    case whole
    /// The body comes in pieces, chunked where the client knows chunks.
    case pieces
  }

  /// So that a browser which shows an answer runs nothing in it, and no other page frames it. Pages have their own.
  private static let inert: Headers = [
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
  ]

  /// For what only pages of this server's own origin may read.
  private static let sameOrigin: Headers = ["Cross-Origin-Resource-Policy": "same-origin"]

  /// Headers that let pages of any origin call and read.
  private let crossOrigin: Headers
  /// Fields that the server writes, too.
  private let reserved: Headers
  private var second = 0
  /// The common headers of answers for pages of all origins, and for those of this one only.
  private var shared = Headers()
  private var own = Headers()

  init(crossOrigin: Headers) {
    self.crossOrigin = crossOrigin
    var reserved = crossOrigin
    for part in [Self.inert, Self.sameOrigin] { reserved.append(contentsOf: part) }
    let framing: [StaticString] = ["Date", "Connection", "Content-Length", "Transfer-Encoding"]
    for name in framing { reserved.append(name, "") }
    self.reserved = reserved
  }

  mutating func write(
    _ response: Response, _ exchange: Exchange, _ framing: Framing = .whole, to output: inout [UInt8]
  ) {
    output.append(contentsOf: StatusLine.bytes(response.status))
    refresh()
    let common = exchange.isShared ? shared : own
    if response.headers.mayShareNames(with: reserved) {
      Self.write(response.headers, over: common, to: &output)
    } else {
      output.append(contentsOf: common.bytes)
      output.append(contentsOf: response.headers.bytes)
    }
    let hasBody = response.status != 204 && response.status != 304
    switch framing {
    case .whole where hasBody:
      output.append("Content-Length: ")
      output.append(decimal: response.body.count.magnitude)
      output.append("\r\n")
    case .pieces where !exchange.isOld: output.append("Transfer-Encoding: chunked\r\n")
    default: break
    }
    if !exchange.keepsAlive {
      output.append("Connection: close\r\n")
    } else if exchange.isOld {
      output.append("Connection: keep-alive\r\n")
    }
    output.append("\r\n")
    if case .whole = framing, hasBody, !exchange.omitsBody { output.append(contentsOf: response.body) }
  }

  /// A handler's own fields win over the common ones, and without a value they only leave those out. How the body is
  /// framed is not a handler's business.
  private static func write(_ own: Headers, over common: Headers, to output: inout [UInt8]) {
    for line in common.lines {
      let name = common.bytes[line.start..<line.colon]
      let isOverridden = own.lines.contains { equalIgnoringCase(own.bytes[$0.start..<$0.colon], name) }
      if !isOverridden { output.append(contentsOf: common.bytes[line.start..<line.end]) }
    }
    for line in own.lines where !own.isFraming(line) && !line.value.isEmpty {
      output.append(contentsOf: own.bytes[line.start..<line.end])
    }
  }

  private mutating func refresh() {
    let now = time(nil)
    guard now != second else { return }
    second = now
    let date = httpDate(now)
    shared = crossOrigin
    shared.append(contentsOf: Self.inert)
    shared.append("Date", date)
    own = Self.inert
    own.append(contentsOf: Self.sameOrigin)
    own.append("Date", date)
  }
}

extension Headers {
  fileprivate func isFraming(_ line: Line) -> Bool {
    let name = bytes.span.extracting(line.start..<line.colon)
    return switch name.count {
    case 10: name.equalsIgnoringCase("connection")
    case 14: name.equalsIgnoringCase("content-length")
    case 17: name.equalsIgnoringCase("transfer-encoding")
    default: false
    }
  }
}

extension [UInt8] {
  /// Appends a chunk of RFC 9112, 7.1; none for no bytes, as that would be the last one.
  mutating func append(chunk bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    append(contentsOf: String(bytes.count, radix: 16).utf8)
    append("\r\n")
    append(contentsOf: bytes)
    append("\r\n")
  }
}

/// IMF-fixdate of RFC 9110, 5.6.7.
func httpDate(_ seconds: time_t) -> String {
  let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
  var seconds = seconds
  var parts = tm()
  gmtime_r(&seconds, &parts)
  func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
  let date = "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) \(parts.tm_year + 1900)"
  return "\(date) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT"
}
