import Testing
import Wire

@testable import StripeSandbox

@Suite struct ObserverTests {
  let client = Client()

  @Test func observersHearOfEveryChangeOnceItIsMade() throws {
    var heard: [String] = []
    client.api.observe { sandbox, news in
      // The change is visible already.
      #expect(sandbox.store.customers[news.id] != nil)
      heard.append("\(sandbox.name) \(news.event) \(news.id)")
    }
    let id = try client.post("/v1/customers").id
    try client.post("/v1/customers/\(id)", "name=A")
    #expect(heard == ["tests customer.created \(id)", "tests customer.updated \(id)"])
  }

  @Test func anObserverMayAskForAnotherChange() throws {
    let client = client
    client.api.observe { _, news in
      guard news.event == "customer.created" else { return }
      _ = try? client.post("/v1/customers/\(news.id)", "description=seen")
    }
    let id = try client.post("/v1/customers").id
    #expect(try client.get("/v1/customers/\(id)")["description"] == "seen")
  }

  @Test func aSandboxThatIsOlderThanTheObserverIsObserved() throws {
    try client.post("/v1/customers")
    var count = 0
    client.api.observe { _, _ in count += 1 }
    try client.post("/v1/customers")
    #expect(count == 1)
  }
}
