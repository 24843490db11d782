/// A message's body out of bytes that come in pieces (RFC 9112, 6 and 7.1).
struct BodyReader {
  enum Framing {
    case length(Int)
    case chunked
    case untilClose
  }

  private enum State {
    case fixed(left: Int)
    case chunkSize
    case chunk(left: Int)
    case chunkEnd
    case trailers
    case untilClose
  }

  private let limit: Int
  private var state: State
  private var lines: LineReader
  private(set) var bytes: [UInt8] = []

  init(_ framing: Framing, limit: Int, lines: LineReader) throws(Rejection) {
    self.limit = limit
    self.lines = lines
    self.lines.reset()
    switch framing {
    case .length(let length):
      state = .fixed(left: length)
      try check(length)
      // Not at once what a client only claims to send.
      bytes.reserveCapacity(min(length, 64 << 10))
    case .chunked: state = .chunkSize
    case .untilClose: state = .untilClose
    }
  }

  /// Hands out what has been read so far.
  mutating func takeBytes() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  /// Whether the end of the connection may be the end of the body.
  var endsWithConnection: Bool { if case .untilClose = state { true } else { false } }

  /// Consumes what is part of the body, and says whether that was all of it.
  mutating func read(_ input: Span<UInt8>, _ position: inout Int) throws(Rejection) -> Bool {
    while true {
      switch state {
      case .fixed(let left):
        let count = take(left, input, &position)
        state = .fixed(left: left - count)
        return count == left
      case .untilClose:
        try check(input.count - position)
        _ = take(input.count - position, input, &position)
        return false
      case .chunkSize:
        guard let line = try lines.next(input, &position) else { return false }
        let size = try chunkSize(input.extracting(line))
        try check(size)
        state = size == 0 ? .trailers : .chunk(left: size)
      case .chunk(let left):
        let count = take(left, input, &position)
        state = count == left ? .chunkEnd : .chunk(left: left - count)
        if count < left { return false }
      case .chunkEnd:
        guard let line = try lines.next(input, &position) else { return false }
        guard line.isEmpty else { throw .malformed("A chunk is longer than its size") }
        lines.reset()
        state = .chunkSize
      case .trailers:
        guard let line = try lines.next(input, &position) else { return false }
        if line.isEmpty { return true }
      }
    }
  }

  private mutating func take(_ left: Int, _ input: Span<UInt8>, _ position: inout Int) -> Int {
    let count = min(left, input.count - position)
    input.extracting(position..<(position + count)).withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    position += count
    return count
  }

  private func check(_ more: Int) throws(Rejection) {
    guard more <= limit - bytes.count else {
      throw Rejection(status: 413, reason: "The body is longer than \(limit) bytes")
    }
  }

  private func chunkSize(_ line: Span<UInt8>) throws(Rejection) -> Int {
    var size = 0
    var index = 0
    while index < line.count, index < 8, let digit = hexDigit(line[index]) {
      size = size << 4 | Int(digit)
      index += 1
    }
    let digits = index
    // RFC 9112, 7.1.1: an extension begins with a semicolon, behind white space or not.
    while index < line.count, line[index] == UInt8(ascii: " ") || line[index] == UInt8(ascii: "\t") { index += 1 }
    guard digits > 0, index == line.count || line[index] == UInt8(ascii: ";"), !line.hasControl else {
      throw .malformed("A chunk's size is not a hexadecimal number")
    }
    return size
  }
}
