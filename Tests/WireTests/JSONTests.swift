import Testing

@testable import Wire

@Suite struct JSONTests {
  @Test(arguments: [
    "null", "true", "[]", "{}", "0", "-1", "9223372036854775807", "-9223372036854775808", "1.5", "\"\"",
    #"{"a":[1,2,{"b":null}],"c":"d"}"#, #""\"\\\n\u0001é😀""#,
  ])
  func textSurvivesARoundTrip(text: String) throws {
    #expect(try JSONParser.parse(text).text == text)
  }
}
