/// A request with holes, filled anew for each time that it is sent.
struct RequestTemplate: Sendable {
  /// The values that fill the holes.
  struct Values {
    /// Different for every request.
    var serial = 0
    /// One of the customers that are there, and the number that is part of its email.
    var customer: [UInt8] = []
    var number = 0
    /// The ids of what the story has made so far, by its steps.
    var made: [[UInt8]] = []
  }

  private enum Piece {
    case text([UInt8])
    case customer, serial, number
    case made(Int)
  }

  private let head: [Piece]
  private let body: [Piece]
  private let hasBody: Bool
  /// Its request line, for error messages.
  let line: String

  /// `{customer}`, `{serial}`, `{number}` and `{0}`, `{1}`… are the holes.
  init(_ line: String, _ headers: [(String, String)], _ body: String = "") {
    self.line = line
    hasBody = !line.hasPrefix("GET ")
    let fields = headers.map { "\($0.0): \($0.1)\r\n" }.joined()
    head = Self.pieces(line + " HTTP/1.1\r\n" + fields)
    self.body = Self.pieces(body)
  }

  private static func pieces(_ text: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      guard let hole = hole(rest[rest.index(after: open)..<close]) else {
        pieces.append(.text(Array(rest[...open].utf8)))
        rest = rest[rest.index(after: open)...]
        continue
      }
      pieces += [.text(Array(rest[..<open].utf8)), hole]
      rest = rest[rest.index(after: close)...]
    }
    return pieces + [.text(Array(rest.utf8))]
  }

  private static func hole(_ name: Substring) -> Piece? {
    switch name {
    case "customer": .customer
    case "serial": .serial
    case "number": .number
    default: Int(name).map { .made($0) }
    }
  }

  func render(_ values: Values) -> [UInt8] {
    var request: [UInt8] = []
    request.reserveCapacity(512)
    Self.fill(head, values, &request)
    guard hasBody else {
      request.append(contentsOf: "\r\n".utf8)
      return request
    }
    var content: [UInt8] = []
    Self.fill(body, values, &content)
    request.append(contentsOf: "Content-Length: \(content.count)\r\n\r\n".utf8)
    request.append(contentsOf: content)
    return request
  }

  private static func fill(_ pieces: [Piece], _ values: Values, _ output: inout [UInt8]) {
    for piece in pieces {
      switch piece {
      case .text(let bytes): output.append(contentsOf: bytes)
      case .customer: output.append(contentsOf: values.customer)
      case .serial: output.append(contentsOf: digits(values.serial))
      case .number: output.append(contentsOf: digits(values.number))
      case .made(let step): if values.made.indices.contains(step) { output.append(contentsOf: values.made[step]) }
      }
    }
  }

  /// Of one length, so that requests are, too.
  private static func digits(_ number: Int) -> [UInt8] {
    var digits = [UInt8](repeating: UInt8(ascii: "0"), count: 12)
    var rest = number
    for index in digits.indices.reversed() {
      digits[index] += UInt8(rest % 10)
      rest /= 10
    }
    return digits
  }
}
