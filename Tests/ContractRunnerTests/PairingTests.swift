import Testing
import Wire

@testable import ContractRunner

/// Lists in any order need a true matching: an element answers to one pattern only.
@Suite struct PairingTests {
  static let repeated: [(String, String, Bool)] = [
    (##"{"#unordered": ["a", "a", "b"]}"##, #"["a","b","b"]"#, false),
    (##"{"#unordered": ["a", "a", "b"]}"##, #"["b","a","a"]"#, true),
    (##"{"#unordered": ["#regex x", "#string"]}"##, #"["x", 5]"#, false),
    (##"{"#unordered": ["#string", "#regex x"]}"##, #"["x", "x"]"#, true),
    (##"{"#unordered": ["#regex x", "#string"]}"##, #"["y", "x"]"#, true),
    (##"{"#unordered": ["#any", "#any", 1]}"##, "[1, 2, 1]", true),
    (##"{"#unordered": ["#any", "#any", 1]}"##, "[3, 2, 4]", false),
    (##"{"#unordered": [{"a": "#integer"}, {"a": 1}, {"a": "#any"}]}"##, #"[{"a": 1}, {"a": "x"}, {"a": 2}]"#, true),
    (##"{"#unordered": [{"a": "#integer"}, {"a": 1}, {"a": "#any"}]}"##, #"[{"a": 1}, {"a": "x"}, {"a": "y"}]"#, false),
    (##"{"#unordered": [1, 1]}"##, "[1]", false), (##"{"#unordered": [1]}"##, "[1, 1]", false),
    (##"{"#contains": ["a", "a"]}"##, #"["a", "b"]"#, false),
    (##"{"#contains": ["a", "a"]}"##, #"["a", "b", "a"]"#, true),
    (##"{"#contains": ["#string", "a"]}"##, #"["a", 1]"#, false),
    (##"{"#unordered": [{"#unordered": [1, 2]}, {"#unordered": [2, 3]}]}"##, "[[3, 2], [2, 1]]", true),
    (##"{"#unordered": [{"#unordered": [1, 2]}, {"#unordered": [2, 3]}]}"##, "[[3, 2], [2, 2]]", false),
  ]

  @Test(arguments: repeated) func anElementAnswersToOnePattern(_ pattern: String, _ value: String, _ fits: Bool) throws
  {
    #expect(try differences(pattern, value).isEmpty == fits)
  }

  @Test func whatIsLeftOverIsExplained() throws {
    let found = try differences(##"{"#unordered": ["a", "a", "b"]}"##, #"["a","b","b"]"#)
    #expect(found.map(\.subject) == ["/1"])
    #expect(found.first?.summary(Secrets()) == #"/1: expected "a", got "b" (string)"#)
    let taken = try differences(##"{"#contains": ["a", "a"]}"##, #"["a"]"#)
    #expect(taken.first?.remark == "each of 1 elements belongs to another pattern")
  }

  /// Trying one order after the other would never end.
  @Test func hundredsOfElementsArePaired() throws {
    let count = 400
    let patterns = (0..<count).map { $0 % 2 == 0 ? "\"#integer ..\($0)\"" : "\($0)" }.joined(separator: ",")
    let values = (0..<count).reversed().map { "\($0)" }.joined(separator: ",")
    #expect(try differences("{\"#unordered\": [\(patterns)]}", "[\(values)]").isEmpty)
  }

  /// Every assignment of small lists, against what trying all orders says.
  @Test func itFindsAPairingWheneverThereIsOne() {
    for mask in 0..<(1 << 9) {
      let fits = { (pattern: Int, element: Int) in mask >> (pattern * 3 + element) & 1 == 1 }
      let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
      let best = orders.map { order in order.enumerated().count { fits($0.offset, $0.element) } }.max()
      let pairing = Pairing(patterns: 3, elements: 3, fits: fits)
      #expect(3 - pairing.unmatchedPatterns.count == best)
      for (pattern, element) in pairing.place.enumerated() {
        if let element { #expect(fits(pattern, element) && pairing.owner[element] == pattern) }
      }
    }
  }
}
