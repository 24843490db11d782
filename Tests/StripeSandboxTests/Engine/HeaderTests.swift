import Testing
import Wire

@testable import StripeSandbox

@Suite struct HeaderTests {
  let client = Client()

  @Test func aRequestThatChangesSomethingGetsAnIdempotencyKey() throws {
    let answer = try client.post("/v1/customers")
    #expect(answer.headers["Idempotency-Key"]?.count == 36)
    #expect(answer.headers["Original-Request"] == answer.headers["Request-Id"])
    #expect(try client.get("/v1/customers").headers["Idempotency-Key"] == nil)
    let deleted = try client.send(.delete, "/v1/customers/\(answer.id)", headers: ["Idempotency-Key": "k"])
    #expect(deleted.headers["Idempotency-Key"] == "k")
    #expect(deleted.headers["Original-Request"] == nil)
  }

  @Test func aMadeUpKeyIsNeverTheSame() throws {
    let keys = try (0..<20).map { _ in try client.post("/v1/customers").headers["Idempotency-Key"] }
    #expect(Set(keys).count == 20)
  }

  /// Observed: what ran says `false`, an error in the parameters says nothing.
  @Test func onlyWhatRanSaysWhetherToTryAgain() throws {
    #expect(try client.post("/v1/customers").headers["Stripe-Should-Retry"] == "false")
    #expect(try client.post("/v1/customers", "wat=1").headers["Stripe-Should-Retry"] == nil)
    #expect(try client.get("/v1/customers").headers["Stripe-Should-Retry"] == nil)
  }

  @Test func aWrongVersionHasNoEntryInTheLog() throws {
    let answer = try client.post("/v1/customers", headers: ["Stripe-Version": "not-a-real-version"])
    #expect(answer.status == 400)
    #expect(
      answer.error == [
        "message": "Invalid Stripe API version: not-a-real-version", "type": "invalid_request_error",
      ])
  }

  @Test func theIdsOfOnePaymentShareAllButTheirEnd() {
    var identifiers = Identifiers(seed: 7)
    let intent = identifiers.payment("pi_", now: 1_790_000_000)
    let charge = identifiers.sibling("ch_", of: intent)
    #expect(intent.count == 27 && charge.count == 27)
    #expect(intent.dropFirst(3).prefix(17) == charge.dropFirst(3).prefix(17))
  }

  /// A state from elsewhere may hold any id.
  @Test func whatIsCutOutOfAForeignIDIsATextStill() {
    var identifiers = Identifiers(seed: 7)
    let charge = identifiers.sibling("ch_", of: "pi_" + String(repeating: "é", count: 20))
    // Of the ninth letter one byte is in it.
    #expect(charge.hasPrefix("ch_éééééééé\u{FFFD}") && charge.unicodeScalars.count == 19)
  }
}
