import Testing
import Wire

@testable import AppSandbox

@Suite struct RechatTests {
  private static let path = "/payments/stripe/customers"

  private func user(_ way: Way = .inProcess) throws -> Caller {
    let caller = try Caller(way)
    try caller.makeUser(of: "rechat-payments")
    return caller
  }

  private func add(_ caller: Caller, _ token: JSON) throws -> Received {
    try caller.send(.post, Self.path, json: ["token": token])
  }

  @Test(arguments: Way.allCases) func aTokenBecomesACustomer(way: Way) throws {
    let caller = try user(way)
    let owner = try #require(try caller.get("/_sandbox/apps/rechat-payments/users")["users"]?[0]?["id"])
    let answer = try add(caller, "tok_visa")
    #expect(answer.status == 200)
    #expect(answer.headers["Content-Type"] == "application/json; charset=utf-8")
    #expect(answer.body.object?.keys == ["code", "data"])
    #expect(answer["code"] == "OK")
    let row = try #require(answer["data"])
    #expect(
      row.object?.keys
        == ["id", "owner", "customer_id", "source", "created_at", "updated_at", "deleted_at", "type"])
    #expect(row["id"]?.string?.wholeMatch(of: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) != nil)
    #expect(row["owner"] == owner && row["type"] == "stripe_customer" && row["deleted_at"] == .null)
    guard case .double(let created)? = row["created_at"] else {
      Issue.record("not a fraction: \(String(describing: row["created_at"]))")
      return
    }
    #expect(created > 1.7e9 && row["updated_at"] == .double(created))
    let id = try #require(row["customer_id"]?.string)
    let customer = try caller.stripe(.get, "customers/\(id)")
    #expect(customer["metadata"] == ["owner": owner])
    #expect(customer["default_source"] == row["source"]?["id"])
  }

  /// The document's fields, in its order.
  @Test func theSourceIsTheCardAsTheDocumentShowsIt() throws {
    let source = try #require(try add(user(), "tok_visa")["data"]?["source"])
    let document = """
      {"id":"card_mock_id","name":null,"brand":"Visa","last4":"4242","object":"card","country":"US",
      "funding":"credit","customer":"cus_Az3sOfwEJ3XvLY","exp_year":2019,"metadata":{},"cvc_check":null,"exp_month":8,
      "address_zip":null,"fingerprint":"KLKJoiVFXSq7RAr4","address_city":null,"address_line1":null,
      "address_line2":null,"address_state":null,"dynamic_last4":null,"address_country":null,"address_zip_check":null,
      "address_line1_check":null,"tokenization_method":null}
      """
    let shown = try #require(try JSONParser.parse(document).object)
    #expect(source.object?.keys == shown.keys)
    let volatile = ["id", "customer", "exp_year", "exp_month", "fingerprint", "cvc_check"]
    for (name, value) in shown where !volatile.contains(name) { #expect(source[name] == value, "\(name)") }
    #expect(source["id"]?.string?.hasPrefix("card_") == true)
    #expect(source["customer"]?.string?.hasPrefix("cus_") == true)
  }

  @Test(arguments: Way.allCases) func everyTokenIsAnotherRow(way: Way) throws {
    let caller = try user(way)
    #expect(try caller.get(Self.path).text == #"{"code":"OK","data":[],"info":{"count":0,"total":0}}"#)
    let first = try #require(try add(caller, "tok_visa")["data"])
    let second = try #require(try add(caller, "tok_mastercard")["data"])
    #expect(first["customer_id"] != second["customer_id"] && first["id"] != second["id"])
    let list = try caller.get(Self.path)
    #expect(list.status == 200)
    #expect(list.body == ["code": "OK", "data": [first, second], "info": ["count": 2, "total": 0]])
    // Nobody else sees them.
    let other = caller.fork()
    try other.makeUser(of: "rechat-payments")
    #expect(try other.get(Self.path)["data"] == [])
  }

  @Test(arguments: Way.allCases) func aRowIsRemovedByItsOwner(way: Way) throws {
    let caller = try user(way)
    let id = try #require(try add(caller, "tok_visa")["data"]?["id"]?.string)
    let other = caller.fork()
    try other.makeUser(of: "rechat-payments")
    let stolen = try other.send(.delete, "\(Self.path)/\(id)")
    #expect(stolen.status == 403 && stolen["code"] == "AccessForbidden" && stolen["http"] == 403)
    let removed = try caller.send(.delete, "\(Self.path)/\(id.uppercased())")
    #expect(removed.status == 204 && removed.text == "")
    #expect(try caller.get(Self.path)["data"] == [])
    let again = try caller.send(.delete, "\(Self.path)/\(id)")
    #expect(again.status == 404)
    #expect(again.body == ["http": 404, "message": .string("Customer \(id) not found"), "code": "ResourceNotFound"])
  }

  @Test(arguments: ["x", "5", "955a1e7f683c4e23b2b33db4e08e950e", "955a1e7f-683c-4e23-b2b3-3db4e08e950g"])
  func aRowsIdIsAUUID(id: String) throws {
    let answer = try user().send(.delete, "\(Self.path)/\(id)")
    #expect(answer.status == 400 && answer["code"] == "Validation" && answer["http"] == 400)
  }

  @Test func aTokenIsRequired() throws {
    let caller = try user()
    let text = "The ‘token’ property is required."
    let expected: JSON = [
      "http": 400, "code": "Validation", "message": .string("Validation Error: " + text),
      "attributes": ["token": [.string(text)]],
    ]
    let missing = try caller.send(.post, Self.path, json: [:])
    #expect(missing.status == 400 && missing.text == expected.text)
    #expect(try caller.send(.post, Self.path).text == expected.text)
    for wrong: JSON in [5, true, nil, ["tok_visa"], [:]] {
      let answer = try add(caller, wrong)
      #expect(answer.status == 400 && answer["code"] == "Validation")
      #expect(answer["attributes"]?["token"] == ["The ‘token’ property must be a string."])
    }
    let broken = try caller.send(.post, Self.path, Array("{".utf8), type: "application/json")
    #expect(broken.status == 400 && broken["code"] == "Validation")
  }

  @Test(arguments: ["tok_chargeDeclined", "tok_nope", ""]) func stripesErrorsStayInside(token: String) throws {
    let caller = try user()
    let answer = try add(caller, .string(token))
    #expect(answer.status == 500 && answer.text == #"{"message":"Internal Error"}"#)
    #expect(try caller.get(Self.path)["data"] == [])
  }

  @Test func aRequestNeedsAKnownToken() throws {
    let caller = try Caller(.inProcess)
    for (method, path) in [(Wire.Method.get, Self.path), (.post, Self.path), (.delete, Self.path + "/x")] {
      let none = try caller.fork().send(method, path)
      #expect(none.status == 401)
      #expect(none.text == #"{"http":401,"message":"Unauthorized Access Error","code":"UnauthorizedAccess"}"#)
      let unknown = try caller.fork(token: "abc").send(method, path)
      #expect(unknown.status == 401)
      #expect(unknown.text == #"{"http":401,"message":"Token abc not found","code":"UnauthorizedAccess"}"#)
    }
    #expect(try caller.get("/payments/stripe/x").status == 404)
  }
}
