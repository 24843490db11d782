import StripeSandbox
import Testing
import Wire

@testable import Control

/// Looking through what a sandbox holds.
@Suite struct ObjectsTests {
  private let house = House()

  private func search(_ q: String, object: String? = "customer", _ more: String = "") throws -> JSON {
    let kind = object.map { "&object=\($0)" } ?? ""
    return try house.json(.get, "/_sandbox/objects?q=\(percentEncoded(q))\(kind)\(more)")
  }

  private func names(_ page: JSON) -> [String] { page["objects"]?.array?.compactMap { $0["name"]?.string } ?? [] }

  private func make(_ path: String, _ form: String) throws -> String {
    try house.json(.post, "/v1/" + path, form)["id"]?.string ?? ""
  }

  @Test(arguments: [
    ("jenny", ["Jenny Rosen"]), ("ROSEN", ["Jenny Rosen"]), ("\"nny ros\"", ["Jenny Rosen"]), ("jenny alan", []),
    ("email:jenny", []), ("email:jenny@example.com", ["Jenny Rosen"]), ("JENNY@example.com", ["Jenny Rosen"]),
    ("email:*@EXAMPLE.com", ["Alan", "Jenny Rosen"]), ("email:a*n@*", ["Alan"]), ("-email:*", ["Nobody"]),
    ("order:A-7", ["Jenny Rosen"]), ("metadata.order:a-7", ["Jenny Rosen"]), (".order:A-7", []),
    ("email", []), ("balance:-500", ["Alan"]), ("balance<0", ["Alan"]), ("balance>=-5.00 alan", ["Alan"]),
    ("-5.00", ["Alan"]),
    ("city:Zürich", ["Alan"]), ("zürich", ["Alan"]), ("name:null", []),
    ("delinquent:false", ["Nobody", "Alan", "Jenny Rosen"]), ("", ["Nobody", "Alan", "Jenny Rosen"]),
    ("https://example.com/x", []), ("-nobody -email:jenny@example.com", ["Alan"]),
  ])
  func termsFindTextsNumbersAndFields(q: String, expected: [String]) throws {
    _ = try make("customers", "name=Jenny+Rosen&email=jenny@example.com&metadata[order]=A-7")
    _ = try make("customers", "name=Alan&email=alan@example.com&balance=-500&address[city]=Z%C3%BCrich")
    _ = try make("customers", "name=Nobody")
    #expect(names(try search(q)) == expected)
  }

  @Test func pagesLeadOnAndBack() throws {
    for number in 1...5 { _ = try make("customers", "name=\(number)") }
    let first = try search("", "&limit=2")
    #expect(names(first) == ["5", "4"])
    let second = try search("", "&limit=2&after=\(first["rest"]?.string ?? "")")
    #expect(names(second) == ["3", "2"])
    let third = try search("", "&limit=2&after=\(second["rest"]?.string ?? "")")
    #expect(names(third) == ["1"] && third["rest"] == .null)
    #expect(names(try search("", "&limit=2&before=\(second["first"]?.string ?? "")")) == ["5", "4"])
    let oldest = try search("", "&limit=2&order=oldest")
    #expect(names(oldest) == ["1", "2"])
    let next = try search("", "&limit=2&order=oldest&after=\(oldest["rest"]?.string ?? "")")
    #expect(names(next) == ["3", "4"])
    #expect(names(try search("", "&limit=2&order=oldest&before=\(next["first"]?.string ?? "")")) == ["1", "2"])
  }

  @Test(arguments: [
    ("name", ["anna", "Berta", "Zoe", "Zoe", ""]), ("-name", ["Zoe", "Zoe", "Berta", "anna", ""]),
    ("-balance", ["Zoe", "anna", "Berta", "", "Zoe"]), ("address.city", ["Zoe", "", "Zoe", "Berta", "anna"]),
  ])
  func objectsAreSortedByAnyValueOfTheirs(sort: String, expected: [String]) throws {
    for form in [
      "name=anna&balance=30", "name=Zoe&balance=-5", "name=Berta&balance=9", "name=Zoe&balance=100",
      "email=a@b.example",
    ] {
      _ = try make("customers", form + (form.contains("-5") ? "&address[city]=Bern" : ""))
    }
    func names(_ page: JSON) -> [String] { page["objects"]?.array?.map { $0["name"]?.string ?? "" } ?? [] }
    var read: [String] = []
    var after = ""
    var starts: [String] = []
    repeat {
      let page = try search("", "&limit=2&sort=\(sort)\(after.isEmpty ? "" : "&after=\(percentEncoded(after))")")
      #expect(page["matches"] == 5)
      starts.append(page["first"]?.string ?? "")
      read += names(page)
      after = page["rest"]?.string ?? ""
    } while !after.isEmpty && read.count < 10
    #expect(read == expected)
    let back = try search("", "&limit=2&sort=\(sort)&before=\(percentEncoded(starts[2]))")
    #expect(names(back) == Array(expected[2...3]) && back["rest"] != .null)
  }

  @Test(arguments: [
    "sort=name", "object=customer&sort=", "object=customer&sort=na+me", "object=customer&sort=a..b",
    "object=customer&sort=name&order=oldest", "object=customer&sort=name&after=x",
    "object=customer&sort=name&after=1.z2",
    "object=customer&sort=name&after=1.nx",
  ])
  func aSortThatMeansNothingIsRefused(query: String) {
    #expect(house.status(.get, "/_sandbox/objects?\(query)") == 400)
  }

  @Test func aSearchThroughEverythingPutsTheIDFirst() throws {
    let customer = try make("customers", "name=Jenny")
    let charge = try make("charges", "amount=2000&currency=usd&source=tok_visa&description=For+\(customer)")
    let found = try search(customer, object: nil)["objects"]?.array?.compactMap { $0["id"]?.string } ?? []
    #expect(Array(found.prefix(2)) == [customer, charge])
    #expect(house.status(.get, "/_sandbox/objects?object=chrage") == 400)
    #expect(house.status(.get, "/_sandbox/objects?object=charge&after=x") == 400)
  }

  @Test func anObjectLeadsToWhatBelongsToItBothWays() throws {
    let customer = try make("customers", "name=Jenny&payment_method=pm_card_visa")
    let payment = try house.json(
      .post, "/v1/payment_intents",
      "amount=2000&currency=usd&customer=\(customer)&payment_method=pm_card_visa&confirm=true&allowed_payment_method_types[]=card"
    )
    let id = payment["id"]?.string ?? ""
    let refund = try make("refunds", "payment_intent=\(id)&amount=500")
    let page = try house.json(.get, "/_sandbox/objects/\(id)")
    #expect(page["kind"] == "payment_intent" && page["object"]?["id"] == .string(id))
    func related(_ page: JSON, _ object: String) -> [JSON] {
      page["related"]?.array?.first { $0["object"] == .string(object) }?["objects"]?.array ?? []
    }
    #expect(related(page, "refund").map { $0["id"] } == [.string(refund)])
    #expect(related(page, "customer").map { $0["id"] } == [.string(customer)])
    #expect(related(page, "charge").count == 1 && related(page, "balance_transaction").count == 2)
    let back = try house.json(.get, "/_sandbox/objects/\(refund)")
    #expect(related(back, "payment_intent").map { $0["id"] } == [.string(id)])
    // A customer leads to its payments, and no further.
    let owner = try house.json(.get, "/_sandbox/objects/\(customer)")
    #expect(related(owner, "payment_intent").count == 1 && related(owner, "refund").isEmpty)
    let timeline = page["timeline"]?.array ?? []
    #expect(timeline.first { $0["type"] == "refund.created" }?["request"]?["path"] == "/v1/refunds")
    #expect(house.status(.get, "/_sandbox/objects/pi_nothing") == 404)
  }

  @Test func aRequestTellsWhatItChangedAndWhatItAskedFor() throws {
    _ = try make("payment_intents", "amount=2000&currency=usd&metadata[a]=1&capture_method=manual&expand[]=customer")
    let number = try house.json(.get, "/_sandbox/requests")["requests"]?[0]?["id"]?.string ?? ""
    let record = try house.json(.get, "/_sandbox/requests/\(number)")
    #expect(record["events"]?.array?.map { $0["type"] } == ["payment_intent.created"])
    let operation = record["operation"]
    #expect(operation?["pattern"] == "/v1/payment_intents")
    #expect(operation?["parameters"]?["amount"] == 2000 && operation?["parameters"]?["expand"] == ["customer"])
    #expect(operation?["enums"] == ["capture_method"] && operation?["maps"] == ["metadata"])
  }

  @Test func requestsAreFoundByTheirTextsAndPaged() throws {
    for name in ["Jenny", "Zoe", "Eva"] { _ = try make("customers", "name=\(name)") }
    #expect(house.status(.get, "/v1/customers/cus_nothing") == 404)
    #expect(try house.json(.get, "/_sandbox/requests?search=zoe")["count"] == 1)
    #expect(try house.json(.get, "/_sandbox/requests?failed=true")["count"] == 1)
    let brief = try house.json(.get, "/_sandbox/requests?brief=true&limit=2&method=POST")["requests"]
    #expect(brief?[0]?["request"] == nil && brief?.array?.count == 2)
    let rest = try house.json(.get, "/_sandbox/requests?method=POST&after=\(brief?[1]?["id"]?.string ?? "")")[
      "requests"]
    #expect(rest?.array?.count == 1)
    #expect(house.status(.get, "/_sandbox/requests?after=99") == 404)
  }

  @Test func figuresAddUpByCurrencyAndState() throws {
    _ = try make("charges", "amount=2000&currency=usd&source=tok_visa")
    let refunded = try make("charges", "amount=1000&currency=usd&source=tok_visa")
    _ = try make("refunds", "charge=\(refunded)")
    _ = try make("charges", "amount=700&currency=eur&source=tok_visa")
    _ = try make("charges", "amount=900&currency=usd&source=tok_visa&capture=false")
    let figures = try house.json(.get, "/_sandbox/figures")
    #expect(figures["states"] == ["refunded": 1, "requires_capture": 1, "succeeded": 2])
    #expect(figures["volumes"] == ["eur": 700, "usd": 3000] && figures["currency"] == "usd")
    let sums = figures["bars"]?.array?.compactMap { $0["sum"]?.integer } ?? []
    #expect(sums.count == 30 && sums.reduce(0, +) == 3000)
  }

  @Test func theClockTellsWhatHappensNext() throws {
    _ = house.send(.post, "/_sandbox/clock", #"{"set":1767225600}"#)
    #expect(try house.json(.get, "/_sandbox/clock")["next"] == .null)
    let charge = try make("charges", "amount=900&currency=usd&source=tok_visa&capture=false")
    let next = try house.json(.get, "/_sandbox/clock")["next"]
    #expect(next == ["object": "charge", "id": .string(charge), "job": "expireHold", "at": 1_767_830_400])
    _ = house.send(.post, "/v1/charges/\(charge)/capture")
    #expect(try house.json(.get, "/_sandbox/clock")["next"]?["job"] != "expireHold")
  }
}
