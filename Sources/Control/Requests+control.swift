import StripeSandbox
import Wire

extension ControlAPI {
  static let requestFilters = Fields(
    """
    path: string; method: string; status: integer(100...599); search: string; failed: boolean; brief: boolean; \
    after: string; limit: integer(1...)
    """)

  /// `?path=/v1/refunds` (a glob), `?method=POST`, `?status=402`, `?failed=true`; `?search=` is a part of a path, a query
  /// or a body. `?brief=true` leaves headers and bodies out.
  func listRequests(_ call: ControlCall) throws(ControlError) -> JSON {
    let path = try call.query["path"]?.string.map { text throws(ControlError) in try Self.glob(text) }
    let method = try call.query["method"]?.string.map { name throws(ControlError) in try Self.method(name) }
    let status = call.query["status"]?.string.flatMap { Int($0) }
    let search = call.query["search"]?.string
    let isFailed = call.isTrue("failed")
    let found = recorder.all(of: call.sandboxName).filter { record in
      (path?.matches(record.request.path) ?? true) && (method == nil || record.request.method == method)
        && (status == nil || record.outcome.response?.status == status) && (!isFailed || record.hasFailed)
        && (search.map { record.mentions($0) } ?? true)
    }
    let page = try page(of: found, call) { "\($0.outcome.id)" }
    let isBrief = call.isTrue("brief")
    return [
      "count": .integer(found.count), "requests": .array(page.map { isBrief ? $0.summary : $0.details }),
    ]
  }

  /// By its number here, or by the id that its answer carried (`req_…`).
  func showRequest(_ call: ControlCall) throws(ControlError) -> JSON {
    let found = recorder.all(of: call.sandboxName).first { record in
      call.id.hasPrefix("req_") ? record.requestID == call.id : "\(record.outcome.id)" == call.id
    }
    guard let found else {
      throw ControlError(404, "Sandbox \(call.sandboxName) has no request \(call.id), or has it no more.")
    }
    return story(of: found, call)
  }

  /// The page to which `request_log_url` leads, for those who ask for one.
  func requestPage(_ request: Request) -> Response? {
    let parts = request.path.split(separator: "/")
    guard request.method == .get, parts.count == 3, parts[1] == "requests",
      request.headers["Accept"]?.contains("text/html") == true,
      let record = recorder.record(withRequestID: String(parts[2]))
    else { return nil }
    return RequestPage.html(record)
  }

  func clearRequests(_ call: ControlCall) throws(ControlError) -> JSON {
    recorder.removeAll(of: call.sandboxName)
    return ["cleared": .string(call.sandboxName)]
  }
}

extension ControlAPI {
  /// A path as faults and filters take it.
  static func glob(_ text: String) throws(ControlError) -> Glob {
    guard text.hasPrefix("/") || text.hasPrefix("*") else {
      throw ControlError(400, "“path” begins with a slash or a star: did you mean “/\(text)”?")
    }
    guard let glob = Glob(text) else { throw ControlError(400, "“path” has at most \(Glob.longest) bytes.") }
    return glob
  }

  static func method(_ name: String) throws(ControlError) -> Method {
    if let method = Method(rawValue: name.uppercased()) { return method }
    let known = Method.allCases.map(\.rawValue)
    let meant = suggestion(for: name.uppercased(), among: known).map { "; did you mean “\($0)”?" } ?? ""
    throw ControlError(400, "“method” is one of \(known.joined(separator: ", "))\(meant)")
  }
}
