import Testing
import Wire

@testable import StripeSandbox

@Suite struct FollowUpTests {
  private let client: Client
  private let sandbox: Sandbox

  init() {
    var options = StripeAPI.Options()
    options.clock = SandboxClock(.frozen(at: 1_800_000_000))
    client = Client(StripeAPI(options))
    sandbox = client.api.sandbox(named: "tests")
  }

  /// An observable job: the bank's reference of a refund.
  private func refund() throws -> String {
    let charge = try client.post("/v1/charges", "amount=2500&currency=usd&source=tok_visa").id
    return try client.post("/v1/refunds", "charge=\(charge)").id
  }

  private func isReferenced(_ refund: String) -> Bool {
    if case .card(reference: .some) = sandbox.store[Refund.self][refund]?.destination { true } else { false }
  }

  @Test func aSecondIsThreeRequests() throws {
    let refund = try refund()
    for _ in 0..<2 {
      try client.get("/v1/balance")
      #expect(!isReferenced(refund))
    }
    try client.get("/v1/nonsense")
    #expect(!isReferenced(refund))
    try client.get("/v1/balance")
    #expect(isReferenced(refund))
  }

  @Test(arguments: [(0, false), (1, true), (2, true)])
  func orItIsASecondOfTheClock(seconds: Int, isDone: Bool) throws {
    let refund = try refund()
    sandbox.clock = SandboxClock(.frozen(at: 1_800_000_000 + seconds))
    client.api.settle()
    #expect(isReferenced(refund) == isDone)
  }
}
