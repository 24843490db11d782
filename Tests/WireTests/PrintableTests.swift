import Testing
import Wire

@Suite struct PrintableTests {
  @Test(arguments: [
    ("\u{1B}[31mred", "\\u{1B}[31mred"), ("a\u{9B}31m", "a\\u{9B}31m"), ("\u{202E}txt.exe", "\\u{202E}txt.exe"),
    ("a\u{2028}b\u{2029}c", "a\\u{2028}b\\u{2029}c"), ("\u{200B}\u{FEFF}\u{AD}", "\\u{200B}\\u{FEFF}\\u{AD}"),
    ("bell\u{7}\u{7F}", "bell\\u{7}\\u{7F}"), ("créé 100 € 日本 👍 Ж\n\tx", "créé 100 € 日本 👍 Ж\n\tx"),
  ])
  func whatSteersATerminalIsWrittenOut(text: String, expected: String) { #expect(text.printable == expected) }

  @Test func aJSONTextStaysOne() throws {
    let json = JSON.object(["a": "x\u{202E}y\u{9B}z\u{E0001}"])
    let text = json.text.printableJSON
    #expect(text.unicodeScalars.allSatisfy { $0.isASCII })
    #expect(try JSONParser.parse(text) == json)
  }
}
