import Redaction
import Wire

/// One line a request, with secrets masked. Lines are collected and written together: at once when there are many,
/// after a moment when there are few.
final class RequestLog {
  enum Format { case text, json }

  /// What a line tells.
  struct Entry {
    let request: Request
    let response: Response
    let seconds: Double
  }

  private static let fullBuffer = 32_768
  private static let patience = 0.02

  private let format: Format
  private let write: ([UInt8]) -> Bool
  private let after: (Double, @escaping () -> Void) -> Void
  private var clock = LogClock()
  private var lines: [UInt8] = []
  private var isFlushPlanned = false
  private var hasReader = true

  /// Writing says whether anybody still reads; when nobody does, the log falls silent.
  init(
    _ format: Format, after: @escaping (Double, @escaping () -> Void) -> Void, write: @escaping ([UInt8]) -> Bool
  ) {
    self.format = format
    self.after = after
    self.write = write
  }

  func note(_ entry: Entry) {
    guard hasReader else { return }
    clock.update()
    let start = lines.count
    switch format {
    case .text: appendText(entry)
    case .json: appendJSON(entry)
    }
    // A sandbox's name or a message may hold anything; a line is one line all the same.
    for index in start..<lines.count where lines[index] < 0x20 || lines[index] == 0x7F {
      lines[index] = UInt8(ascii: " ")
    }
    lines.append(UInt8(ascii: "\n"))
    if lines.count >= Self.fullBuffer { return flush() }
    guard !isFlushPlanned else { return }
    isFlushPlanned = true
    after(Self.patience) { [self] in
      isFlushPlanned = false
      flush()
    }
  }

  func flush() {
    guard !lines.isEmpty else { return }
    hasReader = write(lines)
    lines.removeAll(keepingCapacity: true)
  }

  /// `10:15:02 402 POST /v1/payment_intents 0.4 ms [pr-42] card_declined: Your card was declined.`
  private func appendText(_ entry: Entry) {
    let request = entry.request
    lines += clock.timeOfDay
    lines.append(contentsOf: " \(entry.response.status) \(request.method.rawValue) ".utf8)
    appendRedacted(request.path, to: &lines)
    if !request.query.isEmpty {
      lines.append(UInt8(ascii: "?"))
      appendRedacted(request.query, to: &lines)
    }
    let tenths = Int(entry.seconds * 10_000)
    lines.append(contentsOf: " \(tenths / 10).\(tenths % 10) ms".utf8)
    if let sandbox = request.sandbox { lines.append(contentsOf: " [\(sandbox)]".utf8) }
    if let complaint = entry.response.complaint { appendRedacted(" " + complaint, to: &lines) }
  }

  private func appendJSON(_ entry: Entry) {
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
        $0.string(sandbox)
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
    lines += writer.bytes
  }
}

extension Response {
  /// What an error answer says went wrong, in the shapes of the APIs here: Stripe's, Nest's, and plain ones.
  fileprivate var complaint: String? {
    guard status >= 400, body.count < 16_384, let json = try? JSONParser.parse(body) else { return nil }
    let error = json["error"] ?? json
    let message = error["message"] ?? json["message"] ?? error
    let text = message.string ?? message.array?.compactMap(\.string).joined(separator: "; ")
    let code = error["code"]?.string ?? error["type"]?.string
    return [code, text].compactMap(\.self).joined(separator: ": ")
  }
}
