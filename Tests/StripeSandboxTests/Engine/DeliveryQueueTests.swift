import Testing
import Wire

@testable import StripeSandbox

@Suite struct DeliveryQueueTests {
  @Test func idsAreTakenInTheirOrder() {
    var queue = DeliveryQueue()
    for id in ["a", "b", "c"] { queue.append(id) }
    #expect(queue.take(atMost: 2) { _ in true } == ["a", "b"])
    queue.prepend(["x", "y"])
    #expect(queue.take(atMost: 9) { _ in true } == ["x", "y", "c"])
    #expect(queue.isEmpty)
  }

  @Test func whatCannotBeSentYetKeepsItsPlace() {
    var queue = DeliveryQueue()
    for id in ["a1", "a2", "b1", "gone", "a3", "b2"] { queue.append(id) }
    var busy: Set<Character> = []
    func take() -> [String] {
      queue.take(atMost: 9) { $0 == "gone" ? nil : $0.first.map { busy.insert($0).inserted } ?? false }
    }
    #expect(take() == ["a1", "b1"])
    #expect(take() == [])
    busy = []
    #expect(take() == ["a2", "b2"])
    busy = []
    #expect(take() == ["a3"])
    #expect(queue.isEmpty)
  }

  @Test func itIsAsAListWouldBe() {
    var random = SeededRandom(seed: 3)
    var queue = DeliveryQueue()
    var list: [String] = []
    for number in 0..<20_000 {
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<5:
        queue.append("\(number)")
        list.append("\(number)")
      case 5:
        queue.prepend(["\(number)", "\(number)x"])
        list.insert(contentsOf: ["\(number)", "\(number)x"], at: 0)
      case 6:
        if let id = list.randomElement(using: &random) {
          queue.remove(id)
          list.removeAll { $0 == id }
        }
      default:
        let taken = queue.take(atMost: 3) { !$0.hasSuffix("7") }
        let expected = Array(list.filter { !$0.hasSuffix("7") }.prefix(3))
        // It looks only so far; the rest of this test is about what is near the front.
        if taken != expected { #expect(list.prefix(64).allSatisfy { $0.hasSuffix("7") || taken.contains($0) }) }
        list.removeAll { taken.contains($0) }
      }
      #expect(queue.isEmpty == list.isEmpty)
    }
    let rest = queue.take(atMost: .max) { !$0.hasSuffix("7") }
    #expect(rest.elementsEqual(list.filter { !$0.hasSuffix("7") }.prefix(rest.count)))
  }

  @Test func theNextRetryIsTheFirstDue() {
    var deliveries = Deliveries()
    for id in ["a", "b", "c"] {
      deliveries.add(
        Delivery(
          id: id, event: "evt_" + id, type: "x", subject: id, endpoint: "we", url: "", secret: "", body: []), now: 0)
    }
    #expect(deliveries.take("we", besides: [], atMost: 3).map(\.id) == ["a", "b", "c"])
    let failed = Delivery.Attempt(at: 0, milliseconds: 1, status: 500, problem: nil)
    deliveries.retry("a", after: failed, due: 30)
    deliveries.retry("b", after: failed, due: 10)
    deliveries.retry("c", after: failed, due: 10)
    #expect(deliveries.nextRetry == 10)
    deliveries.wake(now: 9)
    #expect(deliveries.take("we", besides: [], atMost: 3).isEmpty)
    deliveries.wake(now: 10)
    #expect(deliveries.take("we", besides: [], atMost: 3).map(\.id) == ["b", "c"])
    #expect(deliveries.nextRetry == 30)
  }
}
