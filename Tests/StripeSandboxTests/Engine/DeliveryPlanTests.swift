import Testing

@testable import StripeSandbox

@Suite struct DeliveryPlanTests {
  private static func delivery(_ type: String = "charge.succeeded", endpoint: String = "we_1") -> Delivery {
    Delivery(
      id: "wd_1", event: "evt_1", type: type, subject: "ch_1", endpoint: endpoint, url: "http://localhost/", secret: "",
      body: [])
  }

  private static func outcome(_ rules: [DeliveryPlan.Rule], _ delivery: Delivery = delivery()) -> [Delivery] {
    var plan = DeliveryPlan()
    for rule in rules { _ = plan.add(rule) }
    return plan.outcome(of: delivery, now: 100) { "wd_2" }
  }

  @Test func withoutRulesADeliveryIsItself() {
    #expect(Self.outcome([]).map(\.id) == ["wd_1"])
  }

  @Test func duplicatesAreDeliveriesOfTheirOwnOfTheSameEvent() {
    let all = Self.outcome([.init(.duplicate(1))])
    #expect(all.map(\.id) == ["wd_1", "wd_2"])
    #expect(all.map(\.event) == ["evt_1", "evt_1"])
  }

  @Test func aDelayIsCountedFromNow() {
    #expect(Self.outcome([.init(.delay(60))]).first?.due == 160)
  }

  @Test func whatIsDroppedIsOver() {
    #expect(Self.outcome([.init(.duplicate(3)), .init(.drop)]).map(\.state) == [.dropped])
  }

  @Test(
    arguments: [
      ("charge.succeeded", nil, true), ("charge.*", nil, true), ("refund.*", nil, false), (nil, "we_1", true),
      (nil, "we_2", false), ("charge.*", "we_2", false),
    ] as [(String?, String?, Bool)])
  func aRuleStrikesItsTypeAndItsEndpoint(_ type: String?, _ endpoint: String?, _ strikes: Bool) {
    var rule = DeliveryPlan.Rule(.drop)
    rule.type = type
    rule.endpoint = endpoint
    #expect((Self.outcome([rule]).first?.state == .dropped) == strikes)
  }

  @Test func aRuleEndsAfterItsTimes() {
    var plan = DeliveryPlan()
    var rule = DeliveryPlan.Rule(.drop)
    rule.times = 2
    _ = plan.add(rule)
    let states = (0..<3).map { _ in plan.outcome(of: Self.delivery(), now: 0) { "" }.first?.state }
    #expect(states == [.dropped, .dropped, .pending])
    #expect(plan.rules.isEmpty)
  }

  @Test func theSameSeedStrikesTheSameDeliveries() {
    func struck(_ seed: UInt64) -> [Bool] {
      var plan = DeliveryPlan()
      plan.seed(seed)
      var rule = DeliveryPlan.Rule(.drop)
      rule.probability = 0.5
      _ = plan.add(rule)
      return (0..<64).map { _ in plan.outcome(of: Self.delivery(), now: 0) { "" }.first?.state == .dropped }
    }
    #expect(struck(7) == struck(7))
    #expect(struck(7) != struck(8))
    #expect((16...48).contains(struck(7).filter { $0 }.count))
  }

  @Test func whatIsCollectedIsNotSent() {
    var plan = DeliveryPlan()
    plan.mode = .collect
    #expect(plan.outcome(of: Self.delivery(), now: 0) { "" }.map(\.state) == [.collected])
  }
}
