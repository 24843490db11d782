import Redaction
import StripeSandbox
import Wire

/// The latest requests and their answers.
package final class Recorder {
  struct Record {
    let id: Int
    let at: Int
    let request: Request
    let response: Response?
    let microseconds: Int
    /// What was done to it on purpose.
    let fault: String?

    var sandbox: String { StripeAPI.sandboxName(of: request) }

    var summary: JSON {
      [
        "id": .string("\(id)"), "at": .integer(at), "sandbox": .string(sandbox),
        "method": .string(request.method.rawValue), "path": .string(redacted(request.path)),
        "query": .string(redacted(request.query)), "status": response.map { .integer($0.status) } ?? .null,
        "microseconds": .integer(microseconds), "fault": fault.map(JSON.string) ?? .null,
      ]
    }

    var details: JSON {
      guard var object = summary.object else { return .null }
      object["request"] = ["headers": .object(headers(request.headers)), "body": body(request.body)]
      object["response"] = response.map { ["headers": .object(headers($0.headers)), "body": body($0.body)] } ?? .null
      return .object(object)
    }

    private func headers(_ headers: Headers) -> JSON.Object {
      JSON.Object(headers.fields.map { (key: $0.name, value: .string(redacted($0.value))) })
    }

    private func body(_ bytes: [UInt8]) -> JSON {
      .string(redacted(String(decoding: bytes, as: UTF8.self)))
    }
  }

  static let kept = 1_000
  /// What is kept of a body: a thousand times as much, and twice, is what it can come to.
  private static let bodyLimit = 32_768

  private var ring: [Record] = []
  private var next = 0
  private var made = 0
  var onRecord: ((Record) -> Void)?

  func record(
    _ request: Request, _ answer: Wire.Answer, at: Int, microseconds: Int, fault: String?
  ) {
    made += 1
    var request = request
    var response: Response?
    if case .response(let given) = answer { response = given }
    if case .truncated(let given) = answer { response = given }
    request.body.truncate(to: Self.bodyLimit)
    response?.body.truncate(to: Self.bodyLimit)
    let record = Record(
      id: made, at: at, request: request, response: response, microseconds: microseconds, fault: fault)
    if ring.count < Self.kept {
      ring.append(record)
    } else {
      ring[next] = record
      next = (next + 1) % Self.kept
    }
    onRecord?(record)
  }

  /// Newest first.
  var all: [Record] { (ring[next...] + ring[..<next]).reversed() }

  func removeAll(of sandbox: String) {
    ring = all.reversed().filter { $0.sandbox != sandbox }
    next = 0
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
        && (status == nil || record.response?.status == status)
    }
    return ["count": .integer(found.count), "requests": .array(found.prefix(limit(call)).map(\.details))]
  }

  func showRequest(_ call: ControlCall) throws(ControlError) -> JSON {
    guard let record = recorder.all.first(where: { "\($0.id)" == call.id }) else {
      throw ControlError(404, "There is no request \(call.id) any more.")
    }
    return record.details
  }

  func clearRequests(_ call: ControlCall) throws(ControlError) -> JSON {
    recorder.removeAll(of: call.sandboxName)
    return ["cleared": .string(call.sandboxName)]
  }
}
