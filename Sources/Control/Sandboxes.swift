import StripeSandbox
import Wire

extension ControlAPI {
  func listSandboxes(_ call: ControlCall) throws(ControlError) -> JSON {
    let list = stripe.allSandboxes.map { sandbox -> JSON in
      [
        "name": .string(sandbox.name), "account": .string(sandbox.accountID), "now": .integer(sandbox.now),
        "customers": .integer(sandbox.store[Customer.self].count),
        "payment_intents": .integer(sandbox.store[PaymentIntent.self].count),
        "setup_intents": .integer(sandbox.store[SetupIntent.self].count),
        "charges": .integer(sandbox.store[Charge.self].count), "events": .integer(sandbox.store[Event.self].count),
      ]
    }
    return ["sandboxes": .array(list)]
  }

  /// `{}`: this sandbox. `{"all": true}`: every one of them, as if the server had just started.
  func reset(_ call: ControlCall) throws(ControlError) -> JSON {
    guard call.body["all"]?.bool == true else {
      stripe.reset(call.sandboxName)
      forget(call.sandboxName)
      return ["reset": [.string(call.sandboxName)]]
    }
    let names = stripe.allSandboxes.map(\.name)
    stripe.dropAll()
    for name in applications?.sandboxes ?? [] { applications?.reset(name) }
    faults.removeAll()
    recorder.removeAll()
    return ["reset": .array(names.map(JSON.string))]
  }

  /// A sandbox that nobody needs any more. The next request to it makes it anew.
  func dropSandbox(_ call: ControlCall) throws(ControlError) -> JSON {
    guard stripe.allSandboxes.contains(where: { $0.name == call.id }) else {
      throw ControlError(404, "There is no sandbox \(call.id).")
    }
    stripe.drop(call.id)
    forget(call.id)
    snapshots.removeAll(of: call.id)
    return ["name": .string(call.id), "deleted": true]
  }

  private func forget(_ name: String) {
    applications?.reset(name)
    faults.removeAll(of: name)
    recorder.removeAll(of: name)
  }

  /// `{"outcome": "succeeded"}` or `"failed"`: what the customer did in the challenge.
  func finishChallenge(_ call: ControlCall) throws(ControlError) -> JSON {
    guard let outcome = call.body["outcome"]?.string, ["succeeded", "failed"].contains(outcome) else {
      throw ControlError(400, "“outcome” has to be “succeeded” or “failed”.")
    }
    do {
      return try stripe.finishChallenge(call.id, succeeded: outcome == "succeeded", in: call.sandbox)
    } catch {
      throw ControlError(error.status == 404 ? 404 : 400, error.message)
    }
  }
}

extension ControlAPI {
  /// `{"charge": "ch_…", "reason": "fraudulent"}`, or `"product_not_received"`, or `"inquiry"`.
  func disputeCharge(_ call: ControlCall) throws(ControlError) -> JSON {
    let reasons: [String: TestCard.DisputeKind] = [
      "fraudulent": .fraudulent, "product_not_received": .productNotReceived, "inquiry": .inquiry,
    ]
    guard let kind = reasons[call.body["reason"]?.string ?? "fraudulent"] else {
      throw ControlError(400, "“reason” has to be one of \(reasons.keys.sorted().joined(separator: ", ")).")
    }
    do {
      return try stripe.dispute(call.body["charge"]?.string ?? "", as: kind, in: call.sandbox)
    } catch {
      throw ControlError(error.status == 404 ? 404 : 400, error.message)
    }
  }
}

// MARK: Snapshots

/// Copies of sandboxes. They share with the sandbox what has not changed since, so taking and restoring cost nothing.
final class Snapshots {
  struct Snapshot {
    let name: String
    let sandbox: String
    let taken: Int
    let contents: Sandbox.Contents
    let applications: (any Sendable)?
  }

  private var byID: [String: Snapshot] = [:]
  private var order: [String] = []
  private var made = 0

  func all(of sandbox: String) -> [(String, Snapshot)] {
    order.compactMap { id in byID[id].flatMap { $0.sandbox == sandbox ? (id, $0) : nil } }
  }

  subscript(id: String) -> Snapshot? { byID[id] }

  func keep(_ snapshot: Snapshot) -> String {
    made += 1
    let id = "snap_\(made)"
    byID[id] = snapshot
    order.append(id)
    return id
  }

  func removeAll(of sandbox: String) {
    for (id, _) in all(of: sandbox) { _ = remove(id) }
  }

  func remove(_ id: String) -> Bool {
    order.removeAll { $0 == id }
    guard let removed = byID.removeValue(forKey: id) else { return false }
    removed.contents.discard()
    return true
  }
}

extension ControlAPI {
  private func describe(_ id: String, _ snapshot: Snapshots.Snapshot) -> JSON {
    [
      "id": .string(id), "name": .string(snapshot.name), "sandbox": .string(snapshot.sandbox),
      "taken": .integer(snapshot.taken),
    ]
  }

  func listSnapshots(_ call: ControlCall) throws(ControlError) -> JSON {
    ["snapshots": .array(snapshots.all(of: call.sandboxName).map { describe($0.0, $0.1) })]
  }

  func takeSnapshot(_ call: ControlCall) throws(ControlError) -> JSON {
    let snapshot = Snapshots.Snapshot(
      name: call.body["name"]?.string ?? "", sandbox: call.sandboxName, taken: call.sandbox.now,
      contents: call.sandbox.contents, applications: applications?.snapshot(of: call.sandboxName))
    return describe(snapshots.keep(snapshot), snapshot)
  }

  func restoreSnapshot(_ call: ControlCall, _ reply: Reply) throws(ControlError) {
    guard let snapshot = snapshots[call.id] else { throw ControlError(404, "There is no snapshot \(call.id).") }
    let image = SandboxImage(
      name: snapshot.sandbox, contents: snapshot.contents,
      applications: snapshot.applications.flatMap { applications?.written(snapshot: $0) })
    let answer = describe(call.id, snapshot)
    replace([image], answering: answer, reply) { [unowned self] in
      let sandbox = stripe.sandbox(named: snapshot.sandbox)
      sandbox.contents = snapshot.contents
      if let held = snapshot.applications { applications?.restore(held, of: snapshot.sandbox) }
      webhooks?.pump(sandbox)
    }
  }

  func deleteSnapshot(_ call: ControlCall) throws(ControlError) -> JSON {
    guard snapshots.remove(call.id) else { throw ControlError(404, "There is no snapshot \(call.id).") }
    return ["id": .string(call.id), "deleted": true]
  }
}
