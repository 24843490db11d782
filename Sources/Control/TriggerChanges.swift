import StripeSandbox
import Wire

/// How a trigger's calls differ from its recipe, as the Stripe CLI's options have it:
///
///     {"event": "payment_intent.succeeded", "override": ["payment_intent:amount=500"],
///      "add": ["payment_intent:metadata[order]=1"], "remove": ["customer:name"], "customer": "cus_1"}
struct TriggerChanges {
  private struct Change {
    let subject: String
    let name: String
    let value: String
  }

  private var overrides: [Change] = []
  private var additions: [Change] = []
  private var removals: [Change] = []
  /// One that there is already takes the place of the customer that would be made.
  private(set) var customer: String?

  init(_ body: JSON) throws(ControlError) {
    overrides = try Self.changes(body["override"], hasValue: true)
    additions = try Self.changes(body["add"], hasValue: true)
    removals = try Self.changes(body["remove"], hasValue: false)
    customer = body["customer"]?.string
  }

  private static func changes(_ value: JSON?, hasValue: Bool) throws(ControlError) -> [Change] {
    var changes: [Change] = []
    for item in value?.array ?? (value?.string.map { [.string($0)] } ?? []) {
      let text = item.string ?? item.text
      let halves = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let words = (halves.first ?? "").split(separator: ":", maxSplits: 1).map(String.init)
      guard words.count == 2, halves.count == (hasValue ? 2 : 1) else {
        let form = hasValue ? "customer:email=jenny@example.com" : "customer:email"
        throw ControlError(400, "“\(text)” is not of the form \(form).")
      }
      changes.append(Change(subject: words[0], name: bracketed(words[1]), value: halves.count > 1 ? halves[1] : ""))
    }
    return changes
  }

  /// `shipping.address.line1` is `shipping[address][line1]`.
  private static func bracketed(_ name: String) -> String {
    let parts = name.split(separator: ".").map(String.init)
    return (parts.first ?? "") + parts.dropFirst().map { "[\($0)]" }.joined()
  }

  /// A change of a call that is never made is a mistake.
  func check(against script: Script) throws(ControlError) {
    let subjects = script.steps.map(\.subject)
    for change in overrides + additions + removals where !subjects.contains(change.subject) {
      throw ControlError(
        400, "This event's calls are \(subjects.joined(separator: ", ")): there is no “\(change.subject)” among them.")
    }
  }

  /// With changes, a call that is refused is told: without, it can be what the event is about.
  func check(_ answer: JSON, _ event: String) throws(ControlError) {
    guard !(overrides + additions + removals).isEmpty || customer != nil, let error = answer["error"],
      error["type"] == "invalid_request_error"
    else { return }
    throw ControlError(400, "The sandbox refused a call for \(event): \(error["message"]?.string ?? answer.text)")
  }

  func applied(to step: Script.Step) -> Script.Step {
    var pairs = step.form.split(separator: "&").map { pair in
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      return (name: halves[0], value: halves.count > 1 ? halves[1] : "")
    }
    for change in removals where change.subject == step.subject {
      pairs.removeAll { $0.name == change.name || $0.name.hasPrefix(change.name + "[") }
    }
    for change in overrides where change.subject == step.subject {
      let place = pairs.firstIndex { $0.name == change.name } ?? pairs.endIndex
      pairs.removeAll { $0.name == change.name }
      pairs.insert((change.name, percentEncoded(change.value)), at: min(place, pairs.endIndex))
    }
    for change in additions where change.subject == step.subject {
      pairs.append((change.name, percentEncoded(change.value)))
    }
    if let customer, step.takesCustomer, !pairs.contains(where: { $0.name == "customer" }) {
      pairs.append(("customer", customer))
    }
    return step.with(form: pairs.map { "\($0.name)=\($0.value)" }.joined(separator: "&"))
  }
}

extension Script.Step {
  var makesCustomer: Bool { method == .post && path == "customers" }

  fileprivate var takesCustomer: Bool {
    method == .post
      && ["payment_intents", "setup_intents", "subscriptions", "invoices", "invoiceitems", "checkout/sessions"]
        .contains(path)
  }
}
