import Coding
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

  private struct Sample: Codable {
    @Sparse var due: Int? = nil
    @Boxed var note: String? = nil
  }

  /// As optional properties are: states of releases that had those are still read.
  @Test(arguments: ["{}", #"{"due":0}"#, #"{"due":-5,"note":"x"}"#])
  func whatIsMissingIsLeftOutOfAState(text: String) throws {
    let sample = try StateDecoder.decode(Sample.self, from: Array(text.utf8))
    #expect(String(decoding: try StateEncoder.encode(sample), as: UTF8.self) == text)
    #expect(MemoryLayout<Sample>.size == 16)
  }
}
