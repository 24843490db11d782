import Testing

@testable import StripeSandbox

@Suite struct StateTests {
  /// What is forgotten here is forgotten in every export and journal.
  @Test func everythingThatAStoreHoldsIsWrittenDown() {
    let parts = Mirror(reflecting: Store()).children.compactMap(\.label)
    #expect(
      parts == ["tables", "deliveries", "ledger", "followUps", "dunning", "timedChanges", "tracksChanges"],
      "a new part needs a place in SandboxState")
    let kinds = Registry.shared.kinds
    #expect(Set(kinds.map { $0.object.description }).count == kinds.count)
  }
}
