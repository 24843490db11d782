/// `multipart/form-data` (RFC 7578): text parts as the tree that a form of the same names would be, and the files.
package struct Multipart: Sendable {
  package struct File: Sendable, Equatable {
    package let name: String
    package let filename: String
    package let contentType: String
    package let bytes: [UInt8]
  }

  package struct Part: Sendable, Equatable {
    package let name: String
    package let filename: String?
    package let contentType: String?
    package let bytes: [UInt8]
  }

  package private(set) var fields = JSON.Object()
  package private(set) var files: [File] = []

  /// The boundary of a Content-Type, or nil if it is not multipart.
  package static func boundary(of contentType: String) -> String? {
    // Mostly it is a form, and nothing has to be taken apart.
    guard contentType.utf8.span.startsIgnoringCase("multipart/form-data") else { return nil }
    let value = ParameterizedValue(contentType)
    guard value.name == "multipart/form-data", let boundary = value["boundary"] else { return nil }
    // RFC 2046, 5.1.1.
    return (1...70).contains(boundary.utf8.count) ? boundary : nil
  }

  package init(_ body: [UInt8], boundary: String) throws(Form.Failure) {
    var tree = FormTree()
    for part in try Self.parts(of: body, boundary: boundary) { try add(part, &tree) }
    fields = tree.object
  }

  private mutating func add(_ part: Part, _ tree: inout FormTree) throws(Form.Failure) {
    if let filename = part.filename {
      let type = part.contentType ?? "application/octet-stream"
      guard files.count < Form.maximumParameters else { throw Form.Failure(reason: "Too many files") }
      files.append(File(name: part.name, filename: filename, contentType: type, bytes: part.bytes))
    } else {
      guard let text = part.bytes.span.validText else {
        throw Form.Failure(reason: "Invalid UTF-8 in the request's parameters")
      }
      try tree.add(part.name, text)
    }
  }

  /// The parts one by one, in their order.
  package static func parts(of body: [UInt8], boundary: String) throws(Form.Failure) -> [Part] {
    // Every boundary but the first stands behind a line end; so does the first, then.
    let body = Array("\r\n".utf8) + body
    let delimiter = Array("\r\n--\(boundary)".utf8)
    var parts: [Part] = []
    guard var start = body.span.firstRange(of: delimiter.span)?.upperBound else { throw malformed }
    while !body[start...].starts(with: "--".utf8) {
      guard body[start...].starts(with: "\r\n".utf8), let end = body.span.firstRange(of: delimiter.span, from: start)
      else {
        throw malformed
      }
      parts.append(try part(Array(body[start..<end.lowerBound])))
      start = end.upperBound
    }
    return parts
  }

  private static let malformed = Form.Failure(reason: "The multipart body is malformed")

  /// A part, from the line end behind its boundary on.
  private static func part(_ bytes: [UInt8]) throws(Form.Failure) -> Part {
    guard let head = bytes.span.firstRange(of: "\r\n\r\n".utf8.span) else { throw malformed }
    var headers = Headers()
    for line in bytes[..<head.lowerBound].split(separator: UInt8(ascii: "\n")) {
      let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
        if line.isEmpty { continue }
        throw malformed
      }
      let value = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
      headers.append(named: String(decoding: line[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self))
    }
    let disposition = ParameterizedValue(headers["Content-Disposition"] ?? "")
    guard disposition.name == "form-data", let name = disposition["name"] else { throw malformed }
    return Part(
      name: name, filename: disposition["filename"], contentType: headers["Content-Type"],
      bytes: Array(bytes[head.upperBound...]))
  }
}

/// `form-data; name="a"; filename="b"`.
private struct ParameterizedValue {
  private(set) var name = ""
  private var parameters: [(name: String, value: String)] = []

  subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

  init(_ text: String) {
    var pieces = [""]
    var isQuoted = false
    var isEscaped = false
    for character in text {
      if character == ";", !isQuoted {
        pieces.append("")
      } else if isQuoted, !isEscaped, character == "\\" {
        isEscaped = true
      } else {
        if character == "\"", !isEscaped { isQuoted.toggle() } else { pieces[pieces.count - 1].append(character) }
        isEscaped = false
      }
    }
    name = Self.trimmed(pieces[0]).lowercased()
    for piece in pieces.dropFirst() {
      guard let equals = piece.firstIndex(of: "=") else { continue }
      let value = piece[piece.index(after: equals)...]
      parameters.append((Self.trimmed(piece[..<equals]).lowercased(), Self.trimmed(value)))
    }
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    let start = text.drop { $0 == " " || $0 == "\t" }
    return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
