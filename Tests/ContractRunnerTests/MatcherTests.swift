import Testing
import Wire

@testable import ContractRunner

@Suite struct MatcherTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let pattern: String
    let accepts: [String]
    let refuses: [String]
    var testDescription: String { pattern }

    init(_ pattern: String, accepts: [String], refuses: [String]) {
      self.pattern = pattern
      self.accepts = accepts
      self.refuses = refuses
    }
  }

  static let values = [
    Case("2000", accepts: ["2000", "2000.0", "2e3"], refuses: ["2001", "\"2000\"", "null", "true", "[2000]"]),
    Case("true", accepts: ["true"], refuses: ["false", "1", "\"true\"", "null"]),
    Case("null", accepts: ["null"], refuses: ["0", "\"\"", "{}", "[]", "false"]),
    Case("\"usd\"", accepts: ["\"usd\""], refuses: ["\"USD\"", "\"usd \"", "\"\"", "null"]),
    Case("\"##absent\"", accepts: ["\"#absent\""], refuses: ["\"absent\"", "\"##absent\""]),
    Case("\"$${x}\"", accepts: ["\"${x}\""], refuses: ["\"x\""]),
  ]

  static let markers = [
    Case("\"#string\"", accepts: ["\"\"", "\"a\""], refuses: ["1", "null", "true", "[]", "{}"]),
    Case("\"#string?\"", accepts: ["\"a\"", "null"], refuses: ["1", "false"]),
    Case("\"#string 2..3\"", accepts: ["\"ab\"", "\"abc\"", "\"äöü\""], refuses: ["\"a\"", "\"abcd\"", "2"]),
    Case("\"#number\"", accepts: ["1", "1.5", "-1e9"], refuses: ["\"1\"", "null", "true"]),
    Case("\"#number 0..1\"", accepts: ["0", "0.5", "1"], refuses: ["-0.1", "1.1", "\"0\""]),
    Case("\"#number -1.5..\"", accepts: ["-1.5", "9"], refuses: ["-1.6"]),
    Case("\"#integer\"", accepts: ["1", "0", "2.0"], refuses: ["1.5", "\"1\"", "null"]),
    Case("\"#integer 1..\"", accepts: ["1", "99"], refuses: ["0", "1.5", "null"]),
    Case("\"#integer ..5\"", accepts: ["5", "-9"], refuses: ["6"]),
    Case("\"#boolean\"", accepts: ["true", "false"], refuses: ["0", "\"true\"", "null"]),
    Case("\"#null\"", accepts: ["null"], refuses: ["0", "\"null\""]),
    Case("\"#object\"", accepts: ["{}", "{\"a\":1}"], refuses: ["[]", "null", "1"]),
    Case("\"#array\"", accepts: ["[]", "[1]"], refuses: ["{}", "null"]),
    Case("\"#any\"", accepts: ["null", "1", "{}", "\"\""], refuses: []),
    Case("\"#regex ^pi_\\\\w+$\"", accepts: ["\"pi_1\""], refuses: ["\"xpi_1\"", "\"pi_\"", "\"pi_1 \"", "1", "null"]),
    Case("\"#regex \\\\d\"", accepts: ["\"1\""], refuses: ["\"12\"", "\"a1\""]),
    Case("\"#regex? a+\"", accepts: ["\"aa\"", "null"], refuses: ["\"\"", "\"b\""]),
    Case("\"#not #null\"", accepts: ["1", "\"\""], refuses: ["null"]),
    Case("{\"#not\": [1]}", accepts: ["[]", "[2]"], refuses: ["[1]"]),
    Case("{\"#oneOf\": [\"a\", 1, null]}", accepts: ["\"a\"", "1", "null"], refuses: ["\"b\"", "2", "\"1\""]),
    Case("{\"#all\": [\"#string\", \"#not a\"]}", accepts: ["\"b\""], refuses: ["\"a\"", "1"]),
  ]

  static let kinds = [
    Case(
      "\"#datetime\"",
      accepts: ["\"2026-11-29T08:30:00Z\"", "\"2026-11-29t08:30:00.125+01:00\"", "\"2024-02-29 00:00:00-0530\""],
      refuses: [
        "\"2026-11-29\"", "\"2026-02-29T00:00:00Z\"", "\"2026-11-29T24:00:00Z\"", "\"2026-11-29T08:30:00\"", "1",
      ]),
    Case(
      "\"#datetime 1795940000..2026-11-29T08:30:00Z\"",
      accepts: ["\"2026-11-29T08:30:00Z\"", "\"2026-11-29T09:30:00.000+01:00\""],
      refuses: ["\"2026-11-29T08:30:00.001Z\"", "\"2025-11-29T08:30:00Z\""]),
    Case("\"#datetime?\"", accepts: ["null", "\"2026-11-29T08:30:00Z\""], refuses: ["\"\""]),
    Case("\"#date\"", accepts: ["\"2024-02-29\""], refuses: ["\"2023-02-29\"", "\"2024-2-29\"", "\"2024-13-01\""]),
    Case("\"#date 2024-01-01..\"", accepts: ["\"2024-01-01\""], refuses: ["\"2023-12-31\""]),
    Case(
      "\"#http-date\"", accepts: ["\"Sun, 29 Nov 2026 08:30:00 GMT\""],
      refuses: ["\"Mon, 29 Nov 2026 08:30:00 GMT\"", "\"Sun, 29 Nov 2026 08:30:00\""]),
    Case(
      "\"#uuid\"", accepts: ["\"955a1e7f-683c-4e23-b2b3-3db4e08e950e\""],
      refuses: ["\"955a1e7f683c4e23b2b33db4e08e950e\"", "\"955a1e7f-683c-4e23-b2b3-3db4e08e950g\""]),
    Case(
      "\"#uuid 4\"", accepts: ["\"955a1e7f-683c-4e23-b2b3-3db4e08e950e\""],
      refuses: ["\"955a1e7f-683c-1e23-b2b3-3db4e08e950e\""]),
    Case(
      "\"#media application/json\"", accepts: ["\"application/json\"", "\"Application/JSON; charset=utf-8\""],
      refuses: ["\"application/json2\"", "\"text/json\""]),
    Case(
      "\"#media text/*; charset=utf-8\"", accepts: ["\"text/html;charset=UTF-8\""],
      refuses: ["\"text/html\"", "\"image/png; charset=utf-8\""]),
    Case(
      "{\"#json\": {\"a\": 1}}", accepts: ["\"{\\\"a\\\":1}\""], refuses: ["\"{\"", "\"{\\\"a\\\":2}\"", "{\"a\":1}"]),
    Case("9007199254740993", accepts: ["9007199254740993"], refuses: ["9007199254740992", "9007199254740994"]),
    Case("18446744073709551616", accepts: ["18446744073709551616"], refuses: ["18446744073709551617"]),
    Case("0.1", accepts: ["0.1", "0.10", "1e-1"], refuses: ["0.10000000000000001"]),
    Case("\"#integer 9007199254740993..\"", accepts: ["9007199254740993"], refuses: ["9007199254740992"]),
    Case(
      "\"#sorted\"", accepts: ["[1,2,2,10]", "[\"a\",\"b\"]", "[1]"],
      refuses: ["[2,1]", "[\"b\",\"a\"]", "[1,\"a\"]", "[]"]),
    Case(
      "{\"#each\": \"#object\", \"#sorted\": \"/n descending\", \"#unique\": \"/n\"}",
      accepts: ["[{\"n\":2},{\"n\":1}]"],
      refuses: ["[{\"n\":1},{\"n\":2}]", "[{\"n\":2},{\"n\":2.0}]", "[{\"n\":2},{}]"]),
    Case("\"#unique\"", accepts: ["[1,2]", "[[1],[2]]"], refuses: ["[1,1.0]", "[[1],[1]]"]),
    Case("\"${1 + 2 * 3}\"", accepts: ["7"], refuses: ["9", "\"7\""]),
    Case("\"${10 / 4 - 0.5 fixed 2}\"", accepts: ["\"2.00\""], refuses: ["2", "\"2\""]),
    Case("\"${2 / 3 round 4}\"", accepts: ["0.6667"], refuses: ["0.6666"]),
  ]

  static let containers = [
    Case("{}", accepts: ["{}"], refuses: ["{\"a\":1}", "[]", "null"]),
    Case("{\"a\": 1}", accepts: ["{\"a\":1}"], refuses: ["{}", "{\"a\":2}", "{\"a\":1,\"b\":2}", "{\"b\":1}"]),
    Case("{\"a\": 1, \"#others\": \"#any\"}", accepts: ["{\"a\":1}", "{\"a\":1,\"b\":null}"], refuses: ["{\"b\":1}"]),
    Case("{\"#others\": \"#string\"}", accepts: ["{}", "{\"x\":\"y\"}"], refuses: ["{\"x\":1}"]),
    Case("{\"a\": \"#absent\"}", accepts: ["{}"], refuses: ["{\"a\":null}", "{\"a\":1}"]),
    Case("{\"a\": \"#optional #string\"}", accepts: ["{}", "{\"a\":\"b\"}"], refuses: ["{\"a\":1}", "{\"a\":null}"]),
    Case("{\"a\": {\"#optional\": {\"b\": 1}}}", accepts: ["{}", "{\"a\":{\"b\":1}}"], refuses: ["{\"a\":{}}"]),
    Case("{\"a\": \"#any\"}", accepts: ["{\"a\":null}"], refuses: ["{}"]),
    Case("{\"##a\": 1}", accepts: ["{\"#a\":1}"], refuses: ["{\"a\":1}"]),
    Case("[]", accepts: ["[]"], refuses: ["[1]", "{}", "null"]),
    Case("[1, \"#string\"]", accepts: ["[1,\"a\"]"], refuses: ["[\"a\",1]", "[1]", "[1,\"a\",2]"]),
    Case("{\"#each\": \"#integer\"}", accepts: ["[1]", "[1,2]"], refuses: ["[]", "[1,\"a\"]", "{}", "null"]),
    Case(
      "{\"#each\": \"#integer\", \"#count\": \"0..2\"}", accepts: ["[]", "[1,2]"], refuses: ["[1,2,3]", "[\"a\"]"]),
    Case("{\"#each\": \"#any\", \"#count\": 2}", accepts: ["[1,2]"], refuses: ["[1]", "[1,2,3]"]),
    Case("{\"#contains\": [1, 2]}", accepts: ["[2,3,1]", "[1,2]"], refuses: ["[1]", "[]", "[3,2]"]),
    Case(
      "{\"#each\": \"#integer\", \"#contains\": [7]}", accepts: ["[7]", "[1,7]"], refuses: ["[1]", "[7,\"a\"]", "[]"]),
    Case("{\"#unordered\": [1, 2]}", accepts: ["[1,2]", "[2,1]"], refuses: ["[1,1]", "[1]", "[1,2,3]", "[2,2]"]),
    // A greedy choice would give 1 to #integer and leave nothing for the literal.
    Case("{\"#unordered\": [\"#integer\", 1]}", accepts: ["[1,2]", "[2,1]", "[1,1]"], refuses: ["[2,2]"]),
  ]

  @Test(arguments: values + markers + kinds + containers)
  func patternDecides(_ item: Case) throws {
    for value in item.accepts { #expect(try differences(item.pattern, value).isEmpty, "\(value) is fine") }
    for value in item.refuses { #expect(try !differences(item.pattern, value).isEmpty, "\(value) is not") }
  }

  @Test func differencesPointAtTheField() throws {
    let found = try differences(
      ##"{"user": {"name": "#string", "tags": ["a", "b"]}, "list": {"#each": {"id": "#integer"}}}"##,
      #"{"user": {"tags": ["a", 2], "admin": true}, "list": [{"id": 1}, {"id": "2"}]}"#)
    #expect(found.map(\.subject) == ["/user/name", "/user/tags/1", "/user/admin", "/list/1/id"])
    #expect(found.map(\.kind.rawValue) == ["missing", "type", "extra", "type"])
    #expect(found[0].place.description == "pattern.json:1:19")
    #expect(found[3].summary(Secrets()) == "/list/1/id: expected an integer, got \"2\" (string)")
  }

  @Test func namesWithSlashesAreEscaped() throws {
    #expect(try differences(#"{"a/b~c": 1}"#, #"{"a/b~c": 2}"#).map(\.subject) == ["/a~1b~0c"])
  }

  @Test func variablesKeepTheirType() throws {
    #expect(try differences(#""${count}""#, "3", ["count": 3]).isEmpty)
    #expect(try !differences(#""${count}""#, "\"3\"", ["count": 3]).isEmpty)
    #expect(try differences(#""n${count}""#, "\"n3\"", ["count": 3]).isEmpty)
    #expect(try differences(#""${list.1.id}""#, "\"b\"", ["list": [["id": "a"], ["id": "b"]]]).isEmpty)
  }

  @Test func variablesInExpressionsStandForThemselves() throws {
    #expect(try differences(##""#regex ${word}_\\d+""##, "\"a.c_1\"", ["word": "a.c"]).isEmpty)
    #expect(try !differences(##""#regex ${word}_\\d+""##, "\"abc_1\"", ["word": "a.c"]).isEmpty)
  }

  @Test func aCapturedTextIsNoMarker() throws {
    #expect(try differences(#""${word}""#, ##""#any""##, ["word": "#any"]).isEmpty)
    #expect(try !differences(#""${word}""#, "1", ["word": "#any"]).isEmpty)
  }

  @Test func theLikeliestElementExplainsAMissingOne() throws {
    let found = try differences(
      ##"{"#contains": [{"id": 2, "name": "b"}]}"##, #"[{"id": 1, "name": "a"}, {"id": 2, "name": "c"}]"#)
    #expect(found.map(\.subject) == ["/1/name"])
  }
}
