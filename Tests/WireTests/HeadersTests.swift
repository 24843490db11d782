import Testing

@testable import Wire

@Suite struct HeadersTests {
  @Test(arguments: ["Host", "host", "HOST", "X-A", "x-a", "Accept-Encoding", "aCCEPT-eNCODING"])
  func namesAreFoundWhateverTheirCase(name: StaticString) {
    let headers: Headers = ["Host": "1", "X-A": "1", "Accept-Encoding": "1", "X-B": "2"]
    #expect(headers[name] == "1" && headers[named: name.description] == "1")
    #expect(headers.contains(name))
    #expect(headers.has(name, "1"))
    #expect(!headers.has(name, "12") && !headers.has(name, ""))
  }

  /// Some of them are of the kind of one that is there.
  @Test func whatIsNotThereIsNotFound() {
    var headers: Headers = ["Host": "x", "Accept": "Host", "X-A": "a"]
    for first in UInt8(ascii: "a")...UInt8(ascii: "z") {
      for count in 0..<40 {
        let name = String(repeating: Character(UnicodeScalar(first)), count: count)
        #expect(headers[named: name] == nil && headers.all(name).isEmpty)
      }
    }
    headers["Accept"] = nil
    #expect(headers["Accept"] == nil)
    #expect(headers.fields.map(\.name) == ["Host", "X-A"])
  }

  /// Where they may be the same, every request or answer is looked through in full.
  @Test func usualNamesAreOfDifferentKinds() {
    let answer: Headers = [
      "Content-Type": "", "Cache-Control": "", "Vary": "", "Stripe-Version": "", "Request-Id": "",
      "Idempotency-Key": "", "Original-Request": "", "Stripe-Should-Retry": "",
    ]
    let common: Headers = [
      "Access-Control-Allow-Credentials": "", "Access-Control-Allow-Methods": "", "Access-Control-Allow-Origin": "",
      "Access-Control-Expose-Headers": "", "Access-Control-Max-Age": "", "Content-Security-Policy": "",
      "X-Content-Type-Options": "", "X-Frame-Options": "", "Cross-Origin-Resource-Policy": "", "Date": "",
      "Connection": "", "Content-Length": "", "Transfer-Encoding": "",
    ]
    let request: Headers = [
      "Host": "", "Authorization": "", "User-Agent": "", "Content-Type": "", "Content-Length": "", "Accept": "",
    ]
    let absent: Headers = [
      "Origin": "", "Sec-Fetch-Site": "", "Stripe-Version": "", "Stripe-Account": "", "Idempotency-Key": "",
      "Sandbox-Fault": "", "Sandbox-Dashboard": "", "Transfer-Encoding": "", "Connection": "",
    ]
    #expect(!answer.mayShareNames(with: common))
    #expect(!request.mayShareNames(with: absent))
  }

  @Test func theFirstOfAFieldCounts() {
    var headers: Headers = ["A": "1", "B": "2", "a": "3"]
    #expect(headers["A"] == "1")
    #expect(headers.has("a", "1") && !headers.has("a", "3"))
    #expect(headers.all("A") == ["1", "3"])
    headers["A"] = "4"
    #expect(headers.fields.map(\.value) == ["2", "4"])
  }

  @Test(arguments: [
    ("a\r\nb", "a  b"), ("\n", " "), ("\0", " "), ("a\tb", "a\tb"), ("", ""), ("é\r", "é "),
    ("a value that is longer than sixteen bytes\r\nB: c", "a value that is longer than sixteen bytes  B: c"),
  ])
  func aValueWritesNoFieldOfItsOwn(value: String, kept: String) {
    var headers = Headers()
    headers.append("A", value)
    headers.append(named: "A\r\nB", "b")
    #expect(headers.fields.map(\.value) == [kept, "b"])
    #expect(headers.fields.map(\.name) == ["A", "A--B"])
  }

  @Test func aControlCharacterIsSeenWhereverItStands() {
    for count in 1..<50 {
      for place in 0..<count {
        for byte in [0x00, 0x08, 0x09, 0x0A, 0x1F, 0x20, 0x7E, 0x7F, 0x80, 0xFF] as [UInt8] {
          var bytes = [UInt8](repeating: 0x61, count: count)
          bytes[place] = byte
          let isControl = (byte < 0x20 && byte != 0x09) || byte == 0x7F
          #expect(bytes.span.hasControl == isControl, "\(byte) at \(place) of \(count)")
        }
      }
    }
  }
}
