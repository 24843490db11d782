import Testing

@testable import Wire

@Suite struct JSONParserTests {
  @Test(arguments: [
    "null", "true", "false", "[]", "{}", "0", "-1", "9223372036854775807", "-9223372036854775808", "1.5", "-0.25",
    "1e+22", "5e-324", "1.7976931348623157e+308", #""""#, #"{"a":[1,2,{"b":null}],"c":"d"}"#, #"["\"\\\n\u0001é😀"]"#,
  ])
  func textSurvivesARoundTrip(text: String) throws {
    #expect(try JSONParser.parse(text).text == text)
  }

  @Test(
    arguments: [
      (" [ 1 , 2 ]\r\n\t", JSON.array([1, 2])), (#"{ "a" : { } }"#, ["a": [:]]),
      (#""\/\b\f\n\r\t\u00e9\uD83D\uDE00""#, "/\u{8}\u{c}\n\r\té😀"), (#""a\u0000b""#, "a\0b"),
      ("\"\u{7f}é😀\"", "\u{7f}é😀"),
      (#"{"a":1,"b":2,"a":3}"#, ["a": 3, "b": 2]), (#"{"a":1,"\u0061":2}"#, ["a": 2]), ("-0", 0), ("1.0", .double(1)),
      ("1E2", .double(100)), ("0.1", .double(0.1)), ("1e-7", .double(1e-7)), ("0e999999999999", .double(0)),
      ("9223372036854775808", .double(9_223_372_036_854_775_808)), ("123456789012345678", 123_456_789_012_345_678),
      ("1234567890123456789", 1_234_567_890_123_456_789), ("0.30000000000000004", .double(0.30000000000000004)),
      ("3.141592653589793238462643383279", .double(.pi)), ("1e-400", .double(0)), ("2.5e-5", .double(2.5e-5)),
    ] as [(String, JSON)])
  func readsValues(text: String, value: JSON) throws {
    #expect(try JSONParser.parse(text) == value)
  }

  @Test(arguments: [
    ("", "Unexpected end of JSON", 1, 1), ("  ", "Unexpected end of JSON", 1, 3), ("nul", "Unexpected character", 1, 1),
    ("1 2", "Unexpected text after the value", 1, 3), ("{\n  \"a\": ?\n}", "Unexpected character", 2, 8),
    ("[1,\n2\n,]", "Unexpected character", 3, 2), ("[1 2]", "Expected ',' or ']'", 1, 4),
    ("[1", "Expected ',' or ']'", 1, 3), (#"{"a":1,}"#, "Expected a member name", 1, 8),
    (#"{"a" 1}"#, "Expected ':'", 1, 6), (#"{"a":1 "b":2}"#, "Expected ',' or '}'", 1, 8),
    ("{1:2}", "Expected a member name", 1, 2), ("01", "Unexpected text after the value", 1, 2),
    ("-", "Expected a digit", 1, 2), ("1.", "Expected a digit", 1, 3), ("1e", "Expected a digit", 1, 3),
    ("1e+", "Expected a digit", 1, 4), (".5", "Unexpected character", 1, 1), ("+1", "Unexpected character", 1, 1),
    ("NaN", "Unexpected character", 1, 1), ("1e400", "Number out of range", 1, 6),
    (#""abc"#, "Unterminated string", 1, 5), (#""\"#, "Unterminated string", 1, 3),
    (#""\x""#, "Unknown escape", 1, 3), (#""\u12G4""#, "Expected four hexadecimal digits", 1, 6),
    (#""\ud800""#, "Lone surrogate", 1, 8), (#""\ud800\u0041""#, "Lone surrogate", 1, 14),
    (#""\udc00""#, "Lone surrogate", 1, 8), ("\"a\nb\"", "Control character in a string", 1, 3),
    ("\"12345678\u{1}\"", "Control character in a string", 1, 10),
    ("\"é\u{1}\"", "Control character in a string", 1, 3),
    ("\"\\n\u{1}\"", "Control character in a string", 1, 4), ("\u{feff}1", "Unexpected character", 1, 1),
    ("'a'", "Unexpected character", 1, 1), ("[1]]", "Unexpected text after the value", 1, 4),
  ])
  func saysWhatIsWrongAndWhere(text: String, reason: String, line: Int, column: Int) {
    let failure = #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(text) }
    #expect(failure?.reason == reason)
    #expect(failure?.line == line)
    #expect(failure?.column == column)
  }

  /// Overlong, truncated, too large, surrogates and lone continuations (Unicode 15, table 3-7).
  @Test(
    arguments: [
      [0x80], [0xC0, 0x80], [0xC3], [0xE0, 0x80, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0xFF],
    ] as [[UInt8]])
  func refusesWhatIsNotUTF8(bytes: [UInt8]) {
    for (before, after) in [("\"", "\""), ("\"12345678", "12345678\""), ("\"\\n", "\""), ("{\"", "\":1}")] {
      #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(Array(before.utf8) + bytes + Array(after.utf8)) }
    }
  }

  @Test func depthIsLimited() throws {
    let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(try JSONParser.parse(deep).text == deep)
    for text in ["[\(deep)]", #"{"a":\#(deep)}"#] {
      let failure = #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(text) }
      #expect(failure?.reason == "Nested too deeply")
    }
    #expect(try JSONParser.parse("[[1],[2],[3]]", depth: 2).text == "[[1],[2],[3]]", "depth is not a count of brackets")
    #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(String(repeating: "[", count: 1_000_000)) }
  }

  @Test func everyStringLengthIsReadAlike() throws {
    for length in 0..<40 {
      for tail in ["", "é", "\\n", "\\u00e9😀"] {
        let plain = String(repeating: "a", count: length)
        let expected = plain + tail.replacing("\\n", with: "\n").replacing("\\u00e9", with: "é")
        #expect(try JSONParser.parse("[\"\(plain)\(tail)\",1]") == [.string(expected), 1])
      }
    }
  }

  @Test(arguments: [1, 10, 63, 64, 65, 1000])
  func theLastOfRepeatedMembersWins(count: Int) throws {
    let names = (0..<count).map { "name\($0)" }
    let members = (names + names).enumerated().map { "\"\($1)\":\($0)" }
    let object = try #require(JSONParser.parse("{\(members.joined(separator: ","))}").object)
    #expect(object.keys == names)
    #expect(object.map(\.value) == (count..<(2 * count)).map { .integer($0) })
  }

  /// This would take hours if each member were compared with each.
  @Test func wideObjectsAreRead() throws {
    let members = (0..<200_000).map { "\"\($0)\":\($0)" }
    #expect(try JSONParser.parse("{\(members.joined(separator: ","))}").object?.count == 200_000)
  }

  @Test func doublesAreReadAsTheStandardLibraryDoes() throws {
    var random = SeededRandom(seed: 3)
    for _ in 0..<2000 {
      let digits = Int.random(in: 0...(1 << Int.random(in: 1...62, using: &random)), using: &random)
      let text =
        "\(digits)\(["", ".5", ".125", ".0"].randomElement(using: &random) ?? "")e\(Int.random(in: -330...300, using: &random))"
      guard let value = Double(text), value.isFinite else { continue }
      #expect(try JSONParser.parse(text) == .double(value))
    }
  }
}

@Suite struct JSONWriterTests {
  @Test func writesIntegersOfEveryLength() {
    var value = 1
    for _ in 0..<19 {
      for number in [value - 1, value, -value] { #expect(JSON.integer(number).text == "\(number)") }
      value = value.multipliedReportingOverflow(by: 10).partialValue
    }
    #expect(JSON.integer(.min).text == "-9223372036854775808")
    #expect(JSON.integer(.max).text == "9223372036854775807")
  }

  @Test func escapesWhatHasToBe() throws {
    let all = String(String.UnicodeScalarView((0..<0x80).compactMap { Unicode.Scalar(UInt8($0)) }))
    let text = JSON.string(all).text
    #expect(text.hasPrefix(#""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010"#))
    #expect(text.contains(##"\u001f !\"#$%"##))
    #expect(text.hasSuffix("[\\\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\u{7f}\""))
    #expect(try JSONParser.parse(text) == .string(all))
  }

  @Test func whatIsNotANumberIsNull() {
    #expect(JSON.array([.double(.nan), .double(.infinity), .double(2)]).text == "[null,null,2.0]")
  }

  @Test func commasStandBetween() {
    var writer = JSONWriter()
    writer.object {
      $0.key("a")
      $0.array {
        $0.integer(1)
        $0.raw(Array("[2]".utf8))
        $0.null()
        $0.object { _ in }
      }
      $0.key("b" as String)
      $0.bool(true)
    }
    #expect(String(decoding: writer.bytes, as: UTF8.self) == #"{"a":[1,[2],null,{}],"b":true}"#)
  }

  @Test func peopleGetIndentedText() {
    let value: JSON = ["a": [1, [:]], "b": [], "c": ["d": nil]]
    #expect(
      value.prettyText == "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": [],\n  \"c\": {\n    \"d\": null\n  }\n}")
  }

  @Test func objectsAreEqualWhateverTheirOrder() {
    #expect(["a": 1, "b": 2] as JSON == ["b": 2, "a": 1])
    #expect(["a": 1, "b": 2] as JSON != ["a": 1])
  }
}
