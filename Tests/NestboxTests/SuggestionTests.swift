import Testing
import Wire

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("", "", 0), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "acb", 1), ("abc", "", 3), ("", "abc", 3),
    ("serve", "sreve", 1), ("kitten", "sitting", 3),
  ])
  func distancesCountEditsAndSwaps(left: String, right: String, distance: Int) {
    #expect(editDistance(left, right) == distance)
  }

  @Test func theNearestNameIsMeant() {
    let names = ["seed", "serve", "verify", "coverage"]
    #expect(suggestion(for: "sed", among: names) == "seed")
    #expect(suggestion(for: "serv", among: names) == "serve")
    #expect(suggestion(for: "cov", among: names) == "coverage")
    #expect(suggestion(for: "se", among: names) == nil)
    #expect(suggestion(for: "x", among: names) == nil)
  }
}
