import Testing
import Wire

@testable import StripeSandbox

@Suite struct IdempotencyTests {
  private func entry(_ number: Int, isPublishable: Bool = false) -> Idempotency.Entry {
    Idempotency.Entry(
      method: .post, path: "/v1/customers", body: [], isDigest: nil, isPublishable: isPublishable ? true : nil,
      requestID: "req_\(number)", status: 200, answer: [], created: number)
  }

  private func find(_ key: String, in answers: Idempotency, isPublishable: Bool = false) throws -> String? {
    let request = Request(.post, "/v1/customers")
    return try answers.find(key, request, isPublishable: isPublishable, now: 0)?.requestID
  }

  @Test func theNewestAreKept() throws {
    var answers = Idempotency()
    answers.follow()
    let count = 2 * Idempotency.kept + 500
    for number in 0..<count { answers.keep(entry(number), for: "key \(number)") }
    #expect(answers.count == Idempotency.kept)
    #expect(try find("key \(count - Idempotency.kept - 1)", in: answers) == nil)
    for number in [count - Idempotency.kept, count - Idempotency.kept + 1, count - 1] {
      #expect(try find("key \(number)", in: answers) == "req_\(number)")
    }
    let all = answers.all.map(\.entry.created)
    #expect(all == Array(count - Idempotency.kept..<count))
    // What came and went between two looks is not written down.
    #expect(answers.takeChanges().map(\.entry.created) == all)
    #expect(answers.takeChanges().isEmpty)
  }

  @Test func aKeyThatIsUsedAgainHasItsLatestAnswer() throws {
    var answers = Idempotency()
    answers.keep(entry(1), for: "a")
    answers.keep(entry(2), for: "b")
    answers.follow()
    answers.keep(entry(3), for: "a")
    answers.keep(entry(4, isPublishable: true), for: "a")
    #expect(answers.count == 3)
    #expect(try find("a", in: answers) == "req_3")
    #expect(try find("a", in: answers, isPublishable: true) == "req_4")
    #expect(try find("b", in: answers) == "req_2")
    #expect(try find("á", in: answers) == nil)
    #expect(answers.takeChanges().map(\.entry.requestID) == ["req_3", "req_4"])
  }
}
