/// A message that is not HTTP, or more than we take. A server answers with the status and closes.
struct Rejection: Error, Equatable {
  let status: Int
  let reason: String

  static func malformed(_ reason: String) -> Rejection { Rejection(status: 400, reason: reason) }
}

/// Finds the lines of a message in bytes that come in pieces.
struct LineReader {
  private let limit: Int
  /// How many of the bytes not yet consumed are known to hold no line end.
  private var scanned = 0
  private var size = 0

  init(limit: Int) { self.limit = limit }

  var isFresh: Bool { size + scanned == 0 }

  /// Where the next line stands, without its CR LF, or nil when its end has not come yet.
  mutating func next(_ input: Span<UInt8>, _ position: inout Int) throws(Rejection) -> Range<Int>? {
    guard let end = input.firstIndex(of: UInt8(ascii: "\n"), from: position + scanned) else {
      scanned = input.count - position
      if size + scanned > limit { throw tooLong }
      return nil
    }
    let start = position
    position = end + 1
    scanned = 0
    size += position - start
    if size > limit { throw tooLong }
    guard end > start, input[end - 1] == UInt8(ascii: "\r") else {
      throw .malformed("A line does not end in CR LF")
    }
    return start..<(end - 1)
  }

  /// Starts counting anew, behind a line.
  mutating func reset() { size = 0 }

  private var tooLong: Rejection {
    Rejection(status: 431, reason: "The start line and the headers are longer than \(limit) bytes")
  }
}
