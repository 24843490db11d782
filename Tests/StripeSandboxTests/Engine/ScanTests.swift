import Testing
import Wire

@testable import StripeSandbox

/// Pages that look through many rows do so in slices, between which others are served.
@Suite struct ScanTests {
  private static let count = 60_000
  private let client = Client()

  init() {
    var customer = Customer(id: "", created: 1_000, invoicePrefix: "ABCD1234")
    let sandbox = client.api.sandbox(named: "tests")
    for number in 0..<Self.count {
      customer = Customer(id: "cus_\(number)", created: 1_000 + number, invoicePrefix: "ABCD1234")
      customer.name = number % 20_000 == 0 ? "Jenny" : "Somebody"
      sandbox.store[Customer.self].insert(customer)
    }
  }

  private func request(_ path: String) -> Request {
    let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
    return Request(.get, parts[0], query: parts[1], headers: ["Authorization": "Bearer sk_test_tests"])
  }

  /// The answer, and how many turns of the loop it took.
  private func ask(_ path: String, inFirstTurn: @escaping () throws -> Void = {}) throws -> (body: [UInt8], turns: Int)
  {
    let loop = try Loop()
    client.api.share(loop)
    var answer: Response?
    var turns = 0
    loop.after(0) { [client] in
      client.api.handle(
        request(path),
        Reply { given in
          if case .response(let response) = given { answer = response }
          loop.stop()
        })
      try? inFirstTurn()
    }
    loop.after(60) { loop.stop() }
    let count = loop.turnEnds.add { turns += 1 }
    loop.run()
    count.end()
    return (try #require(answer).body, turns)
  }

  @Test(arguments: [
    "customers/search?query=name:'Jenny'", "customers/search?query=name:'Nobody'&expand[]=total_count",
    "customers/search?query=name:'Jenny'&limit=1&expand[]=total_count", "customers?created[lt]=1001",
    "customers?created[gt]=60998&ending_before=cus_0", "customers?created[gte]=1000",
  ])
  func theAnswerIsTheSameInSlicesAndAtOnce(path: String) throws {
    let path = "/v1/" + path.replacing("'", with: "%22")
    let atOnce = client.api.respond(to: request(path))
    let (body, _) = try ask(path)
    #expect(atOnce.status == 200 && body == atOnce.body)
  }

  @Test func othersHaveTheirTurnMeanwhile() throws {
    let (_, turns) = try ask("/v1/customers/search?query=metadata%5B%22a%22%5D:%22b%22")
    #expect(turns > 2)
  }

  @Test func aSearchThroughObjectsIsDoneInSlices() throws {
    let loop = try Loop()
    client.api.share(loop)
    var wish = ObjectPage.Wish()
    wish.query = ObjectQuery("name:Jenny")
    var page: ObjectPage?
    var turns = 0
    loop.after(0) { [client, wish] in
      let sandbox = client.api.sandbox(named: "tests")
      client.api.page(of: Customer.self, in: sandbox, wish, budget: 50_000) {
        page = $0
        loop.stop()
      }
    }
    loop.after(60) { loop.stop() }
    let count = loop.turnEnds.add { turns += 1 }
    loop.run()
    count.end()
    let found = try #require(page)
    #expect(found.objects.compactMap { $0["id"]?.string } == ["cus_40000", "cus_20000"])
    #expect(found.looked == 50_000 && found.rest == 10_000 && turns > 2)
  }

  @Test func aSandboxThatIsReplacedMeanwhileIsLookedThroughAnew() throws {
    let (body, turns) = try ask("/v1/customers/search?query=name:%22Jenny%22") { [client] in
      client.api.reset("tests")
      try client.post("/v1/customers", "name=Jenny&email=after@example.com")
    }
    let found = try JSONParser.parse(body)["data"]?.array ?? []
    #expect(turns > 1 && found.count == 1 && found.first?["email"] == "after@example.com")
  }

  @Test func aRowThatIsDeletedMeanwhileIsNotShown() throws {
    let (body, _) = try ask("/v1/customers/search?query=name:%22Jenny%22") { [client] in
      try client.delete("/v1/customers/cus_40000")
    }
    let found = try JSONParser.parse(body)["data"]?.array ?? []
    #expect(found.compactMap { $0["id"]?.string } == ["cus_20000", "cus_0"])
  }
}
