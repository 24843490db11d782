import Redaction
import StripeSandbox
import Wire

extension ControlAPI {
  /// Lists the operations of Stripe's API that are there.
  func listEndpoints(_ call: ControlCall) throws(ControlError) -> JSON {
    let names = Registry.shared.endpoints.map { method, endpoint in "\(method.rawValue) \(endpoint.pattern)" }
    return ["endpoints": .array(names.sorted().map(JSON.string))]
  }

  private func describe(_ delivery: Delivery, withBody: Bool) -> JSON {
    var object: JSON.Object = [
      "id": .string(delivery.id), "event": .string(delivery.event), "type": .string(delivery.type),
      "endpoint": .string(delivery.endpoint), "url": .string(delivery.url),
      "state": .string(delivery.state.rawValue),
      "attempts": .array(
        delivery.attempts.map { attempt in
          [
            "at": .integer(attempt.at), "milliseconds": .integer(attempt.milliseconds),
            "status": attempt.status.map(JSON.integer) ?? .null, "problem": attempt.problem.map(JSON.string) ?? .null,
            "answer": attempt.answer.map { .string(redacted($0)) } ?? .null,
            "signature": attempt.signature.map(JSON.string) ?? .null,
          ]
        }), "next_attempt": delivery.due.map(JSON.integer) ?? .null,
    ]
    if withBody {
      object["signature"] = .string(delivery.signature)
      object["body"] = (try? JSONParser.parse(delivery.body)) ?? .null
    }
    return .object(object)
  }

  static let deliveryFilters = Fields(
    """
    state: pending|succeeded|failed|dropped|collected; type: string; event: string; object: string; endpoint: string; \
    body: boolean; wait: string; count: integer(1...); after: string; limit: integer(1...)
    """)

  /// `?state=pending|succeeded|failed|dropped|collected`, `?type=charge.succeeded` or `charge.*`, `?event=`, `?object=`,
  /// `?endpoint=`; `?body=true` shows the bodies as well.
  func listDeliveries(_ call: ControlCall) throws(ControlError) -> JSON {
    let found = try deliveries(call)
    let withBody = call.query["body"]?.string == "true"
    let page = try page(of: found, call) { $0.id }
    return [
      "count": .integer(found.count), "deliveries": .array(page.map { describe($0, withBody: withBody) }),
    ]
  }

  /// `?after=` the id of the last one of the page before, `?limit=`.
  func page<Element>(
    of all: [Element], _ call: ControlCall, id: (Element) -> String
  ) throws(ControlError) -> ArraySlice<Element> {
    guard let after = call.query["after"]?.string else { return all.prefix(limit(call)) }
    guard let index = all.firstIndex(where: { id($0) == after }) else {
      throw ControlError(404, "What “after” names is not there, or not there any more.")
    }
    return all[(index + 1)...].prefix(limit(call))
  }

  /// A type, or the beginning of some with a star behind it. Thin events have types of their own.
  static func eventType(_ text: String) throws(ControlError) -> String {
    let isKnown =
      text.hasSuffix("*")
      ? EventTypes.all.contains { Event.matches($0, text) } : EventTypes.contains(text)
    if isKnown || text.hasPrefix("v1.") || text.hasPrefix("v2.") { return text }
    let meant = EventTypes.suggestion(for: text).map { " Did you mean “\($0)”?" } ?? ""
    throw ControlError(400, "There is no event type “\(text)”.\(meant)")
  }

  private func deliveries(_ call: ControlCall) throws(ControlError) -> [Delivery] {
    let state = call.query["state"]?.string
    if let state, Delivery.State(rawValue: state) == nil {
      throw ControlError(400, "A delivery is pending, succeeded, failed, dropped or collected, not “\(state)”.")
    }
    let type = try call.query["type"]?.string.map(Self.eventType)
    let event = call.query["event"]?.string
    let object = call.query["object"]?.string
    let endpoint = call.query["endpoint"]?.string
    return call.sandbox.store.deliveries.all.filter { delivery in
      (state == nil || delivery.state.rawValue == state) && (type.map { delivery.isOf($0) } ?? true)
        && (event == nil || delivery.event == event) && (object == nil || delivery.subject == object)
        && (endpoint == nil || delivery.endpoint == endpoint)
    }
  }

  /// `?type=charge.succeeded&wait=5`: answers once `count` of them (1, if not said) have arrived, or 408 after so many
  /// seconds.
  func waitForDeliveries(_ request: Request, _ reply: Reply) {
    do throws(ControlError) {
      let call = try ControlCall(request, [], self, query: Self.deliveryFilters)
      guard let seconds = call.query["wait"]?.string.flatMap({ Double($0) }), (0...600).contains(seconds) else {
        throw ControlError(400, "“wait” is a number of seconds, at most 600.")
      }
      let count = call.query["count"]?.string.flatMap { Int($0) } ?? 1
      let isStateGiven = call.query["state"] != nil
      _ = try deliveries(call)
      func arrived() -> [Delivery] {
        let found = (try? deliveries(call)) ?? []
        return isStateGiven ? found : found.filter { $0.state == .succeeded || $0.state == .collected }
      }
      guard let after else { throw ControlError(501, "This server cannot wait.") }
      deliveryWaits.add(for: seconds, reply, after: after) { [unowned self] in
        guard arrived().count >= count, let list = try? listDeliveries(call) else { return nil }
        return .json(200, list)
      } late: {
        ControlError(408, "\(arrived().count) of \(count) such deliveries arrived within \(seconds) seconds.").response
      }
    } catch {
      reply(error.response)
    }
  }

  func showDelivery(_ call: ControlCall) throws(ControlError) -> JSON {
    guard let delivery = call.sandbox.store.deliveries[call.id] else {
      throw ControlError(404, "There is no delivery \(call.id).")
    }
    return describe(delivery, withBody: true)
  }

  func resendDelivery(_ call: ControlCall) throws(ControlError) -> JSON {
    guard call.sandbox.store.deliveries[call.id] != nil else {
      throw ControlError(404, "There is no delivery \(call.id).")
    }
    guard call.sandbox.store.deliveries.resend(call.id) else {
      throw ControlError(409, "Delivery \(call.id) is still under way.")
    }
    webhooks?.pump(call.sandbox)
    return try showDelivery(call)
  }

  /// `?limit=`, 100 if not said.
  func limit(_ call: ControlCall) -> Int { min(max(call.query["limit"]?.string.flatMap { Int($0) } ?? 100, 1), 1000) }
}
