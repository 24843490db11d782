import Testing
import Wire

@testable import StripeSandbox

@Suite struct CustomerTests {
  let client = Client()

  @Test func aNewCustomerHasStripesDefaults() throws {
    let customer = try client.post("/v1/customers", "email=a@b.co&metadata[k]=v")
    #expect(customer.status == 200)
    #expect(customer["object"] == "customer")
    #expect(customer["email"] == "a@b.co")
    #expect(customer["metadata"] == ["k": "v"])
    #expect(customer["default_source"] == .null)
    #expect(customer.id.hasPrefix("cus_") && customer.id.count == 18)
  }

  @Test func anEmptyStringUnsets() throws {
    let id = try client.post("/v1/customers", "name=A&address[line1]=x&metadata[a]=1&metadata[b]=2").id
    let customer = try client.post("/v1/customers/\(id)", "name=&address=&metadata[a]=")
    #expect(customer["name"] == .null)
    #expect(customer["address"] == .null)
    #expect(customer["metadata"] == ["b": "2"])
  }

  @Test func aDeletedCustomerIsATombstoneAndStillACursor() throws {
    let ids = try (0..<3).map { _ in try client.post("/v1/customers").id }
    let answer = try client.delete("/v1/customers/\(ids[1])")
    #expect(answer.body == ["id": .string(ids[1]), "object": "customer", "deleted": true])
    #expect(try client.get("/v1/customers/\(ids[1])")["deleted"] == true)
    let page = try client.get("/v1/customers?starting_after=\(ids[1])")
    #expect(page["data"]?.array?.map { $0["id"]?.string ?? "" } == [ids[0]])
  }

  @Test(arguments: [
    ("wat=1", "Received unknown parameter: wat", "wat"),
    ("invoice_settings[nope]=x", "Received unknown parameter: invoice_settings[nope]", "invoice_settings[nope]"),
    ("shipping[name]=x", "Missing required param: shipping[address].", "shipping[address]"),
    ("balance=abc", "Invalid integer: abc", "balance"),
    ("tax_exempt=x", "Invalid tax_exempt: must be one of none, reverse, or exempt", "tax_exempt"),
  ])
  func aWrongParameterIsNamed(form: String, message: String, param: String) throws {
    let answer = try client.post("/v1/customers", form)
    #expect(answer.status == 400)
    #expect(answer.error["message"]?.string == message)
    #expect(answer.error["param"]?.string == param)
  }

  @Test func anInvoicePrefixIsWellFormedAndOneCustomersOwn() throws {
    for prefix in ["a", "AB_1", "ABCDEFGHIJKLM"] {
      let answer = try client.post("/v1/customers", "invoice_prefix=\(prefix)")
      #expect(answer.error["message"] == "Invoice number prefix must be 1–12 uppercase letters or numbers.")
    }
    let holder = try client.post("/v1/customers", "invoice_prefix=NEST1")
    #expect(holder["invoice_prefix"] == "NEST1")
    let taken = try client.post("/v1/customers", "invoice_prefix=NEST1")
    #expect(taken.error["param"] == "invoice_prefix")
    #expect(taken.error["message"]?.string?.contains(holder.id) == true)
    #expect(try client.post("/v1/customers/\(holder.id)", "invoice_prefix=NEST1").status == 200)
  }

  @Test func listsPageInBothDirections() throws {
    let ids = try (0..<25).map { _ in try client.post("/v1/customers", "email=x@y.z").id }
    let newestFirst = Array(ids.reversed())
    let first = try client.get("/v1/customers?email=x@y.z&limit=10")
    #expect(first["has_more"] == true)
    #expect(first["data"]?.array?.compactMap { $0["id"]?.string } == Array(newestFirst.prefix(10)))
    let next = try client.get("/v1/customers?limit=10&starting_after=\(ids[15])")
    #expect(next["data"]?.array?.compactMap { $0["id"]?.string } == Array(newestFirst[10..<20]))
    let back = try client.get("/v1/customers?limit=5&ending_before=\(ids[15])")
    #expect(back["data"]?.array?.compactMap { $0["id"]?.string } == Array(newestFirst[4..<9]))
    #expect(back["has_more"] == true)
  }

  @Test func anIdempotencyKeyReplaysItsAnswer() throws {
    let first = try client.post("/v1/customers", "name=A", headers: ["Idempotency-Key": "k"])
    let second = try client.post("/v1/customers", "name=A", headers: ["Idempotency-Key": "k"])
    #expect(first.body == second.body)
    #expect(second.headers["Idempotent-Replayed"] == "true")
    let other = try client.post("/v1/customers", "name=B", headers: ["Idempotency-Key": "k"])
    #expect(other.error["type"] == "idempotency_error")
  }
}
