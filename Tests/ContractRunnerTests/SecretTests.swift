import Testing
import Wire

@testable import ContractRunner

@Suite struct SecretTests {
  static let value = "p@ss/w0rd +ü\"x"

  static let spellings = [
    value, percentEncoded(value), "p%40ss%2fw0rd%20%2b%c3%bc%22x", "p%40ss%2Fw0rd+%2B%C3%BC%22x",
    "p@ss\\/w0rd +ü\\\"x", "p@ss/w0rd +ü\\\"x", "p@ss/w0rd +\\u00fc\\\"x",
    Base64.standard.encode(Array(value.utf8)), Base64.standard.encode(Array("user:\(value)".utf8)),
    Base64.standard.encode(Array("ab:\(value)".utf8)), Base64.url.encode(Array("a\(value)b".utf8)),
    hexadecimal(Array(value.utf8)), hexadecimal(Array(value.utf8)).uppercased(),
  ]

  @Test(arguments: spellings) func aSecretIsMaskedHoweverItIsWritten(_ text: String) {
    var secrets = Secrets()
    secrets.add(Self.value, called: "password")
    let masked = secrets.masked("before \(text) after")
    #expect(masked.contains("$PASSWORD"), "\(masked)")
    #expect(masked.hasPrefix("before ") && masked.hasSuffix(" after"))
  }

  @Test(arguments: ["7", "ab", "1234", "x_y-z"]) func aShortOneIsMaskedAsAWord(_ value: String) {
    var secrets = Secrets()
    secrets.add(value, called: "pin")
    for text in ["/a/\(value)?b=1", "{\"pin\":\(value)}", "x=%2C\(value)&", value, "\(value),"] {
      #expect(!secrets.masked(text).contains(value), "\(text)")
    }
    #expect(secrets.masked("n\(value)n") == "n\(value)n")
    #expect(secrets.masked(["a": .integer(12)]) == ["a": 12])
  }

  @Test func numbersAndNamesAreMaskedToo() {
    var secrets = Secrets()
    secrets.add("123456", called: "code")
    #expect(secrets.masked(["code": 123_456, "k123456": 1]) == ["code": "$CODE", "k$CODE": 1])
  }

  @Test func ofACookieOnlyTheValueIsHidden() throws {
    let stub = Stub { _ in
      .response(
        Response(200, headers: ["Set-Cookie": "sid=very-secret-session; Path=/; HttpOnly"], body: Array("{}".utf8)))
    }
    let steps = #"""
      [{"request": {"method": "GET", "path": "/"}, "capture": {"cookie": "header Set-Cookie"},
        "expect": {"status": 200, "headers": {"Set-Cookie": "#regex sid=.*; Path=/; HttpOnly; Secure"}}}]
      """#
    let result = try run(story(steps), stub)
    let text = TextReport(colour: false).failure(result)
    #expect(text.contains("sid=…; Path=/; HttpOnly"), "\(text)")
    #expect(!text.contains("very-secret-session"))
  }
}
