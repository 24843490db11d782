import Testing
import Wire

@testable import ContractRunner

/// What a browser saved, or a proxy saw, becomes a story that holds in the next run too.
@Suite struct TranscriptTests {
  static let archive = #"""
    {"log": {"entries": [
      {"request": {"method": "GET", "url": "https://shop.example.com/app.js", "headers": []},
       "response": {"status": 200, "headers": [], "content": {"mimeType": "text/javascript", "text": ""}}},
      {"request": {"method": "POST", "url": "https://shop.example.com/register", "headers": [{"name": "Content-Type", "value": "application/json"}],
         "postData": {"mimeType": "application/json", "text": "{\"email\":\"lola@example.com\",\"plan\":\"free\"}"}},
       "response": {"status": 201, "headers": [{"name": "Content-Type", "value": "application/json"}, {"name": "Location", "value": "/users/1742"}],
         "content": {"mimeType": "application/json", "text": "{\"id\":1742,\"email\":\"lola@example.com\",\"token\":\"tok_a8f3b2c1d4\",\"at\":\"2020-05-04T10:00:00Z\",\"plan\":\"free\"}"}}},
      {"request": {"method": "GET", "url": "https://shop.example.com/users/1742?full=1#x",
         "headers": [{"name": "Authorization", "value": "Bearer tok_a8f3b2c1d4"}, {"name": "X-Client", "value": "web"}, {"name": "X-Api-Key", "value": "k3y"}]},
       "response": {"status": 200, "headers": [{"name": "Content-Type", "value": "application/json"}],
         "content": {"mimeType": "application/json", "encoding": "base64", "text": "eyJpZCI6MTc0MiwibmFtZSI6bnVsbH0="}}}]}}
    """#

  @Test func anArchiveBecomesAStory() throws {
    let transcript = try Transcript(archive: Array(Self.archive.utf8), server: nil)
    #expect(transcript.entries.count == 2, "the script is left out")
    let text = try transcript.story(name: "told", api: "shop", document: "https://shop.example.com")
    #expect(
      text == ##"""
        {
          "name": "told",
          "api": "shop",
          "source": {"document": "https://shop.example.com"},
          "steps": [
            {
              "name": "POST /register",
              "request": {"method": "POST", "path": "/register", "json": {"email": "${email lola}", "plan": "free"}},
              "capture": {"id": "/id", "token": "/token"},
              "expect": {
                "status": 201, "headers": {"Location": "#regex \\/users\\/${id}"},
                "body": {
                  "id": "#integer", "email": "${email lola}", "token": "#regex tok_[0-9a-f]{10}", "at": "#datetime",
                  "plan": "free"
                }
              }
            },
            {
              "name": "GET /users/1742",
              "request": {
                "method": "GET", "path": "/users/${id}", "query": [{"full": "1"}], "bearer": "${token}",
                "headers": {"X-Client": "web", "X-Api-Key": "${env X_API_KEY}"}
              },
              "expect": {"status": 200, "body": {"id": "${id}", "name": null}}
            }
          ]
        }

        """##)
    #expect(try catalog([text]).diagnostics.map(\.message) == [])
  }

  @Test func formsOfPartsAreToldPartByPart() throws {
    var request = Request(.post, "/photos", headers: ["Content-Type": "multipart/form-data; boundary=B"])
    request.body = Array(
      """
      --B\r\nContent-Disposition: form-data; name="title"\r\n\r\n${A}\r
      --B\r\nContent-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n{"a": 1}\r
      --B\r\nContent-Disposition: form-data; name="list"; filename="l.csv"\r\nContent-Type: text/csv\r\n\r\na,b\r
      --B\r\nContent-Disposition: form-data; name="dot"; filename="d.png"\r\nContent-Type: image/png\r\n\r\n
      """.utf8)
    request.body += [0x89, 0xFF, 0] + Array("\r\n--B--\r\n".utf8)
    let transcript = Transcript([Transcript.Entry(request, .json(200, ["title": "${A}"]))])
    let text = try transcript.story(name: "a", api: "b", document: "c")
    #expect(
      try JSONParser.parse(text)["steps"]?[0]?["request"] == [
        "method": "POST", "path": "/photos",
        "multipart": [
          ["title": "$${A}"], ["meta": ["json": ["a": 1], "type": "application/json"]],
          ["list": ["raw": "a,b", "name": "l.csv", "type": "text/csv"]],
          ["dot": ["base64": "if8A", "name": "d.png", "type": "image/png"]],
        ],
      ])
    #expect(try catalog([text]).diagnostics.map(\.message) == [])
    // What was sent stays what it is when it comes back.
    #expect(try JSONParser.parse(text)["steps"]?[0]?["expect"]?["body"] == ["title": "$${A}"])
  }

  @Test func liveKeysAreNotWrittenDown() throws {
    let request = Request(.get, "/", headers: ["Authorization": "Bearer sk_live_x"])
    let transcript = Transcript([Transcript.Entry(request, .json(200, [:]))])
    #expect(throws: Diagnostic.self) { try transcript.story(name: "a", api: "b", document: "c") }
  }

  @Test(arguments: ["{}", "[", #"{"log": {"entries": []}}"#]) func whatIsNoArchiveIsSaidSo(_ text: String) {
    #expect(throws: Diagnostic.self) { try Transcript(archive: Array(text.utf8), server: nil) }
  }

  /// Counts what it makes, tells the time, and sometimes says more.
  private final class Changing: Handler {
    private var count = 100
    func handle(_ request: Request, _ reply: Reply) {
      count += 1
      if request.method == .get {
        return reply(.json(200, ["id": .string(String(request.path.dropFirst())), "views": .integer(count)]))
      }
      var body: JSON.Object = [
        "id": .integer(count), "code": .string("A\(count)"), "risk": .integer(count * 7 % 50), "same": "x",
        "list": .array((0..<(count % 3)).map(JSON.integer)),
      ]
      if count % 2 == 0 { body["hint"] = "sometimes" }
      // A word whose digits and length change, so that no one expression holds for two of it.
      body["mark"] = .string("m-" + String(repeating: "4d2e", count: 2 + count % 5))
      var answer = Response.json(201, .object(body))
      answer.headers["Location"] = "/things/\(uuid(.random(in: .min ... .max), .random(in: .min ... .max)))"
      reply(answer)
    }
  }

  @Test func whatIsRecordedPassesTwiceAndMore() throws {
    let text = """
      {"name": "a story", "api": "test", "steps": [
        {"request": {"method": "POST", "path": "/things", "json": {"name": "x"}}, "capture": {"thing": "/id"}},
        {"request": {"method": "GET", "path": "/${thing}"}}]}
      """
    let targets = Targets([:], rest: HandlerTransport.target(Changing()))
    let read = try Recording.read(text: text, path: "story.json")
    let recording = Recording(read.story, read.apis, targets, environment: [:])
    let settled = try #require(try recording.settled())
    for _ in 0..<5 {
      let suite = Suite(try catalog([settled]), targets, environment: [:], jobs: 1).run()
      #expect(suite.verdict == .passed, "\(settled)\n\(suite.failed.map { TextReport(colour: false).failure($0) })")
    }
    #expect(settled.contains(#""same": "x""#), "what stays the same stays asserted")
    #expect(settled.contains(##""Location": "#regex \\/things\\/[0-9a-fA-F-]{36}""##))
  }

  @Test func onlyWhatChangedIsRewritten() throws {
    let text = """
      {"name": "a story", "api": "test", "source": {"document": "x"},
       "steps": [{"request": {"method": "GET", "path": "/"},
         "expect": {"status": 200, "body": {"a":   1, "b": ["x"], "gone": true, "same":"y"}}}]}
      """
    let stub = Stub(201, ["a": 2, "b": ["z"], "new": nil, "same": "y"])
    let targets = Targets([:], rest: HandlerTransport.target(stub))
    let result = Suite(try catalog([text]), targets, environment: [:], jobs: 1).run()
    let edits = Edits(result)
    #expect(edits.refusals == [])
    #expect(edits.lines.count == 5)
    #expect(edits.lines.contains { $0.hasSuffix(": /a: 1 → 2") })
    let file = try #require(edits.files.first)
    let new = String(decoding: file.bytes, as: UTF8.self)
    #expect(new.contains(##""body": {"a":   2, "b": ["z"], "gone": "#absent", "same":"y", "new": null}"##), "\(new)")
    #expect(Suite(try catalog([new]), targets, environment: [:], jobs: 1).run().verdict == .passed)
  }
}
