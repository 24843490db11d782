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

    init(_ word: String = "succeeded") { self.word = word }

    func handle(_ request: Request, _ reply: Reply) {
      count += Int.random(in: 1...9)
      let id = uuid(.random(in: .min ... .max), .random(in: .min ... .max))
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

  private func lively(_ words: String...) throws -> Drift {
    let text = story(
      ##"""
      [{"request": {"method": "GET", "path": "/one"},
        "expect": {"status": 200, "headers": {"Location": "#string"}, "body": {"id": "#integer", "#others": "#any"}}},
       {"repeat": 3, "request": {"method": "GET", "path": "/one"}, "expect": {"status": 200, "body": "#object"}}]
      """##)
    let results = try words.map { word in
      let target = HandlerTransport.target(Lively(word))
      return Suite(try catalog([text]), Targets([:], rest: target), environment: [:], jobs: 1).run()
    }
    #expect(results.allSatisfy { $0.verdict == .passed })
    return Drift(results[0], results[2], again: results[1])
  }

  @Test func identicalServersAreSilent() throws {
    for _ in 0..<20 {
      let drift = try lively("succeeded", "succeeded", "succeeded")
      // Numbers of few values may be equal by chance in the two runs that tell what is drawn.
      #expect(drift.items.filter { $0.subject != "/prefix" }.map(\.subject).count <= 1)
    }
  }

  @Test func whatOnlyTheOtherSaysIsHeard() throws {
    let drift = try lively("succeeded", "succeeded", "processing")
    #expect(drift.items.filter { $0.subject == "/status" }.count == 4)
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
