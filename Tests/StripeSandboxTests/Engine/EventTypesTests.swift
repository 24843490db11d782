import Testing

@testable import StripeSandbox

@Suite struct EventTypesTests {
  @Test func allAreKnown() {
    #expect(EventTypes.all.count == 275)
    #expect(Set(EventTypes.all).count == EventTypes.all.count)
    #expect(EventTypes.all.allSatisfy(EventTypes.contains))
    #expect(EventTypes.contains("*"))
  }

  @Test(arguments: ["foo.bar", "payment_intent.*", "", "charge", "order.created"])
  func whatIsNoTypeIsNotKnown(_ type: String) {
    #expect(!EventTypes.contains(type))
  }

  @Test func aMisspelledOneIsFound() {
    #expect(EventTypes.suggestion(for: "charge.succeded") == "charge.succeeded")
    #expect(EventTypes.suggestion(for: "nothing.of.the.kind") == nil)
  }
}
