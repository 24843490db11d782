import Wire

/// Sends a sandbox's webhooks twice, late, out of order or not at all. Stripe promises neither one delivery nor an
/// order, so a receiver has to bear all of these.
///
/// Chance comes from a seed, so that a test that failed fails again.
package struct DeliveryPlan: Sendable {
  package enum Mode: String, Codable, CaseIterable, Sendable {
    /// Deliveries are sent.
    case send
    /// They wait until the mode is another.
    case pause
    /// They are kept to be looked at, and sent to no one.
    case collect
  }

  package enum Effect: Equatable, Sendable {
    /// It is sent so many times more.
    case duplicate(Int)
    /// It is sent so many seconds later, by the sandbox's clock.
    case delay(Int)
    case drop
    /// Those that wait are sent in an order of chance, one after the other.
    case shuffle
  }

  package struct Rule: Sendable {
    package var id = ""
    /// `charge.succeeded`, `charge.*`; nil: every type.
    package var type: String?
    /// Nil: every endpoint.
    package var endpoint: String?
    package var effect: Effect
    package var probability = 1.0
    /// For how many deliveries more.
    package var times: Int?

    package init(_ effect: Effect) { self.effect = effect }

    func applies(to delivery: Delivery) -> Bool {
      (type.map { Event.matches(delivery.type, $0) } ?? true) && (endpoint.map { $0 == delivery.endpoint } ?? true)
    }
  }

  package var mode = Mode.send
  package private(set) var rules: [Rule] = []
  private var made = 0
  private var chance = SeededRandom(seed: 1)

  package init() {}

  package mutating func add(_ rule: Rule) -> Rule {
    var rule = rule
    made += 1
    rule.id = "rule_\(made)"
    rules.append(rule)
    return rule
  }

  package mutating func remove(_ id: String) -> Bool {
    let count = rules.count
    rules.removeAll { $0.id == id }
    return rules.count < count
  }

  package mutating func removeAllRules() { rules = [] }

  package mutating func seed(_ seed: UInt64) { chance = SeededRandom(seed: seed) }

  /// Whether an endpoint's deliveries are sent in an order of chance.
  package func shuffles(_ endpoint: String) -> Bool {
    rules.contains { $0.effect == .shuffle && ($0.endpoint ?? endpoint) == endpoint }
  }

  /// The deliveries that one becomes: itself, later, more than once or dropped.
  mutating func outcome(of delivery: Delivery, now: Int, newID: () -> String) -> [Delivery] {
    guard mode != .collect else { return [delivery.ended(.collected)] }
    guard !rules.isEmpty else { return [delivery] }
    var delivery = delivery
    var copies = 0
    for effect in strike(delivery) {
      switch effect {
      case .drop: return [delivery.ended(.dropped)]
      case .duplicate(let count): copies += count
      case .delay(let seconds): delivery.due = (delivery.due ?? now).addingReportingOverflow(seconds).partialValue
      case .shuffle: break
      }
    }
    return [delivery] + (0..<copies).map { _ in delivery.copy(newID()) }
  }

  /// The effects of the rules that strike this time; they count down.
  private mutating func strike(_ delivery: Delivery) -> [Effect] {
    var effects: [Effect] = []
    for index in rules.indices where rules[index].applies(to: delivery) && rules[index].times != 0 {
      let rule = rules[index]
      if rule.probability < 1, Double(chance.next() >> 11) / Double(1 << 53) >= rule.probability { continue }
      if let times = rule.times { rules[index].times = times - 1 }
      effects.append(rule.effect)
    }
    rules.removeAll { $0.times == 0 }
    return effects
  }

  /// Which of so many waiting ones is sent next.
  package mutating func pick(of count: Int) -> Int { Int(chance.next() % UInt64(max(count, 1))) }
}
