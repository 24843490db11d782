import Redaction
import StripeSandbox
import Wire

/// The latest requests and their answers.
package final class Recorder {
  /// A request and what came of it.
  final class Record {
    struct Outcome {
      var id = 0
      var response: Response?
      var microseconds = 0
      /// What was done to it on purpose.
      var fault: String?
    }

    let at = SandboxClock().now
    let request: Request
    fileprivate(set) var outcome = Outcome()
    /// Where its answer goes, while that is awaited.
    private var passage: Passage?

    fileprivate init(_ request: Request, _ passage: Passage? = nil) {
      self.request = request.kept
      self.passage = passage
    }

    var sandbox: String { StripeAPI.sandboxName(of: request) }

    var summary: JSON {
      [
        "id": .string("\(outcome.id)"), "at": .integer(at), "sandbox": .string(sandbox),
        "method": .string(request.method.rawValue), "path": .string(redacted(request.path)),
        "query": .string(redacted(request.query)), "status": outcome.response.map { .integer($0.status) } ?? .null,
        "microseconds": .integer(outcome.microseconds), "fault": outcome.fault.map(JSON.string) ?? .null,
      ]
    }

    var details: JSON {
      guard var object = summary.object else { return .null }
      object["request"] = ["headers": .object(headers(request.headers)), "body": body(request.body)]
      object["response"] =
        outcome.response.map { ["headers": .object(headers($0.headers)), "body": body($0.body)] } ?? .null
      return .object(object)
    }

    private func headers(_ headers: Headers) -> JSON.Object {
      JSON.Object(headers.fields.map { (key: $0.name, value: .string(redacted($0.value))) })
    }

    private func body(_ bytes: [UInt8]) -> JSON {
      .string(redacted(String(decoding: bytes, as: UTF8.self)))
    }
  }

  private static let capacity = 1_000

  private var records = Latest<Record>(capacity)
  private var made = 0
  var onRecord: ((Record) -> Void)?

  /// The way back for the answer to a request, which is recorded as it passes.
  func passage(_ request: Request, _ reply: Reply) -> Reply {
    Reply(Record(request, Passage(reply: reply, recorder: self)))
  }

  func record(_ request: Request, _ answer: Wire.Answer, microseconds: Int, fault: String?) {
    conclude(Record(request), answer, microseconds: microseconds, fault: fault)
  }

  fileprivate func conclude(_ record: Record, _ answer: Wire.Answer, microseconds: Int, fault: String? = nil) {
    made += 1
    record.outcome = Record.Outcome(id: made, response: answer.kept, microseconds: microseconds, fault: fault)
    records.append(record)
    onRecord?(record)
  }

  /// Newest first.
  var all: [Record] { records.all.reversed() }

  func removeAll() { records = Latest(Self.capacity) }

  func removeAll(of sandbox: String) { records.removeAll { $0.sandbox == sandbox } }
}

/// What an answer passes through on its way.
private struct Passage {
  let reply: Reply
  let recorder: Recorder
  let start = Loop.clock()
}

extension Recorder.Record: ReplyTarget {
  package func deliver(_ answer: Wire.Answer, _ ticket: UInt64) {
    guard let passage else { return }
    self.passage = nil
    passage.reply(answer)
    let seconds = Loop.clock() - passage.start
    passage.recorder.conclude(self, answer, microseconds: Int(seconds * 1_000_000))
  }

  /// Streams pass without a record.
  package func stream(_ response: Response, _ ticket: UInt64) -> BodyStream {
    passage?.reply.stream(response) ?? BodyStream()
  }
}

/// What is kept of a body: a thousand times as much, and twice, is what it can come to.
private let bodyLimit = 32_768

extension Request {
  fileprivate var kept: Request {
    var kept = self
    kept.body.truncate(to: bodyLimit)
    return kept
  }
}

extension Wire.Answer {
  fileprivate var kept: Response? {
    switch self {
    case .response(var response), .truncated(var response):
      response.body.truncate(to: bodyLimit)
      return response
    case .dropped: return nil
    }
  }
}

extension [UInt8] {
  /// Copies what remains, so that the rest is free.
  fileprivate mutating func truncate(to limit: Int) {
    if count > limit { self = Array(prefix(limit)) }
  }
}

extension ControlAPI {
  /// `?path=/v1/refunds` (a glob), `?method=POST`, `?status=402`.
  func listRequests(_ call: ControlCall) throws(ControlError) -> JSON {
    let path = call.query["path"]?.string.map { Glob($0) }
    let method = call.query["method"]?.string
    let status = call.query["status"]?.string.flatMap { Int($0) }
    let found = recorder.all.filter { record in
      record.sandbox == call.sandboxName && (path?.matches(record.request.path) ?? true)
        && (method == nil || record.request.method.rawValue == method)
        && (status == nil || record.outcome.response?.status == status)
    }
    return ["count": .integer(found.count), "requests": .array(found.prefix(limit(call)).map(\.details))]
  }

  func showRequest(_ call: ControlCall) throws(ControlError) -> JSON {
    guard let record = recorder.all.first(where: { "\($0.outcome.id)" == call.id }) else {
      throw ControlError(404, "There is no request \(call.id) any more.")
    }
    return record.details
  }

  func clearRequests(_ call: ControlCall) throws(ControlError) -> JSON {
    recorder.removeAll(of: call.sandboxName)
    return ["cleared": .string(call.sandboxName)]
  }
}
