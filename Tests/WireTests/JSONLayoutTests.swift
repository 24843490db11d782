import Testing

@testable import Wire

@Suite struct JSONLayoutTests {
  private static func indented(_ text: String) -> String {
    String(decoding: JSONLayout.indented(Array(text.utf8)), as: UTF8.self)
  }

  @Test func objectsAndListsAreIndentedByTwoSpaces() {
    let text = Self.indented(#"{"a":1,"b":[true,null],"c":{"d":"e"}}"#)
    #expect(
      text == """
        {
          "a": 1,
          "b": [
            true,
            null
          ],
          "c": {
            "d": "e"
          }
        }
        """)
  }

  @Test(arguments: [
    ("{}", "{}"), ("[]", "[]"), (#"{"a":{}}"#, "{\n  \"a\": {}\n}"), ("[[],{}]", "[\n  [],\n  {}\n]"), ("12", "12"),
    (#""a:{,\"""#, #""a:{,\"""#),
  ])
  func emptyBracketsAndTextsStayAsTheyAre(_ compact: String, _ expected: String) {
    #expect(Self.indented(compact) == expected)
  }

  @Test(arguments: ["", "{", "}}}", "\"", "\"\\", "[{\"a\"", "]"])
  func whatIsNoJSONDoesNoHarm(_ text: String) {
    _ = Self.indented(text)
  }

  @Test func itIsTheSameAsThePrettyTextOfTheValue() throws {
    let value: JSON = ["a": [1, 2.5, "x\u{1F600}\n\"\\"], "b": [:], "c": ["d": ["e": []]], "f": .null]
    #expect(Self.indented(value.text) == value.prettyText)
  }

  /// Strings are copied in words of eight bytes: an escape can lie anywhere in them and across two.
  @Test(arguments: 0..<20)
  func stringsAreCopiedWhole(_ length: Int) {
    for place in 0...length {
      let plain = String(repeating: "é,", count: place) + "{"
      for end in ["\"", "\\", "\\\"", "\u{1}"] {
        let value: JSON = ["k": .string(plain + end), "l": .string(String(repeating: "x", count: length) + end + ":")]
        #expect(Self.indented(value.text) == value.prettyText)
      }
    }
  }

  @Test func whatOutgrowsItsMemoryIsWhole() {
    let deep = String(repeating: "[", count: 300) + String(repeating: "]", count: 300)
    #expect(Self.indented(deep).filter { $0 != "\n" && $0 != " " } == deep)
  }
}
