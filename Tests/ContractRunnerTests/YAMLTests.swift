import Testing
import Wire

@testable import ContractRunner

@Suite struct YAMLTests {
  private static func json(_ text: String) throws -> JSON { try YAML.parse(Array(text.utf8), path: "a.yaml").json }

  @Test(arguments: [
    ("a: 1\nb: text # comment\nc:\n", #"{"a": 1, "b": "text", "c": null}"#),
    ("- a\n- - b\n  - c\n- d: 1\n  e: 2\n-\n  f: 3\n", #"["a", ["b", "c"], {"d": 1, "e": 2}, {"f": 3}]"#),
    ("a:\n- 1\n- 2\nb:\n  - 3\n", #"{"a": [1, 2], "b": [3]}"#),
    ("{a: [1, 'b', \"c\"], 'd e': {f: }, g: h i}", #"{"a": [1, "b", "c"], "d e": {"f": null}, "g": "h i"}"#),
    ("a: [\n  1,\n  2, # two\n]\nb: 3", #"{"a": [1, 2], "b": 3}"#),
    ("a: |\n  one\n   two\n\n  three\nb: 1\n", #"{"a": "one\n two\n\nthree\n", "b": 1}"#),
    ("a: >-\n  one\n  two\n\n  three\n    four\n  five\nb: 1", #"{"a": "one two\nthree\n  four\nfive", "b": 1}"#),
    ("a: |+\n  one\n\nb: 1", #"{"a": "one\n\n", "b": 1}"#),
    ("a: |2\n   one\n", #"{"a": " one\n"}"#),
    ("- |\n one\n- >\n two\n three\n", #"["one\n", "two three\n"]"#),
    ("a: one\n  two\n\n  three\nb: 1", #"{"a": "one two\nthree", "b": 1}"#),
    ("a: \"one\n  two\\n\\u00e4\\x41\\\n  three\"\n", #"{"a": "one two\näAthree"}"#),
    ("a: 'it''s\n  here'", #"{"a": "it's here"}"#),
    ("a: &x {b: 1}\nc: *x\nd: {<<: 1}\n", #"{"a": {"b": 1}, "c": {"b": 1}, "d": {"<<": 1}}"#),
    ("a: &x\n  b: 1\n  c: 2\nd:\n  <<: *x\n  c: 3\n", #"{"a": {"b": 1, "c": 2}, "d": {"c": 3, "b": 1}}"#),
    (
      "a: !!str 1\nb: '2'\nc: 0x1F\nd: 1e3\ne: -.5\nf: 007\ng: 1.2.3\n",
      #"{"a": "1", "b": "2", "c": 31, "d": 1e3, "e": -0.5, "f": 7, "g": "1.2.3"}"#
    ),
    (
      "a: ~\nb: True\nc: yes\nd: 2026-01-01\ne: 9007199254740993\nf: null\n",
      #"{"a": null, "b": true, "c": "yes", "d": "2026-01-01", "e": 9007199254740993, "f": null}"#
    ),
    (
      "%YAML 1.2\n---\n# head\n\"200\": ok\n404: gone\n? \n...\n".replacing("? \n", with: ""),
      #"{"200": "ok", "404": "gone"}"#
    ),
    (
      "url: http://a/b#c\nanchor: a &b\nref: {$ref: '#/a/b'}\n",
      ##"{"url": "http://a/b#c", "anchor": "a &b", "ref": {"$ref": "#/a/b"}}"##
    ),
    ("a:\r\n  b: 1\r\n  c: |\r\n    x\r\n    y\r\n", #"{"a": {"b": 1, "c": "x\ny\n"}}"#),
    ("", "null"), ("# nothing\n", "null"), ("text", #""text""#),
  ])
  func isRead(_ text: String, _ expected: String) throws {
    let wanted = try JSONParser.parse(Array(expected.utf8), keepingNumbers: true)
    let read = try Self.json(text)
    #expect(read.isSame(as: wanted), "\(read.text)")
  }

  @Test(arguments: [
    "a: 1\na: 2", "a: b: c", "a:\n\tb: 1", "a: [1, 2", "a: {b: 1", "a: 'b", "a: \"b", "a: \"\\q\"", "a: *none",
    "a: !tag b",
    "a: 1\n   b: 2", "- 1\n b: 2", "a: @b", "? a\n: b", "a: |x\n  b", "--- 1\n--- 2", "a: \"\\ud800\"", "[a: 1]",
    String(repeating: "[", count: 5000), String(repeating: "- ", count: 5000), String(repeating: "{a: ", count: 5000),
  ])
  func whatIsWrongIsSaid(_ text: String) {
    #expect(throws: Diagnostic.self) { try Self.json(text) }
  }

  /// Aliases of aliases of aliases.
  @Test func aFewLinesCannotStandForMillions() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<12 {
      text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
    }
    #expect(throws: Diagnostic.self) { try Self.json(text) }
  }

  /// Every beginning of a file, and every file with a byte changed, is read or refused.
  @Test func nothingTraps() {
    let text = Array(
      "a: &x [1, 'b', \"c\\n\"]\nd: >-\n  e\n\n   f\ng:\n- {h: *x, i: ~}\n- |2+\n    j\nk: !!str l m\n  n # o\n\"p\": 'q'\n"
        .utf8)
    for count in text.indices {
      _ = try? YAML.parse(Array(text[..<count]), path: "a.yaml")
      for byte in [UInt8(ascii: ":"), 0x0A, 0x20, UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "|"), 0xFF, 0x09]
      {
        var other = text
        other[count] = byte
        _ = try? YAML.parse(other, path: "a.yaml")
      }
    }
  }

  @Test func linesAreKnown() throws {
    let lines = try YAML.parse(Array("a: 1\nb:\n  - c: 2\n  -\n    d: 3\n".utf8), path: "a.yaml").lines
    #expect(lines["/a"] == 1)
    #expect(lines["/b"] == 3)
    #expect(lines["/b/0/c"] == 3)
    #expect(lines["/b/1/d"] == 5)
  }
}
