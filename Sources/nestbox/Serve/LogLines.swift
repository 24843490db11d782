import Redaction
import Wire

/// The facts of a line of the log.
struct LogEntry {
  let request: Request
  let response: Response
  let seconds: Double
}

/// Log lines as bytes, with secrets masked.
struct LogLines {
  private(set) var bytes: [UInt8] = []
  private let format: RequestLog.Format

  init(_ format: RequestLog.Format) { self.format = format }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// `10:15:02 402 POST /v1/payment_intents 0.4 ms [pr-42] card_declined: Your card was declined.`
  mutating func appendText(_ entry: LogEntry, _ clock: LogClock) {
    let start = bytes.count
    let request = entry.request
    bytes += clock.timeOfDay
    append(" ")
    append(entry.response.status)
    append(" ")
    append(request.method.rawValue)
    append(" ")
    appendRedacted(request.path, to: &bytes)
    if !request.query.isEmpty {
      append("?")
      appendRedacted(request.query, to: &bytes)
    }
    let tenths = Int(entry.seconds * 10_000)
    append(" ")
    append(tenths / 10)
    append(".")
    append(tenths % 10)
    append(" ms")
    if let sandbox = request.sandbox { append(" [\(redacted(sandbox))]") }
    if let complaint = entry.response.complaint { appendRedacted(" " + complaint, to: &bytes) }
    keepOnOneLine(from: start)
    makePrintable(from: start)
    append("\n")
  }

  mutating func appendJSON(_ entry: LogEntry, _ clock: LogClock) {
    let request = entry.request
    var writer = JSONWriter(capacity: 256)
    writer.object {
      $0.key("time")
      $0.string(clock.timestamp)
      $0.key("status")
      $0.integer(entry.response.status)
      $0.key("method")
      $0.string(request.method.rawValue)
      $0.key("path")
      $0.string(redacted(request.path))
      $0.key("query")
      $0.string(redacted(request.query))
      $0.key("microseconds")
      $0.integer(Int(entry.seconds * 1_000_000))
      $0.key("bytes")
      $0.integer(entry.response.body.count)
      if let sandbox = request.sandbox {
        $0.key("sandbox")
        $0.string(redacted(sandbox))
      }
      if let id = entry.response.headers["Request-Id"] {
        $0.key("request_id")
        $0.string(id)
      }
      if let complaint = entry.response.complaint {
        $0.key("error")
        $0.string(redacted(complaint))
      }
    }
    let start = bytes.count
    bytes += writer.bytes
    makePrintable(from: start)
    append("\n")
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// A number that is not negative.
  private mutating func append(_ number: Int) {
    if number >= 10 { append(number / 10) }
    bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  /// Characters beyond ASCII may steer a terminal or turn the direction of a line.
  private mutating func makePrintable(from start: Int) {
    guard bytes[start...].contains(where: { $0 >= 0x80 }) else { return }
    let text = String(decoding: bytes[start...], as: UTF8.self)
    bytes.replaceSubrange(start..., with: (format == .json ? text.printableJSON : text.printable).utf8)
  }

  /// A sandbox's name or a message may hold anything.
  private mutating func keepOnOneLine(from start: Int) {
    bytes.withUnsafeMutableBufferPointer { bytes in
      for index in start..<bytes.count where bytes[index] < 0x20 || bytes[index] == 0x7F {
        bytes[index] = UInt8(ascii: " ")
      }
    }
  }
}

extension Response {
  /// The message of an error answer, in the shapes of the APIs here: Stripe's, Nest's, and plain ones.
  fileprivate var complaint: String? {
    guard status >= 400, body.count < 16_384, let json = try? JSONParser.parse(body) else { return nil }
    let error = json["error"] ?? json
    let message = error["message"] ?? json["message"] ?? error
    let text = message.string ?? message.array?.compactMap(\.string).joined(separator: "; ")
    let code = error["code"]?.string ?? error["type"]?.string
    return [code, text].compactMap(\.self).joined(separator: ": ")
  }
}
