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
    guard call.isTrue("all") else {
      stripe.reset(call.sandboxName)
      forget(call.sandboxName)
      return ["reset": [.string(call.sandboxName)]]
    }
    let names = stripe.sandboxNames
    stripe.dropAll()
    for name in names { webhooks?.forget(name) }
    for name in applications?.sandboxes ?? [] { applications?.reset(name) }
    faults.removeAll()
    recorder.removeAll()
    return ["reset": .array(names.sorted().map(JSON.string))]
  }

  /// Drops a sandbox. The next request to it makes it anew.
  func dropSandbox(_ call: ControlCall) throws(ControlError) -> JSON {
    let names = stripe.sandboxNames
    guard names.contains(call.id) else { throw ControlError(404, "There is no sandbox \(call.id).") }
    // Its connected accounts have sandboxes of their own, which go with it.
    for name in names where name == call.id || name.hasPrefix(call.id + "/") {
      stripe.drop(name)
      webhooks?.forget(name)
      applications?.reset(name)
      faults.forget(name)
      recorder.forget(name)
      snapshots.forget(name)
    }
    return ["name": .string(call.id), "deleted": true]
  }

  private func forget(_ name: String) {
    webhooks?.forget(name)
    applications?.reset(name)
    faults.removeAll(of: name)
    recorder.removeAll(of: name)
  }

  /// `{"outcome": "succeeded"}` or `"failed"`: what the customer did in the challenge.
  func finishChallenge(_ call: ControlCall) throws(ControlError) -> JSON {
    guard let outcome = call.body["outcome"]?.string else {
      throw ControlError(400, "“outcome” has to be “succeeded” or “failed”.")
    }
    return try told { () throws(StripeError) in
      let secret = call.body["client_secret"]?.string ?? (call.isForeign ? "" : nil)
      return try stripe.finishChallenge(
        call.id, succeeded: outcome == "succeeded", clientSecret: secret, in: call.sandbox)
    }
  }

  /// A refusal of Stripe's in the words of this API.
  private func told(_ happening: () throws(StripeError) -> JSON) throws(ControlError) -> JSON {
    do {
      return try happening()
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
    let kind = reasons[call.body["reason"]?.string ?? ""] ?? .fraudulent
    return try told { () throws(StripeError) in
      try stripe.dispute(call.body["charge"]?.string ?? "", as: kind, in: call.sandbox)
    }
  }

  /// `{}`: four more years. `{"exp_year": 2040}`, or `{"number": "5555555555554444"}` for another card.
  func renewCard(_ call: ControlCall) throws(ControlError) -> JSON {
    try told { () throws(StripeError) in
      try stripe.renewCard(
        call.id, number: call.body["number"]?.string, expMonth: call.body["exp_month"]?.integer,
        expYear: call.body["exp_year"]?.integer, in: call.sandbox)
    }
  }

  /// `{"amount": 1000}`: what a customer does with the address of a source.
  func sendMoney(_ call: ControlCall) throws(ControlError) -> JSON {
    guard let amount = call.body["amount"]?.integer else { throw ControlError(400, "“amount” is missing.") }
    return try told { () throws(StripeError) in try stripe.send(amount, to: call.id, in: call.sandbox) }
  }

  /// `{"fail": true}`
  func failTestClock(_ call: ControlCall) throws(ControlError) -> JSON {
    guard call.isTrue("fail") else { throw ControlError(400, "A test clock can only {\"fail\": true} from outside.") }
    return try told { () throws(StripeError) in try stripe.failTestClock(call.id, in: call.sandbox) }
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
    /// Those of the accounts that were connected to it, by their sandboxes' names.
    let accounts: [String: Sandbox.Contents]
    let applications: (any Sendable)?
  }

  private struct Album {
    /// Oldest first.
    var snapshots: [(id: String, snapshot: Snapshot)] = []
    var made = 0
  }

  private var albums: [String: Album] = [:]

  func all(of sandbox: String) -> [(id: String, snapshot: Snapshot)] { albums[sandbox]?.snapshots ?? [] }

  func find(_ id: String, of sandbox: String) -> Snapshot? { all(of: sandbox).first { $0.id == id }?.snapshot }

  func keep(_ snapshot: Snapshot) -> String {
    var album = albums[snapshot.sandbox] ?? Album()
    album.made += 1
    let id = "snap_\(album.made)"
    album.snapshots.append((id, snapshot))
    albums[snapshot.sandbox] = album
    return id
  }

  /// The sandbox is gone.
  func forget(_ sandbox: String) {
    for (_, snapshot) in albums.removeValue(forKey: sandbox)?.snapshots ?? [] { snapshot.contents.discard() }
  }

  func remove(_ id: String, of sandbox: String) -> Bool {
    guard let index = all(of: sandbox).firstIndex(where: { $0.id == id }) else { return false }
    albums[sandbox]?.snapshots.remove(at: index).snapshot.contents.discard()
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
      contents: call.sandbox.contents,
      accounts: Dictionary(call.sandbox.accountSandboxes.map { ($0.name, $0.contents) }) { first, _ in first },
      applications: applications?.snapshot(of: call.sandboxName))
    return describe(snapshots.keep(snapshot), snapshot)
  }

  func restoreSnapshot(_ call: ControlCall, _ reply: Reply) throws(ControlError) {
    guard let snapshot = snapshots.find(call.id, of: call.sandboxName) else { throw noSnapshot(call) }
    let image = SandboxImage(
      name: snapshot.sandbox, contents: snapshot.contents,
      applications: snapshot.applications.flatMap { applications?.written(snapshot: $0) })
    let accounts = snapshot.accounts.sorted { $0.key < $1.key }
    let images = accounts.map { SandboxImage(name: $0.key, contents: $0.value, applications: nil) }
    replace([image] + images, answering: describe(call.id, snapshot), reply) { [unowned self] in
      let sandbox = stripe.sandbox(named: snapshot.sandbox)
      sandbox.contents = snapshot.contents
      for (name, contents) in accounts { stripe.sandbox(named: name).contents = contents }
      if let held = snapshot.applications { applications?.restore(held, of: snapshot.sandbox) }
      webhooks?.pump(sandbox)
    }
  }

  func deleteSnapshot(_ call: ControlCall) throws(ControlError) -> JSON {
    guard snapshots.remove(call.id, of: call.sandboxName) else { throw noSnapshot(call) }
    return ["id": .string(call.id), "deleted": true]
  }

  private func noSnapshot(_ call: ControlCall) -> ControlError {
    ControlError(404, "Sandbox \(call.sandboxName) has no snapshot \(call.id).")
  }
}
