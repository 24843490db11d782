import StripeSandbox
import Wire

/// A fault to inject: which requests it strikes, how, and how often.
struct Fault {
  enum Effect: Equatable {
    case status(Int)
    case drop
    case truncate
  }

  var id = ""
  var sandbox = ""
  var method: Method?
  var path: Glob?
  /// Only from this matching request on, counted from 1.
  var nth = 1
  var times: Int?
  var probability = 1.0
  var delay = 0.0
  var effect: Effect?
  /// The request is carried out before its answer is lost.
  var isAfter = false

  /// The words of a `Sandbox-Fault` header: `status=500; delay=200`, `drop`, `drop; after`, `truncate`. Nil for anything
  /// else.
  init?(header: String) {
    for part in header.split(separator: ";") {
      let words = part.split(separator: "=", maxSplits: 1).map { $0.trimming(" ") }
      switch (words.first, words.dropFirst().first) {
      case ("status", let value?):
        guard let status = Int(value), (200..<600).contains(status) else { return nil }
        effect = .status(status)
      case ("delay", let value?):
        guard let milliseconds = Int(value), (0...600_000).contains(milliseconds) else { return nil }
        delay = Double(milliseconds) / 1000
      case ("drop", nil): effect = .drop
      case ("truncate", nil): effect = .truncate
      case ("after", nil): isAfter = true
      default: return nil
      }
    }
    guard effect != nil || delay > 0 else { return nil }
  }

  static let headerHelp = """
    Sandbox-Fault takes “status=500”, “delay=200” (milliseconds), “drop”, “truncate” and “after”, with semicolons \
    between them.
    """

  static let fields = Fields(
    """
    method: string; path: string; nth: integer(1...); times: integer(1...); probability: number(0...1); \
    delay: integer(0...600000); status: integer(200...599); connection: drop|truncate; after: boolean
    """)

  /// - Parameter body: held against `fields` already.
  init(_ body: JSON.Object) throws(ControlError) {
    method = try body["method"]?.string.map { name throws(ControlError) in try ControlAPI.method(name) }
    path = try body["path"]?.string.map { text throws(ControlError) in try ControlAPI.glob(text) }
    nth = body["nth"]?.integer ?? 1
    times = body["times"]?.integer
    probability = body["probability"]?.number ?? 1
    delay = Double(body["delay"]?.integer ?? 0) / 1000
    isAfter = body["after"]?.bool ?? false
    effect = body["status"]?.integer.map(Effect.status)
    if let connection = body["connection"]?.string { effect = connection == "drop" ? .drop : .truncate }
    guard effect != nil || delay > 0 else {
      throw ControlError(400, "A fault needs a “status”, a “connection” (“drop” or “truncate”) or a “delay”.")
    }
  }

  var json: JSON {
    var object: JSON.Object = ["id": .string(id), "sandbox": .string(sandbox)]
    if let method { object["method"] = .string(method.rawValue) }
    if let path { object["path"] = .string(path.pattern) }
    if nth > 1 { object["nth"] = .integer(nth) }
    if let times { object["times"] = .integer(times) }
    if probability < 1 { object["probability"] = .double(probability) }
    if delay > 0 { object["delay"] = .integer(Int(delay * 1000)) }
    switch effect {
    case .status(let status): object["status"] = .integer(status)
    case .drop: object["connection"] = "drop"
    case .truncate: object["connection"] = "truncate"
    case nil: break
    }
    if isAfter { object["after"] = true }
    return .object(object)
  }

  var name: String {
    switch effect {
    case .status(let status): "status \(status)"
    case .drop: isAfter ? "dropped after" : "dropped"
    case .truncate: "truncated"
    case nil: "delayed"
    }
  }
}

/// The faults that are set in each sandbox, and which of them strikes.
package final class Faults {
  private var bySandbox: [String: SandboxFaults] = [:]
  /// Those that have any.
  private var busy: Set<String> = []

  var isEmpty: Bool { busy.isEmpty }

  func all(of sandbox: String) -> [Fault] { bySandbox[sandbox]?.all ?? [] }

  func add(_ fault: Fault, to sandbox: String) -> Fault {
    var fault = fault
    fault.sandbox = sandbox
    change(sandbox) { $0.add(&fault) }
    return fault
  }

  func remove(_ id: String, of sandbox: String) -> Bool { change(sandbox) { $0.remove(id) } }

  func removeAll(of sandbox: String) {
    if bySandbox[sandbox] != nil { change(sandbox) { $0.removeAll() } }
  }

  func removeAll() {
    bySandbox = [:]
    busy = []
  }

  /// The sandbox is gone.
  func forget(_ sandbox: String) {
    bySandbox[sandbox] = nil
    busy.remove(sandbox)
  }

  /// The first that strikes this request; it counts down.
  func strike(_ request: Request, sandbox: String) -> Fault? {
    busy.contains(sandbox) ? change(sandbox) { $0.strike(request) } : nil
  }

  private func change<Result>(_ sandbox: String, _ change: (inout SandboxFaults) -> Result) -> Result {
    defer {
      if bySandbox[sandbox]?.all.isEmpty ?? true { busy.remove(sandbox) } else { busy.insert(sandbox) }
    }
    return change(&bySandbox[sandbox, default: SandboxFaults()])
  }
}

private struct SandboxFaults {
  private(set) var all: [Fault] = []
  private var made = 0
  /// Seeded, so that what went wrong goes wrong again.
  private var chance = SeededRandom(seed: 1)

  mutating func add(_ fault: inout Fault) {
    made += 1
    fault.id = "fault_\(made)"
    all.append(fault)
  }

  mutating func remove(_ id: String) -> Bool {
    let count = all.count
    all.removeAll { $0.id == id }
    return all.count < count
  }

  mutating func removeAll() { all = [] }

  mutating func strike(_ request: Request) -> Fault? {
    for index in all.indices where matches(all[index], request) {
      if all[index].nth > 1 {
        all[index].nth -= 1
        continue
      }
      let fault = all[index]
      if fault.probability < 1, Double(chance.next() >> 11) / Double(1 << 53) >= fault.probability { continue }
      if let times = fault.times {
        if times == 1 { all.remove(at: index) } else { all[index].times = times - 1 }
      }
      return fault
    }
    return nil
  }

  private func matches(_ fault: Fault, _ request: Request) -> Bool {
    (fault.method == nil || fault.method == request.method) && (fault.path?.matches(request.path) ?? true)
  }
}

extension ControlAPI {
  func listFaults(_ call: ControlCall) throws(ControlError) -> JSON {
    ["faults": .array(faults.all(of: call.sandboxName).map(\.json))]
  }

  func addFault(_ call: ControlCall) throws(ControlError) -> JSON {
    let fault = try Fault(call.body)
    if let path = fault.path?.pattern, let meant = stripe.pathMeant(by: path) {
      throw ControlError(400, "No endpoint has the path “\(path)”. Did you mean “\(meant)”?")
    }
    return faults.add(fault, to: call.sandboxName).json
  }

  func clearFaults(_ call: ControlCall) throws(ControlError) -> JSON {
    faults.removeAll(of: call.sandboxName)
    return ["cleared": .string(call.sandboxName)]
  }

  func removeFault(_ call: ControlCall) throws(ControlError) -> JSON {
    guard faults.remove(call.id, of: call.sandboxName) else {
      throw ControlError(404, "Sandbox \(call.sandboxName) has no fault \(call.id).")
    }
    return ["id": .string(call.id), "deleted": true]
  }
}

extension Substring {
  fileprivate func trimming(_ character: Character) -> String {
    var rest = self
    while rest.first == character { rest.removeFirst() }
    while rest.last == character { rest.removeLast() }
    return String(rest)
  }
}
