import Testing
import Wire

@testable import ContractRunner

/// What a story can say besides plain requests.
@Suite struct StoryFeatureTests {
  /// Answers with what it was sent.
  private static func mirror(_ request: Request) -> Response {
    let cookies = request.headers["Cookie"].map(JSON.string) ?? .null
    var answer = Response.json(
      200,
      [
        "path": .string(request.path), "query": .string(request.query), "cookies": cookies,
        "type": request.headers["Content-Type"].map(JSON.string) ?? .null,
        "body": .string(String(decoding: request.body, as: UTF8.self)), "price": "12.50", "id": 17,
      ])
    if request.path == "/login" {
      answer.headers.append("Set-Cookie", "sid=s3cretsession; Path=/; HttpOnly; SameSite=Lax; Max-Age=60")
      answer.headers.append("Set-Cookie", "theme=dark; Path=/shop")
      answer.headers["Location"] = "https://api.example.com/orders/4711?full=1"
    }
    if request.path == "/logout" { answer.headers["Set-Cookie"] = "sid=; Path=/; Max-Age=0" }
    return answer
  }

  private func pass(_ steps: String, api: String? = nil, more: String = "", folder: String = "") throws {
    let text = """
      {"name": "a story", "api": "test", "source": {"document": "test.md"}, \(more)
       "steps": \(steps)}
      """
    let catalog = Catalog(
      contracts: [try source(text, folder + "story.json")],
      descriptions: try api.map { [try source($0, "api.json")] } ?? [])
    if let diagnostic = catalog.diagnostics.first { throw diagnostic }
    let target = HandlerTransport.target(Stub { .response(Self.mirror($0)) })
    let result = Suite(catalog, Targets([:], rest: target), environment: [:], jobs: 1).run()
    #expect(result.verdict == .passed, "\(result.results.map { TextReport(colour: false).failure($0) }.joined())")
    #expect(result.assertions > 0)
  }

  @Test func cookiesGoWithTheRequestsAfterThem() throws {
    try pass(
      ##"""
      [{"request": {"method": "GET", "path": "/login"}, "capture": {"sid": "cookie sid"},
        "expect": {"status": 200, "cookies": {"sid": {"value": "#string 8..", "path": "/", "maxAge": 60, "sameSite": "Lax",
           "httpOnly": true, "secure": false}, "theme": {"path": "/shop", "#others": "#any"}, "old": "#absent"}}},
       {"request": {"method": "GET", "path": "/a"}, "expect": {"status": 200, "body": {"cookies": "sid=${sid}", "#others": "#any"}}},
       {"request": {"method": "GET", "path": "/shop/b"},
        "expect": {"status": 200, "body": {"cookies": "theme=dark; sid=${sid}", "#others": "#any"}}},
       {"request": {"method": "GET", "path": "/a", "cookies": "another"}, "expect": {"status": 200, "body": {"cookies": null, "#others": "#any"}}},
       {"request": {"method": "GET", "path": "/a", "cookies": {"x": "1"}}, "expect": {"status": 200, "body": {"cookies": "x=1", "#others": "#any"}}},
       {"request": {"method": "GET", "path": "/logout"}, "expect": {"status": 200}},
       {"request": {"method": "GET", "path": "/a"}, "expect": {"status": 200, "body": {"cookies": null, "#others": "#any"}}}]
      """##, more: #""cookies": true,"#)
  }

  @Test func capturesComeFromAnywhere() throws {
    try pass(
      ##"""
      [{"request": {"method": "GET", "path": "/login"}, "expect": {"status": 200},
        "capture": {"address": "header Location", "order": {"from": "header Location", "regex": "/orders/(\\d+)"},
          "code": "status", "all": "text", "word": {"from": "text", "regex": "\"path\":\"[^\"]*"},
          "none": {"from": "/none", "optional": true}, "price": "/price", "id": "/id"}},
       {"check": ["${order}", "${code}", "${none}"], "is": ["4711", 200, null]},
       {"check": "${all}", "is": {"#json": {"path": "/login", "#others": "#any"}}},
       {"check": "${word}", "is": "\"path\":\"/login"},
       {"check": ["${price * 3}", "${price * 3 fixed 2}", "${id + 1}", "n${id - 1}"], "is": [37.5, "37.50", 18, "n16"]},
       {"request": {"method": "GET", "path": "${address}"},
        "expect": {"status": 200, "body": {"path": "/orders/4711", "query": "full=1", "#others": "#any"}}}]
      """##)
  }

  @Test func addressesOfOtherServersAreNotFollowed() throws {
    let steps = """
      [{"request": {"method": "GET", "path": "/login"}, "capture": {"address": "header Location"}, "expect": {"status": 200}},
       {"request": {"method": "GET", "path": "${address}"}, "expect": {"status": 200}}]
      """
    let plain = HandlerTransport.target(Stub { .response(Self.mirror($0)) }, isSandbox: false)
    let target = Target(
      label: "x", url: nil, isSandbox: false, base: HTTPURL("https://other.example.com/"), connect: plain.connect)
    let result = Suite(try catalog([story(steps)]), Targets([:], rest: target), environment: [:], jobs: 1).run()
    #expect(result.verdict == .failed)
    #expect(
      result.failed.first?.differences.first?.remark
        == "https://api.example.com is another server than https://other.example.com: nothing is sent there")
  }

  @Test func shapesAreSharedAndChanged() throws {
    let api = ##"""
      {"api": "test", "shapes": {"money": "#regex \\d+\\.\\d\\d",
       "mirror": {"path": "#string", "price": "#shape money", "id": "#integer", "#others": "#any"}}}
      """##
    try pass(
      ##"""
      [{"request": {"method": "GET", "path": "/x"}, "expect": {"status": 200, "body": "#shape mirror"}},
       {"request": {"method": "GET", "path": "/y"}, "expect": {"status": 200, "body": {"#shape": "mirror", "path": "/y", "id": "#shape seventeen"}}}]
      """##, api: api, more: #""shapes": {"seventeen": 17},"#)
  }

  @Test func aStateIsMadeInTheMiddleOfAStory() throws {
    let api = ##"""
      {"api": "test", "states": {"order": {"parameters": {"n": 1}, "steps": [{"request": {"method": "GET", "path": "/order/${self.n}"},
        "capture": {"path": "/path"}, "expect": {"status": 200}}]}}}
      """##
    try pass(
      ##"""
      [{"use": {"order": {"as": "first", "n": 5}}}, {"use": {"order": {"as": "second"}}},
       {"check": ["${first.path}", "${second.path}"], "is": ["/order/5", "/order/1"]}]
      """##, api: api)
  }

  @Test func rowsTellAStoryForEach() throws {
    let folder = try TemporaryFiles()
    try folder.write("cases.csv", "name,amount,code\r\nsmall,1.50,\"007\"\r\n\"large, and \"\"odd\"\"\",20,8\n")
    let text = #"""
      {"name": "rows", "api": "test", "source": {"document": "x"}, "rows": "cases.csv",
       "steps": [{"request": {"method": "GET", "path": "/", "query": {"a": "${row.amount * 2}", "c": "${row.code}"}},
         "expect": {"status": 200, "body": {"query": "a=${row.amount * 2}&c=${row.code}", "#others": "#any"}}}]}
      """#
    try folder.write("story.json", text)
    let catalog = Catalog(paths: [folder.path])
    #expect(catalog.diagnostics.map(\.message) == [])
    #expect(catalog.contracts.map(\.name) == ["rows (small)", "rows (large, and \"odd\")"])
    let stub = Stub { .response(Self.mirror($0)) }
    let result = Suite(catalog, Targets([:], rest: HandlerTransport.target(stub)), environment: [:], jobs: 1).run()
    #expect(result.verdict == .passed)
    #expect(result.results.map { $0.exchanges[0].request.query } == ["a=3&c=007", "a=40&c=8"])
    try folder.write("story.json", text.replacing("row.code", with: "row.cod"))
    let misspelt = Catalog(paths: [folder.path]).diagnostics.first
    #expect(misspelt?.message == "nothing sets ${row.cod} before this; did you mean “row.code”?")
  }

  @Test func aStepGoesOverAList() throws {
    try pass(
      ##"""
      [{"repeat": 2, "request": {"method": "GET", "path": "/${index}"}, "capture": {"numbers": {"from": "/path", "regex": "\\d"}}, "expect": {"status": 200}},
       {"for": {"each": "${numbers}"}, "request": {"method": "GET", "path": "/again/${each}"}, "capture": {"more": "/path"},
        "expect": {"status": 200, "body": {"path": "/again/${each}", "#others": "#any"}}},
       {"check": "${more}", "is": ["/again/1", "/again/2"]},
       {"for": {"each": []}, "request": {"method": "GET", "path": "/never"}, "expect": {"status": 500}}]
      """##)
  }

  @Test func bodiesOfAllKinds() throws {
    let folder = try TemporaryFiles()
    try folder.write("note.txt", "hello file")
    try pass(
      ##"""
      [{"request": {"method": "POST", "path": "/", "multipart": {"title": "a \"b\"", "tags": ["x", "y"],
          "file": {"file": "note.txt", "name": "n.txt", "type": "text/plain"}}},
        "expect": {"status": 200, "body": {"type": "#media multipart/form-data", "#others": "#any",
          "body": "#regex [\\s\\S]*name=\"title\"\\r\\n\\r\\na \"b\"\\r\\n[\\s\\S]*name=\"tags\"\\r\\n\\r\\nx[\\s\\S]*name=\"file\"; filename=\"n.txt\"\\r\\nContent-Type: text/plain\\r\\n\\r\\nhello file\\r\\n[\\s\\S]*"}}},
       {"request": {"method": "PUT", "path": "/", "file": "note.txt"},
        "expect": {"status": 200, "body": {"type": "text/plain", "body": "hello file", "#others": "#any"}}},
       {"request": {"method": "GET", "path": "/", "query": [{"tag": "a"}, {"tag": "b"}, {"x": [1, 2]}]},
        "expect": {"status": 200, "body": {"query": "tag=a&tag=b&x[]=1&x[]=2", "#others": "#any"}}},
       {"request": {"method": "POST", "path": "/", "form": [{"tag": "a"}, {"tag": "b"}]},
        "expect": {"status": 200, "body": {"body": "tag=a&tag=b", "#others": "#any"}}}]
      """##, folder: folder.path + "/")
  }

  @Test func partsHaveTypesOfTheirOwn() throws {
    var sent = Request(.get, "/")
    let text = story(
      #"""
      [{"request": {"method": "POST", "path": "/", "multipart": {
          "meta": {"json": {"n": 1, "now": "${index}"}}, "list": [{"raw": "a,${index}", "name": "a.csv"}, "${index}"],
          "style": {"raw": "b", "type": "text/css"}, "dot": {"base64": "AQI=", "name": "d.png"}, "blob": {"base64": "Ag=="}}},
        "expect": {"status": 200}}]
      """#)
    let result = try run(
      text,
      Stub {
        sent = $0
        return .response(.json(200, [:]))
      })
    #expect(result.hasPassed)
    let boundary = try #require(Multipart.boundary(of: sent.headers["Content-Type"] ?? ""))
    let parts = try Multipart.parts(of: sent.body, boundary: boundary)
    #expect(
      parts.map { "\($0.name) \($0.filename ?? "-") \($0.contentType ?? "-") \(hexadecimal($0.bytes))" } == [
        "meta - application/json \(hexadecimal(Array(#"{"n":1,"now":1}"#.utf8)))", "list a.csv text/csv 612c31",
        "list - - 31", "style - text/css 62", "dot d.png image/png 0102", "blob - application/octet-stream 02",
      ])
  }

  /// What zlib makes of texts, with codes of its own, with fixed codes, and with its own head.
  @Test func whatZlibCompressesIsRead() throws {
    let word = [String](repeating: "nestbox", count: 40).joined(separator: " ")
    let text = "{\"a\": \"\(word)\", \"b\": [\((0..<60).map { "\($0 * $0)" }.joined(separator: ","))]}"
    let dynamic = Self.bytes(
      "1f8b0800000000000203ed903d0e42310c83aff2d4d943f3d3b4e12ae80d3c89150618901077c7b9023393dbda713ef5"
        + "dd2eedb4b5dbf5f13ceeafedaf3f69c3d60efee3b943e0484840072ce089702c81747a4a75a7cb4432c28c0eea4a983a"
        + "f39c66ce9dba1c4313630682b9a04ede27df17fd642ea37a39289d0d22ac92ea1465b9586df15a376a6f144014c92491"
        + "2c2f06126a2f0a2962ed09b5ee50ef42324e68d469d6db2a3799b39a30f61734c98d7de64bf6cf17556e12e54e020000")
    #expect(Gzip.unwrapped(dynamic) == Array(text.utf8))
    #expect(Inflate.inflated(Self.bytes("ab564a54b25250ca4b2d2e49caaf5018b23400")) == Array(text.utf8.prefix(200)))
    #expect(Inflate.deflated(Self.bytes("78dacb48cdc9c957c84090003a2e067d")) == Array("hello hello hello".utf8))
    for count in 0..<dynamic.count { #expect(Gzip.unwrapped(Array(dynamic.prefix(count))) == nil) }
    for index in 10..<dynamic.count {
      var damaged = dynamic
      damaged[index] ^= 0x10
      #expect(Gzip.unwrapped(damaged) == nil)
    }
    for length in [0, 1, 65_535, 65_536, 200_000] {
      let plain = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
      #expect(Gzip.unwrapped(Gzip.wrapped(plain)) == plain)
    }
  }

  private static func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }

  @Test func compressedContentIsReadAndSent() throws {
    let stub = Stub { request in
      let plain = Gzip.unwrapped(request.body) ?? []
      let headers: Headers = ["Content-Type": "application/json", "Content-Encoding": "gzip"]
      return .response(Response(200, headers: headers, body: Gzip.wrapped(plain)))
    }
    let steps =
      #"[{"request": {"method": "POST", "path": "/", "json": {"a": [1, 2]}, "gzip": true}, "expect": {"status": 200, "body": {"a": [1, 2]}}}]"#
    #expect(try run(story(steps), stub).hasPassed)
    let broken = Stub { _ in
      let headers: Headers = ["Content-Type": "application/json", "Content-Encoding": "gzip"]
      return .response(Response(200, headers: headers, body: Array("{}".utf8)))
    }
    #expect(
      try run(story(steps), broken).differences.first?.remark
        == "text instead of JSON: the content is not readable as gzip")
  }

  @Test func eventsOfAStreamAreAnswers() throws {
    let stub = Stub { _ in
      let text = ": hi\n\nevent: made\nid: 1\ndata: {\"n\": 1}\n\ndata: a\ndata: b\n\ndata: unfinished"
      return .response(Response(200, headers: ["Content-Type": "text/event-stream"], body: Array(text.utf8)))
    }
    let steps = #"""
      [{"request": {"method": "GET", "path": "/"}, "expect": {"status": 200, "events": [
        {"event": "made", "id": "1", "data": {"n": 1}}, {"data": "a\nb"}]}}]
      """#
    let result = try run(story(steps), stub)
    #expect(result.hasPassed, "\(result.differences)")
    #expect(try run(story(steps), Stub(200, [])).differences.map(\.subject) == ["header Content-Type", ""])
  }
}
