import StripeSandbox
import Wire

extension ControlAPI {
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
          ]
        }),
    ]
    if withBody { object["body"] = (try? JSONParser.parse(delivery.body)) ?? .null }
    return .object(object)
  }

  static let deliveryFilters = Fields("state: pending|succeeded|failed; type: string; limit: integer")

  /// `?state=pending|succeeded|failed`, `?type=charge.succeeded`.
  func listDeliveries(_ call: ControlCall) throws(ControlError) -> JSON {
    let state = call.query["state"]?.string
    let type = call.query["type"]?.string
    let found = call.sandbox.store.deliveries.all.filter { delivery in
      (state == nil || delivery.state.rawValue == state) && (type == nil || delivery.type == type)
    }
    return ["deliveries": .array(found.prefix(limit(call)).map { describe($0, withBody: false) })]
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
