import Testing
import Wire

@testable import StripeSandbox

@Suite struct TableTests {
  private func customer(_ number: Int, email: String? = nil) -> Customer {
    var customer = Customer(id: "cus_\(number)", created: number, invoicePrefix: "P\(number)")
    customer.email = email
    return customer
  }

  @Test func theIndexFindsWhatADictionaryFinds() {
    var random = SplitMix(state: 7)
    var index = TextIndex()
    var model: [String: Int] = [:]
    // Few different hashes, so that many rows want one place.
    func hash(_ id: String) -> UInt32 { TextIndex.hash(id) & 0xF003 }
    for step in 0..<20_000 {
      let id = "pi_\(random.next() % 700)"
      if let position = model[id] {
        index.remove(hash(id), position)
        model[id] = nil
      } else {
        index.insert(hash(id), step)
        model[id] = step
      }
      let other = "pi_\(random.next() % 700)"
      #expect(index.find(hash(other)) { model[other] == $0 } == model[other])
    }
    #expect(model.allSatisfy { id, position in index.find(hash(id)) { $0 == position } == position })
  }

  @Test func anIndexThatBecameManyTablesFindsAllThatItFoundBefore() {
    var index = TextIndex()
    let count = 300_000
    func hash(_ number: Int) -> UInt32 { TextIndex.hash("cus_\(number)") }
    for number in 0..<count { index.insert(hash(number), number) }
    #expect((0..<count).allSatisfy { number in index.find(hash(number)) { $0 == number } == number })
    for number in 0..<count where number % 3 == 0 { index.remove(hash(number), number) }
    #expect(
      (0..<count).allSatisfy { number in (index.find(hash(number)) { $0 == number } == nil) == (number % 3 == 0) })
  }

  @Test func whatIsKeptOfARowIsThatRows() {
    var random = SplitMix(state: 3)
    var renderings = Renderings()
    var model: [Int: UInt8] = [:]
    for step in 0..<5_000 {
      let position = Int(random.next() % UInt64(step < 2_500 ? 100 : 3 * Renderings.limit))
      let mark = UInt8(truncatingIfNeeded: step)
      if step % 5 == 0 {
        renderings.forget(position)
        model[position] = nil
      } else {
        renderings.keep([mark], position)
        model[position] = mark
      }
      let other = Int(random.next() % UInt64(3 * Renderings.limit))
      // It may have been pushed out, but only when there are more than there is room for.
      if let kept = renderings[other] { #expect([model[other]] == kept) }
      if step < 2_500 { #expect(renderings[other] == model[other].map { [$0] }) }
    }
  }

  @Test func idsOfAnyLengthHaveAHash() {
    let ids = (0..<40).map { String(repeating: "x", count: $0) } + (0..<1000).map { "cus_\($0)" }
    #expect(Set(ids.map(TextIndex.hash)).count == ids.count)
  }

  @Test func aTrimmedTableForgetsItsOldestRowsForGood() {
    var table = Table<Customer>()
    for number in 0..<2000 { table.insert(customer(number, email: "a@b.co")) }
    table.delete("cus_3")
    table.trim(to: 1000)
    #expect(table.count == 1000)
    #expect(table["cus_0"] == nil && table.position("cus_0") == nil && table.position("cus_3") == nil)
    #expect(table["cus_1999"]?.created == 1999)
    #expect(table.all.count == 1000 && table.all.first?.created == 1000)
    #expect(table.positions("email", "a@b.co")?.count == 1000)
    var walked = 0
    table.walkForward(from: -1) { _, _ in
      walked += 1
      return true
    }
    #expect(walked == 1000)
  }

  @Test func anUpdateMovesARowInItsIndexes() {
    var table = Table<Customer>()
    for number in 0..<3 { table.insert(customer(number, email: "a@b.co")) }
    table.update("cus_1") { $0.email = "c@d.co" }
    #expect(table.positions("email", "a@b.co").map(Array.init) == [0, 2])
    #expect(table.positions("email", "c@d.co").map(Array.init) == [1])
  }

  @Test func anIndexKnowsEveryRowOfEveryKey() {
    var random = SplitMix(state: 11)
    var table = Table<Customer>()
    var model: [Int: String] = [:]
    for step in 0..<5_000 {
      let number = Int(random.next() % 200)
      let email = random.next() % 5 == 0 ? nil : "\(random.next() % 40)@b.co"
      switch random.next() % 4 {
      case 0:
        table.delete("cus_\(number)")
        model[number] = nil
      case _ where table.contains("cus_\(number)"):
        table.update("cus_\(number)") { $0.email = email }
        model[number] = email
      default:
        table.insert(customer(number, email: email))
        model[number] = email
      }
      let key = "\(random.next() % 40)@b.co"
      let found = (table.positions("email", key) ?? []).compactMap { table[Int($0)] }
      #expect(Set(found.map(\.created)) == Set(model.filter { $0.value == key }.keys), "step \(step)")
      #expect(found.count == Set(found.map(\.created)).count)
    }
  }

  @Test func aRenderingIsKeptUntilItsRowChanges() {
    var table = Table<Customer>()
    table.insert(customer(0))
    table.keep(rendering: [1], at: 0)
    let snapshot = table
    #expect(table.rendering(at: 0) == [1])
    table.update("cus_0") { $0.name = "A" }
    #expect(table.rendering(at: 0) == nil)
    #expect(snapshot.rendering(at: 0) == [1])
    table.keep(rendering: [2], at: 0)
    table.delete("cus_0")
    #expect(table.rendering(at: 0) == nil)
  }

  @Test func renderingsAreNotKeptForEver() {
    var table = Table<Customer>()
    for position in 0..<5000 { table.keep(rendering: [1], at: position) }
    #expect((0..<5000).count { table.rendering(at: $0) != nil } <= 512)
  }
}

/// What is copied from an earlier answer is what would have been written.
@Suite struct RenderingTests {
  let client = Client()

  @Test func everyViewShowsAChangeAtOnce() throws {
    let id = try client.post("/v1/customers", "name=A").id
    for name in ["B", "C"] {
      #expect(try client.post("/v1/customers/\(id)", "name=\(name)")["name"]?.string == name)
      #expect(try client.get("/v1/customers/\(id)")["name"]?.string == name)
      #expect(try client.get("/v1/customers")["data"]?[0]?["name"]?.string == name)
      #expect(try client.get("/v1/events")["data"]?[0]?["data"]?["object"]?["name"]?.string == name)
    }
  }

  @Test func aRestoredSandboxShowsWhatItWas() throws {
    let id = try client.post("/v1/customers", "name=A").id
    let sandbox = client.api.sandbox(named: "tests")
    let contents = sandbox.contents
    try client.post("/v1/customers/\(id)", "name=B")
    sandbox.contents = contents
    #expect(try client.get("/v1/customers/\(id)")["name"] == "A")
  }

  @Test func eachVersionExpansionAndKeyHasItsOwnView() throws {
    let form = "amount=2000&currency=usd&confirm=true&payment_method=pm_card_visa&allowed_payment_method_types[]=card"
    let intent = try client.post("/v1/payment_intents", form)
    let path = "/v1/payment_intents/\(intent.id)"
    let plain = try client.get(path)
    #expect(plain["latest_charge"]?.string != nil && plain["charges"] == nil)
    var old = client
    old.version = "2020-08-27"
    #expect(try old.get(path)["charges"]?["data"]?.array?.count == 1)
    #expect(try client.get(path + "?expand[]=latest_charge")["latest_charge"]?["object"] == "charge")
    var browser = client
    browser.key = "pk_test_tests"
    #expect(try browser.get(path + "?client_secret=\(intent["client_secret"]?.string ?? "")")["latest_charge"] == nil)
    #expect(try client.get(path).body == plain.body)
  }

  @Test func aFailedIntentShowsItsPaymentMethodAsItNowIs() throws {
    let customer = try client.post("/v1/customers").id
    let method = try client.post("/v1/payment_methods/pm_card_chargeCustomerFail/attach", "customer=\(customer)").id
    let form = "amount=2000&currency=usd&confirm=true&allowed_payment_method_types[]=card"
    let failure = try client.post("/v1/payment_intents", "\(form)&customer=\(customer)&payment_method=\(method)")
    let intent = failure.error["payment_intent"]?["id"]?.string ?? ""
    try client.post("/v1/payment_methods/\(method)", "metadata[seen]=yes")
    let shown = try client.get("/v1/payment_intents/\(intent)")["last_payment_error"]?["payment_method"]
    #expect(shown?["metadata"] == ["seen": "yes"])
  }
}

@Suite struct KeyRingTests {
  @Test func aHeaderIsReadOnceAndAlwaysTheSame() throws {
    let client = Client()
    for _ in 0..<2 {
      for (header, status) in [
        ("Bearer sk_test_a", 200), ("Basic c2tfdGVzdF9hOg==", 200), ("Bearer sk_live_a", 401), ("Bearer", 401),
        ("Bearer pk_test_a", 401),
      ] {
        #expect(try client.send(.get, "/v1/customers", headers: ["Authorization": header]).status == status)
      }
    }
    // A header that says nothing leaves the word to the parameter.
    #expect(
      try client.send(.get, "/v1/customers?key=sk_test_a", headers: ["Authorization": "Bearer"]).status == 200)
  }
}
