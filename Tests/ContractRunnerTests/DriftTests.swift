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

  @Test func valuesAloneAreNotSerious() throws {
    let drift = try drift(["id": "cus_1", "name": "a"], ["id": "acct_1", "name": "b"])
    #expect(drift.items.map(\.subject) == ["/id", "/name"])
    #expect(!drift.isSerious)
  }
}
