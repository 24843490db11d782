import Platform
import Testing
import Wire

@testable import Benchmark

/// The loop against servers of the test's own.
@Suite struct ClosedLoopTests {
  /// Answers `{"id":"cus_N"}` to its Nth request, and counts.
  private final class Counting: Handler {
    private let requests: Requests

    init(_ requests: Requests) { self.requests = requests }

    func handle(_ request: Request, _ reply: Reply) {
      let number = requests.add(request)
      reply(.json(request.path == "/broken" ? 500 : 200, ["object": "x", "id": .string("cus_\(number)")]))
    }
  }

  private final class Requests: Sendable {
    private let all = Locked<[Request]>([])

    var value: [Request] { all.withLock { $0 } }

    func add(_ request: Request) -> Int {
      all.withLock {
        $0.append(request)
        return $0.count
      }
    }
  }

  private static func workload(_ lines: [(String, String)], grows: Bool = false, status: Int = 200) -> Workload {
    let steps = lines.map { line, body in
      Workload.Step(template: RequestTemplate(line, [("Host", "x")], body), status: status)
    }
    return Workload(name: "test", grows: grows, steps: steps)
  }

  private static func url(_ server: RunningServer) throws -> HTTPURL {
    try #require(HTTPURL("http://127.0.0.1:\(server.port)"))
  }

  @Test(arguments: [1, 16, 300])
  func everyRequestIsAnsweredAndCounted(connections: Int) throws {
    let requests = Requests()
    let server = try RunningServer.start { _ in Counting(requests) }
    let workload = Self.workload([("GET /a", "")])
    let loop = try ClosedLoop(try Loop(), try Self.url(server), workload, Stock(), connections: connections)
    let tally = try loop.run(requests: 1000)
    #expect(tally.requests == 1000)
    #expect(tally.latency.count == 1000)
    #expect(tally.seconds > 0)
    #expect(requests.value.count == 1000)
    let timed = try loop.run(seconds: 0.05)
    #expect(timed.seconds == 0.05)
    #expect(timed.latency.count >= UInt64(timed.requests))
    #expect(requests.value.count == 1000 + Int(timed.latency.count), "nothing is under way when it ends")
    server.stop()
  }

  @Test func aStoryCarriesItsIdsFromStepToStep() throws {
    let requests = Requests()
    let server = try RunningServer.start { _ in Counting(requests) }
    let workload = Self.workload([("POST /made", "n={serial}"), ("GET /of/{0}", ""), ("POST /{1}/of", "a={0}")])
    let loop = try ClosedLoop(try Loop(), try Self.url(server), workload, Stock(), connections: 1)
    _ = try loop.run(requests: 6)
    #expect(requests.value.map(\.path) == ["/made", "/of/cus_1", "/cus_2/of", "/made", "/of/cus_4", "/cus_5/of"])
    #expect(requests.value.map { String(decoding: $0.body, as: UTF8.self) }[2] == "a=cus_1")
    #expect(requests.value[0].body == Array("n=000000000000".utf8))
    #expect(requests.value[3].body == Array("n=000000000003".utf8))
    server.stop()
  }

  @Test func aFailingAnswerEndsTheRun() throws {
    let server = try RunningServer.start { _ in Counting(Requests()) }
    let workload = Self.workload([("GET /broken", "")])
    let loop = try ClosedLoop(try Loop(), try Self.url(server), workload, Stock(), connections: 4)
    let failure = #expect(throws: WrongAnswer.self) { try loop.run(seconds: 60) }
    #expect(failure?.description.contains("GET /broken: answered 500, not 200") == true)
    server.stop()
  }

  @Test func aServerThatGoesAwayEndsTheRun() throws {
    let requests = Requests()
    let server = try RunningServer.start { _ in Counting(requests) }
    let loop = try ClosedLoop(
      try Loop(), try Self.url(server), Self.workload([("GET /a", "")]), Stock(), connections: 4)
    try startThread {
      while requests.value.count < 100 {}
      server.stop()
    }
    #expect(throws: WrongAnswer.self) { try loop.run(seconds: 60) }
  }

  @Test func theStockRemembersWhatItsCustomersAreCalled() throws {
    let server = try RunningServer.start { _ in Counting(Requests()) }
    let stock = Stock()
    let making = Self.workload([("POST /v1/customers", "email={serial}")], grows: true)
    let loop = try ClosedLoop(try Loop(), try Self.url(server), making, stock, connections: 3) { stock.take($0) }
    _ = try loop.run(requests: 50)
    #expect(stock.growth == 50)
    stock.seal()
    #expect(stock.size == 50)
    #expect(stock.growth == 0)
    for _ in 0..<100 {
      var values = RequestTemplate.Values()
      stock.fill(&values)
      #expect((0..<50).contains(values.number))
      #expect(String(decoding: values.customer, as: UTF8.self).hasPrefix("cus_"))
      #expect(values.serial >= 50)
    }
    server.stop()
  }

  @Test func chunkedAnswersAndThoseThatEndTheConnectionAreReadToo() throws {
    let server = try RunningServer.start { _ in Moody() }
    let workload = Self.workload([("GET /chunked", ""), ("GET /close", ""), ("GET /large", "")])
    let loop = try ClosedLoop(try Loop(), try Self.url(server), workload, Stock(), connections: 2)
    #expect(try loop.run(requests: 60).requests == 60)
    server.stop()
  }

  private final class Moody: Handler {
    func handle(_ request: Request, _ reply: Reply) {
      switch request.path {
      case "/chunked":
        let stream = reply.stream(Response(200, body: Array("one".utf8)))
        stream.write(Array("two".utf8))
        stream.end()
      case "/close": reply(Response(200, headers: ["Connection": "close"], body: Array("bye".utf8)))
      default: reply(Response(200, body: Array(repeating: 0x61, count: 1 << 20)))
      }
    }
  }
}
