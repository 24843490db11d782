import Testing
import Wire

@testable import StripeSandbox

/// Stripe's limits of test clocks, where a sandbox is asked to have them.
@Suite struct ClockLimitTests {
  private func shop(limited: Bool) throws -> BillingClient {
    let shop = try BillingClient()
    shop.client.api.sandbox(named: "tests").store.dunning.limitsTestClocks = limited
    return shop
  }

  @Test(arguments: [(true, 400), (false, 200)]) func customersOfAClock(limited: Bool, status: Int) throws {
    let shop = try shop(limited: limited)
    for _ in 0..<2 { #expect(try shop.client.post("/v1/customers", "test_clock=\(shop.clock)").status == 200) }
    #expect(try shop.client.post("/v1/customers", "test_clock=\(shop.clock)").status == status)
  }

  @Test(arguments: [(true, 400), (false, 200)]) func subscriptionsOfACustomer(limited: Bool, status: Int) throws {
    let shop = try shop(limited: limited)
    let price = try shop.price()
    for _ in 0..<3 { #expect(try shop.subscribe(price).status == 200) }
    #expect(try shop.subscribe(price).status == status)
  }

  @Test(arguments: [(true, 400), (false, 200)]) func intervalsAtOnce(limited: Bool, status: Int) throws {
    let shop = try shop(limited: limited)
    _ = try shop.subscribe(shop.price())
    let path = "/v1/test_helpers/test_clocks/\(shop.clock)/advance"
    let twoMonths = BillingClient.start + 59 * 86_400
    #expect(try shop.client.post(path, "frozen_time=\(twoMonths + 1)").status == status)
    guard limited else { return }
    #expect(try shop.client.post(path, "frozen_time=\(twoMonths)").status == 200)
  }
}
