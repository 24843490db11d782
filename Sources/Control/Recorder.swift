import Platform
import Redaction
import StripeSandbox
import Wire

/// The latest requests of each sandbox, and their answers.
package final class Recorder {
  /// A request and what came of it.
  final class Record {
    struct Outcome {
      /// Counted in its sandbox.
      var id = 0
      var response: Response?
      var microseconds = 0
      /// The fault that struck it.
      var fault: String?
    }

    let at = SandboxClock().now
    let request: Request
    fileprivate(set) var outcome = Outcome()
    /// Where its answer goes, while that is awaited.
    private var passage: Passage?

    fileprivate init(_ request: Request, _ passage: Passage? = nil) {
      self.request = request.isKeptWhole ? request : request.kept
      self.passage = passage
    }

    var sandbox: String { StripeAPI.sandboxName(of: request) }
    var requestID: String? { outcome.response?.headers["Request-Id"] }

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

    /// The request as it may be shown.
    var masked: Request {
      var masked = request
      masked.query = redacted(request.query)
      masked.body = Array(redacted(Self.readable(request.body)).utf8)
      return masked
    }

    var hasFailed: Bool { outcome.response.map { $0.status >= 400 } ?? true }

    func mentions(_ text: String) -> Bool {
      let places = [
        request.path, request.query, Self.readable(request.body), Self.readable(outcome.response?.body ?? []),
      ]
      return places.contains { redacted($0).lowercased().contains(text.lowercased()) }
    }

    private static func readable(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// About how much memory it takes.
    fileprivate var size: Int { 512 + request.body.count + (outcome.response?.body.count ?? 0) }

    private func headers(_ headers: Headers) -> JSON.Object {
      JSON.Object(headers.fields.map { (key: $0.name, value: .string(redacted($0.value))) })
    }

    private func body(_ bytes: [UInt8]) -> JSON {
      .string(redacted(String(decoding: bytes, as: UTF8.self)))
    }
  }

  /// The records of one sandbox.
  fileprivate final class Ring {
    var records = Latest<Record>(1_000)
    var made = 0
    var size = 0

    /// - Returns: How much larger it is now.
    func append(_ record: Record) -> Int {
      let growth = record.size - (records.append(record)?.size ?? 0)
      size += growth
      return growth
    }

    /// Forgets the oldest until the rest is no larger.
    func trim(to size: Int) {
      var surplus = self.size - size
      guard surplus > 0 else { return }
      let gone = records.all.prefix { record in
        defer { surplus -= record.size }
        return surplus > 0
      }
      self.size -= gone.reduce(0) { $0 + $1.size }
      records.removeOldest(gone.count)
    }
  }

  private let limit: Int
  private var rings: [String: Ring] = [:]
  private var size = 0
  /// A client sends the same key with every request: whose ring that is.
  private var latest: (header: String, ring: Ring)?
  private let stream: Stream

  /// - Parameters:
  ///   - stream: is told of each record.
  ///   - limit: how many bytes the records of all sandboxes may take together.
  init(_ stream: Stream = Stream(), limit: Int = 128 << 20) {
    self.stream = stream
    self.limit = limit
  }

  /// The record whose answer carried an id (`req_…`), of whatever sandbox: an id is random, so that knowing it is enough.
  func record(withRequestID id: String) -> Record? {
    for ring in rings.values {
      if let found = ring.records.all.last(where: { $0.requestID == id }) { return found }
    }
    return nil
  }

  /// The way back for the answer to a request, which is recorded as it passes.
  func passage(_ request: Request, _ reply: Reply) -> Reply {
    Reply(Record(request, Passage(reply: reply, recorder: self)))
  }

  func record(_ request: Request, _ answer: Wire.Answer, microseconds: Int, fault: String?) {
    conclude(Record(request), answer, microseconds: microseconds, fault: fault)
  }

  fileprivate func conclude(_ record: Record, _ answer: Wire.Answer, microseconds: Int, fault: String? = nil) {
    let ring = ring(of: record)
    ring.made += 1
    record.outcome = Record.Outcome(id: ring.made, response: answer.kept, microseconds: microseconds, fault: fault)
    size += ring.append(record)
    if size > limit { trim() }
    stream.tell("request", of: record.sandbox, record.summary)
  }

  private func ring(of record: Record) -> Ring {
    let request = record.request
    let isPlain = request.sandbox == nil && !request.headers.contains("Stripe-Account")
    if isPlain, let latest, request.headers.has("Authorization", latest.header) { return latest.ring }
    let name = record.sandbox
    let ring = rings[name] ?? Ring()
    rings[name] = ring
    if isPlain, let header = request.headers["Authorization"] { latest = (header, ring) }
    return ring
  }

  /// A busy sandbox does not cost a quiet one its records: those that hold more than their share of half the limit
  /// forget what is above it.
  private func trim() {
    let share = limit / 2 / max(rings.count, 1)
    for ring in rings.values { ring.trim(to: share) }
    size = rings.values.reduce(0) { $0 + $1.size }
  }

  /// Newest first.
  func all(of sandbox: String) -> [Record] { rings[sandbox]?.records.all.reversed() ?? [] }

  func removeAll() {
    freeOnThread(rings)
    rings = [:]
    size = 0
    latest = nil
  }

  /// Numbering goes on, so that no number means two requests.
  func removeAll(of sandbox: String) {
    guard let ring = rings[sandbox] else { return }
    size -= ring.size
    ring.trim(to: 0)
  }

  /// The sandbox is gone.
  func forget(_ sandbox: String) {
    removeAll(of: sandbox)
    rings[sandbox] = nil
    latest = nil
  }
}

/// The reply that an answer goes through on its way.
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

/// The bytes kept of a body, and of a path or a query.
private let bodyLimit = 32_768
private let targetLimit = 2_048

extension Request {
  private var isSecret: Bool { method != .get && mayNameCard }

  fileprivate var isKeptWhole: Bool {
    body.count <= bodyLimit && path.utf8.count <= targetLimit && query.utf8.count <= targetLimit && !isSecret
  }

  /// The part of a request that is kept: bounded in size, and without the number or code of a card.
  fileprivate var kept: Request {
    var kept = self
    if isSecret {
      kept.body = Array(redacted(String(decoding: body, as: UTF8.self)).utf8)
      kept.query = redacted(query)
    }
    kept.body.truncate(to: bodyLimit)
    kept.path.truncate(to: targetLimit)
    kept.query.truncate(to: targetLimit)
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

extension String {
  fileprivate mutating func truncate(to limit: Int) {
    if utf8.count > limit { self = String(decoding: utf8.prefix(limit), as: UTF8.self) + "…" }
  }
}
