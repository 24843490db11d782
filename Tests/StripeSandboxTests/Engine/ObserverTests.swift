import Testing
import Wire

@testable import StripeSandbox

@Suite struct ObserverTests {
  let client = Client()

  @Test func observersHearOfEveryChangeOnceItIsMade() throws {
    var heard: [String] = []
    client.api.observe { sandbox, news in
      // The change is visible already.
      #expect(news.allSatisfy { sandbox.store[Customer.self][$0.id] != nil })
      heard += news.map { "\(sandbox.name) \($0.event) \($0.id)" }
    }
    let id = try client.post("/v1/customers").id
    try client.post("/v1/customers/\(id)", "name=A")
    #expect(heard == ["tests customer.created \(id)", "tests customer.updated \(id)"])
  }

  @Test func anObserverMayAskForAnotherChange() throws {
    let client = client
    client.api.observe { _, news in
      for announcement in news where announcement.event == "customer.created" {
        _ = try? client.post("/v1/customers/\(announcement.id)", "description=seen")
      }
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
