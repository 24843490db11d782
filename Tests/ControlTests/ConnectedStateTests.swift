import StripeSandbox
import Testing
import Wire

@testable import Control

/// What is kept of a platform is kept with its connected accounts.
@Suite struct ConnectedStateTests {
  private let house = House()
  private let account: String
  private var acting: Headers { ["Stripe-Account": account] }
  private var sandboxes: [String] { house.stripe.allSandboxes.map(\.name) }

  init() throws {
    account = try house.json(.post, "/v1/accounts", "type=custom&country=US")["id"]?.string ?? ""
    _ = try house.json(.post, "/v1/customers", "name=Jenny", headers: ["Stripe-Account": account])
  }

  private func names(_ key: String) throws -> [JSON?] {
    let list = try house.json(.get, "/v1/customers", key: key, headers: acting)
    return list["data"]?.array?.map { $0["name"] } ?? []
  }

  @Test func aPlatformIsMovedWithItsAccounts() throws {
    let state = try house.json(.get, "/_sandbox/state")
    #expect(state["sandboxes"]?.array?.map { $0["name"] } == ["a", .string("a/\(account)")])
    let other = try house.json(.post, "/v1/accounts", "type=custom&country=US", key: "sk_test_b")["id"]?.string ?? ""
    _ = try house.json(.get, "/v1/customers", key: "sk_test_b", headers: ["Stripe-Account": other])
    #expect(sandboxes.contains("b/\(other)"))
    #expect(house.status(.put, "/_sandbox/state", state.text, key: "sk_test_b") == 200)
    #expect(try names("sk_test_b") == ["Jenny"])
    #expect(!sandboxes.contains("b/\(other)"))
  }

  @Test func sandboxesThatDoNotBelongTogetherAreRefused() throws {
    _ = try house.json(.post, "/v1/customers", "name=Other", key: "sk_test_b")
    let all = try house.json(.get, "/_sandbox/state?all=true")
    let mixed: JSON = ["nestbox_state": 1, "sandboxes": all["sandboxes"] ?? .null]
    #expect(house.status(.put, "/_sandbox/state", mixed.text) == 400)
  }

  @Test func aSandboxIsDroppedWithItsAccounts() throws {
    #expect(sandboxes.contains("a/\(account)"))
    #expect(house.status(.delete, "/_sandbox/sandboxes/a") == 200)
    #expect(!sandboxes.contains { $0.hasPrefix("a") })
  }
}
