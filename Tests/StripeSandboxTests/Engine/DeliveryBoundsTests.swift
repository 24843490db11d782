import Testing
import Wire

@testable import StripeSandbox

/// However long nobody answers, what waits is bounded, and says how it ended.
@Suite struct DeliveryBoundsTests {
  private func delivery(_ number: Int, endpoint: String = "we", bytes: Int = 0) -> Delivery {
    Delivery(
      id: "wd_\(number)", event: "evt_\(number)", type: "x", subject: "cus_\(number)", endpoint: endpoint, url: "",
      secret: "", body: [UInt8](repeating: 0x61, count: bytes))
  }

  @Test func theOldestOfTooManyAreGivenUp() {
    var deliveries = Deliveries()
    for number in 0...Deliveries.waitingLimit { deliveries.add(delivery(number), now: 7) }
    #expect(deliveries["wd_\(Deliveries.waitingLimit)"]?.state == .pending)
    let given = deliveries.all.filter { $0.state == .failed }
    #expect(given.count == Deliveries.waitingLimit / 10)
    #expect(given.allSatisfy { $0.attempts.last?.problem?.contains("Too many") == true && $0.attempts.last?.at == 7 })
    // The next one that is sent is the oldest that was not given up.
    #expect(deliveries.take("we", besides: [], atMost: 1).map(\.id) == ["wd_\(given.count)"])
  }

  @Test func bytesAreCountedAndGivenBack() {
    var deliveries = Deliveries()
    for number in 0..<100 { deliveries.add(delivery(number, bytes: 1 << 20), now: 0) }
    #expect(deliveries.waitingBytes <= Deliveries.waitingBytesLimit)
    let ok = Delivery.Attempt(at: 0, milliseconds: 1, status: 200, problem: nil)
    while let next = deliveries.take("we", besides: [], atMost: 1).first { deliveries.finish(next.id, ok) }
    #expect(deliveries.waitingBytes == 0)
  }

  @Test func aDeletedEndpointHoldsNothing() {
    var deliveries = Deliveries()
    for number in 0..<10 { deliveries.add(delivery(number, bytes: 100), now: 0) }
    let underWay = deliveries.take("we", besides: [], atMost: 1)
    deliveries.drop(endpoint: "we")
    #expect(deliveries.waitingBytes == 0 && deliveries.isIdle)
    // The answer to one that was under way changes nothing any more.
    deliveries.finish(underWay[0].id, Delivery.Attempt(at: 0, milliseconds: 1, status: 200, problem: nil))
    deliveries.retry(underWay[0].id, after: Delivery.Attempt(at: 0, milliseconds: 1, status: 500, problem: nil), due: 9)
    #expect(deliveries.isIdle && deliveries[underWay[0].id]?.state == .failed)
  }

  @Test func aGivenUpOneIsNotTriedAgain() {
    var deliveries = Deliveries()
    deliveries.add(delivery(1, bytes: 10), now: 0)
    _ = deliveries.take("we", besides: [], atMost: 1)
    deliveries.retry("wd_1", after: Delivery.Attempt(at: 0, milliseconds: 1, status: 500, problem: nil), due: 5)
    deliveries.giveUpOldest(now: 1)
    deliveries.wake(now: 9)
    #expect(deliveries.isIdle && deliveries.waitingBytes == 0)
    let isResent = deliveries.resend("wd_1")
    #expect(isResent)
    #expect(deliveries.waitingBytes == 10)
  }
}
