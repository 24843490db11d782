import Testing

@testable import StripeSandbox

@Suite struct StateTests {
  /// A table that is forgotten here is forgotten in every export and journal.
  @Test func everythingThatAStoreHoldsIsWrittenDown() {
    let parts = Mirror(reflecting: Store()).children
    let tables = parts.filter { "\(type(of: $0.value))".hasPrefix("Table<") }
    #expect(tables.count == Store.kinds.count)
    let others = parts.compactMap(\.label).filter { label in !tables.contains { $0.label == label } }
    #expect(others == ["deliveries", "ledger", "appointments"], "told on their own, or following from the rest")
    #expect(Set(Store.kinds.map { $0.object.description }).count == Store.kinds.count)
  }
}
