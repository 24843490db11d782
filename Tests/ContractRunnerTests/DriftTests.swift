import Testing
import Wire

@testable import ContractRunner

@Suite struct DriftTests {
  private func drift(_ left: JSON, _ right: JSON) throws -> Drift {
    let text = story(
      ##"[{"name": "read", "request": {"method": "GET", "path": "/"}, "expect": {"status": 200, "body": {"id": "#any", "#others": "#any"}}}]"##
    )
    func run(_ answer: JSON) throws -> SuiteResult {
      let target = HandlerTransport.target(Stub(200, answer))
      return Suite(try catalog([text]), Targets([:], rest: target), environment: [:], jobs: 1).run()
    }
    return Drift(try run(left), try run(right))
  }

  @Test func idsAndTimesAreTakenAsEqual() throws {
    let left: JSON = [
      "id": "pi_3OQzKX9e1RjUNIyY1I235TqE", "secret": "pi_3OQzKX9e1RjUNIyY1I235TqE_secret_vvxMpMfAwfm4F5EjQ",
      "created": 1_703_453_729, "at": 1_703_453_729.5, "user": "5f9f1c9b9c9c9c9c9c9c9c9c",
      "row": "955a1e7f-683c-4e23-b2b3-3db4e08e950e", "email": "someone.ocmmn58lp9@example.com",
    ]
    let right: JSON = [
      "id": "pi_2ODwpE9e1RjUNIyY2C2MqHPO", "secret": "pi_2ODwpE9e1RjUNIyY2C2MqHPO_secret_zhNbyKyO0s9xKn4Df",
      "created": 1_795_227_001, "at": 1_795_227_001.25, "user": "0a0f1c9b9c9c9c9c9c9c9c9c",
      "row": "80a227b2-29a0-11e7-b636-e4a7a08e15d4", "email": "someone.1tnks4gqz2@example.com",
    ]
    let drift = try drift(left, right)
    #expect(drift.items.map(\.subject) == [])
    #expect(drift.compared == 1)
  }

  @Test func differencesAreRankedByWhatTheyBreak() throws {
    let drift = try drift(
      ["id": "pi_1", "amount": 2000, "status": "succeeded", "last4": "4242", "extra": nil],
      ["amount": "2000", "status": "processing", "last4": "4444"])
    #expect(drift.items.map(\.subject) == ["/id", "/amount", "/status", "/last4", "/extra"])
    #expect(drift.items.map(\.rank) == [Drift.Rank.missing, .type, .value, .value, .extra])
    #expect(drift.isSerious)
    #expect(DriftText(colour: false).text(drift).contains("/amount  2000  ≠  \"2000\""))
  }

  /// Counts, draws, and answers what was asked at once in any order.
  private final class Lively: Handler {
    private var count = 0
    private let word: String
    private var chance: SplitMix

    init(_ word: String, seed: UInt64) {
      self.word = word
      chance = SplitMix(state: seed)
    }

    func handle(_ request: Request, _ reply: Reply) {
      count += Int.random(in: 1...9, using: &chance)
      let id = uuid(chance.next(), chance.next())
      var answer = Response.json(
        count % 2 == 0 ? 200 : 409,
        [
          "id": .integer(count), "risk_score": .integer(count * 31 % 90), "code": .string("\(count * 7919 % 900_000)"),
          "prefix": .string(["ABCDEFGH", "QRSTUVWX", "ZYXWVUTS"][count % 3]), "price": .double(20.0),
          "status": .string(word), "self": .string("https://api.example.com/things/\(id)"),
        ])
      answer.headers["Location"] = "/things/\(count)/\(id)"
      if request.path == "/one" { answer.status = 200 }
      reply(answer)
    }
  }

  private func lively(_ words: String..., round: UInt64 = 0) throws -> Drift {
    let text = story(
      ##"""
      [{"request": {"method": "GET", "path": "/one"},
        "expect": {"status": 200, "headers": {"Location": "#string"}, "body": {"id": "#integer", "#others": "#any"}}},
       {"repeat": 3, "request": {"method": "GET", "path": "/one"}, "expect": {"status": 200, "body": "#object"}}]
      """##)
    let results = try words.enumerated().map { number, word in
      let target = HandlerTransport.target(Lively(word, seed: 3 * round + UInt64(number)))
      return Suite(try catalog([text]), Targets([:], rest: target), environment: [:], jobs: 1).run()
    }
    #expect(results.allSatisfy { $0.verdict == .passed })
    return Drift(results[0], results[2], again: results[1])
  }

  @Test func identicalServersAreSilent() throws {
    for round in 0..<20 as Range<UInt64> {
      let drift = try lively("succeeded", "succeeded", "succeeded", round: round)
      // Numbers of few values may be equal by chance in the two runs that tell what is drawn.
      #expect(drift.items.filter { $0.subject != "/prefix" }.map(\.subject).count <= 1)
    }
  }

  @Test func whatOnlyTheOtherSaysIsHeard() throws {
    let drift = try lively("succeeded", "succeeded", "processing")
    #expect(drift.items.filter { $0.subject == "/status" }.count == 4)
  }

  /// Runs on one target, on the same once more, and on another one, each with the answers of its own.
  private func drift(_ steps: String, _ answers: [(Request) -> JSON]) throws -> Drift {
    let results = try answers.map { answer in
      let target = HandlerTransport.target(Stub { .response(.json(200, answer($0))) })
      return Suite(try catalog([story(steps)]), Targets([:], rest: target), environment: [:], jobs: 1).run()
    }
    #expect(results.allSatisfy { $0.verdict == .passed })
    return Drift(results[0], results[2], again: results[1])
  }

  private static let read =
    ##"[{"name": "read", "request": {"method": "GET", "path": "/"}, "expect": {"status": 200, "body": "#object"}}]"##

  /// A value of one target, the same again, and the other target's.
  @Test(arguments: [
    ("N1clV4X1", "lhXlrFd1", "lngEbmvQ"), ("LDO7WFGE", "74BE6QCZ", "SCQNOEIO"), ("abcdefgh", "ijklmnop", "A1B2C3D4"),
    ("QT-6NXSCL0Y-0001-1", "QT-74BE6QCZ-0001-1", "QT-SCQNOEIO-0001-1"),
    ("someone.0bkjn5gjc9@example.com", "someone.yxnbmqhdlr@example.com", "someone.fenonouhnb@example.com"),
    ("123456", "987654", "1234567"),
    (
      "/things/17/955a1e7f-683c-4e23-b2b3-3db4e08e950e", "/things/18/80a227b2-29a0-11e7-b636-e4a7a08e15d4",
      "/things/9/4f2d8b2a-29a0-11e7-b636-e4a7a08e15d5"
    ),
    ("a+b/c=", "de_f", "xyz"),
  ])
  func whatIsDrawnAnewIsNoDifference(_ first: String, _ again: String, _ other: String) throws {
    let drift = try drift(Self.read, [first, again, other].map { text in { _ in ["code": .string(text)] } })
    #expect(drift.items.map(\.right) == [])
  }

  @Test(arguments: [
    ("succeeded", "succeeded", "processing"), ("LDO7WFGE-0002", "74BE6QCZ-0002", "SCQNOEIO-0003"),
    ("QT-6NXSCL0Y-1", "QT-74BE6QCZ-1", "IN-SCQNOEIO-1"), ("QT-6NXSCL0Y-1", "QT-74BE6QCZ-1", "SCQNOEIO-1"),
    ("someone.0bkjn5gjc9@example.com", "someone.yxnbmqhdlr@example.com", "someone.fenonouhnb@example.org"),
    ("123456", "987654", "ABCDEF"),
    ("/things/17/a1b2c3d4e5", "/things/18/qwertzuiop", "/others/19/asdfghjkl"), ("N1clV4X1", "lhXlrFd1", ""),
    ("pi_6NXSCL0Yab", "pi_74BE6QCZab", "ch_6NXSCL0Yab"), ("cus_1", "cus_1", "cus_2"),
  ])
  func whatStaysInADrawnTextIsCompared(_ first: String, _ again: String, _ other: String) throws {
    let drift = try drift(Self.read, [first, again, other].map { text in { _ in ["code": .string(text)] } })
    #expect(drift.items.map(\.right) == ["\"\(other)\""])
  }

  @Test func aMemberThatIsNoisySomewhereIsComparedElsewhere() throws {
    func answer(_ noisy: Int, _ steady: Int) -> (Request) -> JSON {
      { _ in
        .object(["list": .array([1, 2, 3, 4, steady, 6, noisy, noisy].map { ["amount": .integer($0)] })])
      }
    }
    let drift = try drift(Self.read, [answer(10, 5), answer(20, 5), answer(30, 50)])
    #expect(drift.items.map(\.subject) == ["/list/4/amount"])
  }

  /// Makes two objects, and tells which of them is the newest: by their ids, which are others in each run.
  private func pair(_ newest: Int) -> (Request) -> JSON {
    let ids = (0..<2).map { _ in "obj_" + String(UInt64.random(in: 1 << 62 ... .max), radix: 36) }
    return { request in
      if request.path == "/both" { return ["first": .string(ids[0]), "second": .string(ids[1])] }
      return ["newest": .string(ids[newest])]
    }
  }

  @Test func anotherObjectsIdIsADifference() throws {
    let steps = ##"""
      [{"request": {"method": "POST", "path": "/both"}, "expect": {"status": 200, "body": "#object"},
        "capture": {"first": "/first", "second": "/second"}},
       {"request": {"method": "GET", "path": "/newest"}, "expect": {"status": 200, "body": "#object"}}]
      """##
    #expect(try drift(steps, [pair(1), pair(1), pair(1)]).items.map(\.subject) == [])
    let crossed = try drift(steps, [pair(1), pair(1), pair(0)]).items
    #expect(crossed.map(\.subject) == ["/newest"])
    #expect(crossed.first?.left.hasSuffix("(${second})") == true)
    #expect(crossed.first?.right.hasSuffix("(${first})") == true)
    // A target that takes either by chance says nothing about another.
    #expect(try drift(steps, [pair(1), pair(0), pair(0)]).items.map(\.subject) == [])
  }

  @Test func ownAddressesAreNoDifferenceInAnySpelling() throws {
    func answer(_ end: String) -> (Request) -> JSON {
      { request in
        let address = "/s/\(request.sandbox ?? "")"
        return ["qr": .string("/qr.png?data=\(percentEncoded(address + end))"), "url": .string(address + end)]
      }
    }
    #expect(try drift(Self.read, [answer("/pay"), answer("/pay"), answer("/pay")]).items.map(\.subject) == [])
    let other = try drift(Self.read, [answer("/pay"), answer("/pay"), answer("/buy")])
    #expect(other.items.map(\.subject) == ["/qr", "/url"])
  }

  @Test(arguments: ReportKind.allCases) func everyReportTellsOfIt(_ kind: ReportKind) throws {
    func run(_ status: JSON) throws -> SuiteResult {
      let target = HandlerTransport.target(Stub(200, ["status": status]))
      return Suite(try catalog([story(Self.read)]), Targets([:], rest: target), environment: [:], jobs: 1).run()
    }
    var result = try run("succeeded")
    #expect(!kind.text(result).contains("/status"))
    result.drift = Drift(result, try run("processing"))
    #expect(kind.text(result).contains("/status"))
  }

  @Test func theSameNumberIsWrittenInTwoWays() throws {
    #expect(try drift(["id": 1, "price": .decimal("20.00")], ["id": 1, "price": 20]).items.isEmpty)
  }

  @Test func valuesAloneAreNotSerious() throws {
    let drift = try drift(["id": "cus_1", "name": "a"], ["id": "acct_1", "name": "b"])
    #expect(drift.items.map(\.subject) == ["/id", "/name"])
    #expect(!drift.isSerious)
  }
}
