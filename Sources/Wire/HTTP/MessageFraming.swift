/// Where a message ends and whether another may follow it (RFC 9112, 6 and 9.3), as its version and fields tell.
struct MessageFraming {
  /// HTTP/1.0.
  private(set) var isOld = false
  private var wantsToStay: Bool?
  private var contentLength: Int?
  private var isChunked = false

  var keepsAlive: Bool { wantsToStay ?? !isOld }

  /// Nil when there is no body.
  var ofRequest: BodyReader.Framing? {
    if isChunked { return .chunked }
    guard let contentLength, contentLength > 0 else { return nil }
    return .length(contentLength)
  }

  var ofResponse: BodyReader.Framing {
    if isChunked { return .chunked }
    return contentLength.map { .length($0) } ?? .untilClose
  }

  mutating func readVersion(_ bytes: Span<UInt8>) throws(Rejection) {
    guard bytes.count == 8, bytes.starts(with: "HTTP/"), bytes[6] == UInt8(ascii: "."),
      isDigit(bytes[5]), isDigit(bytes[7])
    else { throw .malformed("The start line does not say HTTP/1.1") }
    guard bytes[5] == UInt8(ascii: "1") else { throw Rejection(status: 505, reason: "Only HTTP/1.1 is spoken here") }
    isOld = bytes[7] == UInt8(ascii: "0")
  }

  mutating func read(_ name: Span<UInt8>, _ value: Span<UInt8>) throws(Rejection) {
    switch name.count {
    case 10 where name.equalsIgnoringCase("connection"): readConnection(value)
    case 14 where name.equalsIgnoringCase("content-length"): try readContentLength(value)
    case 17 where name.equalsIgnoringCase("transfer-encoding"): try readTransferEncoding(value)
    default: break
    }
  }

  private mutating func readConnection(_ value: Span<UInt8>) {
    let blank = UInt8(ascii: " ")
    var start = 0
    while start < value.count {
      let next = value.firstIndex(of: UInt8(ascii: ","), from: start) ?? value.count
      while start < next, value[start] == blank { start += 1 }
      var end = start
      while end < next, value[end] != blank { end += 1 }
      let option = value.extracting(start..<end)
      if option.equalsIgnoringCase("close") { wantsToStay = false }
      if wantsToStay == nil, option.equalsIgnoringCase("keep-alive") { wantsToStay = true }
      start = next + 1
    }
  }

  private mutating func readContentLength(_ value: Span<UInt8>) throws(Rejection) {
    guard contentLength == nil, !isChunked else { throw contradiction }
    guard (1...15).contains(value.count) else { throw .malformed("Content-Length is not a number") }
    var length = 0
    for index in value.indices {
      guard isDigit(value[index]) else { throw .malformed("Content-Length is not a number") }
      length = length * 10 + Int(value[index] - 0x30)
    }
    contentLength = length
  }

  private mutating func readTransferEncoding(_ value: Span<UInt8>) throws(Rejection) {
    guard contentLength == nil, !isChunked, !isOld else { throw contradiction }
    guard value.equalsIgnoringCase("chunked") else {
      throw Rejection(status: 501, reason: "The only Transfer-Encoding known is chunked")
    }
    isChunked = true
  }

  /// Two parties that read such a message differently could be made to see different requests.
  private var contradiction: Rejection {
    .malformed("More than one field says how long the body is")
  }

  private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

/// `Name: value` (RFC 9112, 5).
enum FieldLine {
  static func split(_ line: Span<UInt8>) throws(Rejection) -> (name: Range<Int>, value: Range<Int>) {
    let colon = line.tokenEnd
    guard colon > 0, colon < line.count, line[colon] == UInt8(ascii: ":") else {
      throw .malformed("A header field's name is malformed")
    }
    var start = colon + 1
    var end = line.count
    while start < end, isBlank(line[start]) { start += 1 }
    while end > start, isBlank(line[end - 1]) { end -= 1 }
    guard !line.extracting(start..<end).hasControl else { throw .malformed("A header field's value is malformed") }
    return (0..<colon, start..<end)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
