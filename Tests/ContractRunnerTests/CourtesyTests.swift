import Testing
import Wire

@testable import ContractRunner

/// A real service is asked no faster than it wants, and a sandbox is left as it was found.
@Suite struct CourtesyTests {
  private final class Busy: Handler {
    private(set) var count = 0
    private let busy: Int

    init(_ busy: Int) { self.busy = busy }

    func handle(_ request: Request, _ reply: Reply) {
      count += 1
      var answer = Response.json(count <= busy ? 429 : 200, ["n": .integer(count)])
      if answer.status == 429 { answer.headers["Retry-After"] = "0" }
      reply(answer)
    }
  }

  private static let read = #"[{"request": {"method": "GET", "path": "/"}, "expect": {"status": 200}}]"#

  @Test func tooManyRequestsAreAskedAgain() throws {
    let busy = Busy(3)
    let result = try run(story(Self.read), busy, isSandbox: false)
    #expect(result.hasPassed)
    #expect(busy.count == 4)
    #expect(result.exchanges.map(\.backoffs) == [3])
  }

  @Test func notForEver() throws {
    let result = try run(story(Self.read), Busy(100), isSandbox: false)
    #expect(result.differences.map(\.subject) == ["status"])
  }

  @Test func aStoryThatWantsTooManyRequestsGetsThem() throws {
    let busy = Busy(1)
    let text = ##"[{"request": {"method": "GET", "path": "/"}, "expect": {"status": {"#oneOf": [429, 503]}}}]"##
    #expect(try run(story(text), busy, isSandbox: false).hasPassed)
    #expect(busy.count == 1)
  }

  @Test func aSandboxThatSaysSoIsToBlame() throws {
    #expect(try run(story(Self.read), Busy(1)).hasFailed)
  }

  @Test func aPaceIsKept() {
    let pace = Pace(perSecond: 20)
    for _ in 0..<20 { #expect(pace.delay(at: 100) == 0, "what may go within a second goes at once") }
    #expect(pace.delay(at: 100.25) == 0.75)
    for _ in 0..<20 { #expect(pace.delay(at: 101) == 0) }
    #expect(pace.delay(at: 101) == 1)
    let start = Loop.clock()
    let hasty = Pace(perSecond: 100)
    for _ in 0..<101 { hasty.wait() }
    #expect(Loop.clock() - start >= 1)
  }

  @Test func aTargetThatHoldsIsLeftAlone() {
    let pace = Pace()
    pace.hold(0.5, from: 100)
    #expect(pace.delay(at: 100.25) == 0.25)
    #expect(pace.delay(at: 100.5) == 0)
  }

  private final class Notes: Handler, Sendable {
    let lines = Locked<[String]>([])
    func handle(_ request: Request, _ reply: Reply) {
      let type = request.headers["Content-Type"] ?? "none"
      lines.withLock { $0.append("\(request.method.rawValue) \(request.sandbox ?? "")\(request.path) \(type)") }
      reply(.json(200, ["status": "ok", "version": "1"]))
    }
  }

  @Test(arguments: [true, false]) func theSandboxOfAStoryGoesWithIt(_ dropsSandboxes: Bool) throws {
    let notes = Notes()
    let server = try RunningServer.start { _ in notes }
    let url = try #require(HTTPURL("http://127.0.0.1:\(server.port)"))
    var manners = Target.Manners()
    manners.dropsSandboxes = dropsSandboxes
    let target = try HTTPTransport.target(url, patience: 5, manners: manners)
    _ = Suite(try catalog([story(Self.read)]), Targets([:], rest: target), environment: [:], jobs: 1).run()
    let lines = notes.lines.withLock { $0 }
    let name = try #require(lines.first { $0.hasPrefix("GET contract-") }?.split(separator: "/").first?.dropFirst(4))
    #expect(lines.contains("DELETE /_sandbox/sandboxes/\(name) application/json") == dropsSandboxes)
  }

  @Test func onlyTheDescriptionBesideAStoryAndThoseItUsesAreRead() throws {
    let folder = try TemporaryFiles()
    let step = #"{"request": {"method": "GET", "path": "/"}, "expect": {"status": 200}}"#
    let text = #"{"name": "a", "api": "mine", "source": {"document": "x"}, "steps": [\#(step)]}"#
    try folder.write("mine/story.json", text)
    try folder.write("mine/api.json", #"{"api": "mine", "uses": ["../other/api.json"]}"#)
    try folder.write("other/api.json", #"{"api": "other", "title": "Other"}"#)
    try folder.write("foreign/api.json", "{broken")
    try folder.write("mine/report.json", "{\"nestboxReport\": \"verify\"}")
    let catalog = Catalog(paths: [folder.path + "/mine"])
    #expect(catalog.diagnostics.map(\.message) == [])
    #expect(catalog.apis.keys.sorted() == ["mine", "other"])
    #expect(catalog.contracts.count == 1)
    try folder.write("mine/api.json", #"{"openapi": "3.0.0"}"#)
    #expect(Catalog(paths: [folder.path + "/mine/story.json"]).apis.isEmpty)
  }
}
