import Testing
import Wire

@testable import AppSandbox

@Suite struct NestUserTests {
  private static let alan: JSON = ["userName": "Alan Turing", "email": "aturing@gmail.com", "password": "password"]

  @Test(arguments: Way.allCases) func registeringGrantsAccess(way: Way) throws {
    let caller = try Caller(way)
    let answer = try caller.send(.post, "/user/register", json: Self.alan)
    #expect(answer.status == 201)
    #expect(answer.body.object?.keys == ["access_token"])
    #expect(answer.headers["Content-Type"] == "application/json; charset=utf-8")
    caller.token = try answer.string("access_token")
    let users = try caller.get("/user")
    #expect(users.status == 200)
    #expect(users.body[0]?.object?.keys == ["userId", "userName", "email"])
    #expect(users.body[0]?["userId"]?.string?.count == 24)
    #expect(users.body[0]?["userName"] == "Alan Turing")
    #expect(users.body[1] == nil)
  }

  @Test(arguments: Way.allCases) func loggingInNeedsTheRightPassword(way: Way) throws {
    let caller = try Caller(way)
    try caller.register("alan")
    caller.token = nil
    let good = try caller.send(
      .post, "/user/login", json: ["email": "alan@example.com", "password": "password"])
    #expect(good.status == 201)
    caller.token = try good.string("access_token")
    #expect(try caller.get("/user").status == 200)
    let wrong: [JSON] = [
      ["email": "alan@example.com", "password": "passwort"], ["email": "nobody@example.com", "password": "password"],
      ["email": "alan@example.com"], ["password": "password"], [:], ["email": 5, "password": true],
    ]
    for credentials in wrong {
      let answer = try caller.send(.post, "/user/login", json: credentials)
      #expect(answer.status == 401)
      #expect(answer.text == #"{"statusCode":401,"message":"Unauthorized"}"#)
    }
  }

  @Test(arguments: Way.allCases) func usersAreMadeShownChangedAndRemoved(way: Way) throws {
    let caller = try Caller(way)
    try caller.register("admin")
    let made = try caller.send(.post, "/user", json: Self.alan)
    #expect(made.status == 201)
    let id = try made.string("userId")
    #expect(made.body == ["userId": .string(id), "userName": "Alan Turing", "email": "aturing@gmail.com"])
    let shown = try caller.get("/user/\(id)")
    #expect(shown.status == 200 && shown.body == made.body)
    let changed = try caller.send(.patch, "/user/\(id)", json: ["userName": "Alan", "customerId": "cus_1234567890"])
    #expect(changed.status == 200)
    #expect(
      changed.text
        == #"{"userId":"\#(id)","userName":"Alan","email":"aturing@gmail.com","customerId":"cus_1234567890"}"#)
    #expect(try caller.get("/user/\(id)").body == changed.body)
    let removed = try caller.send(.delete, "/user/\(id)")
    #expect(removed.status == 200 && removed.body == changed.body)
    #expect(try caller.get("/user/\(id)").status == 404)
    // What it was called is free again.
    #expect(try caller.send(.post, "/user", json: Self.alan).status == 201)
  }

  @Test(arguments: [Wire.Method.get, .patch, .delete]) func anUnknownUserIsNotFound(method: Wire.Method) throws {
    let caller = try Caller(.inProcess)
    try caller.register()
    for id in ["5f9f1c9b9c9c9c9c9c9c9c9c", "x", "login"] {
      let answer = try caller.send(method, "/user/\(id)", json: ["userName": "x"])
      #expect(answer.status == 404)
      #expect(
        answer.text == #"{"statusCode":404,"message":"User with _id \#(id) not found.","error":"Not Found"}"#)
    }
  }

  @Test func aPatchWithoutFieldsChangesNothing() throws {
    let caller = try Caller(.inProcess)
    try caller.register()
    let me = try caller.me()
    let id = try #require(me["userId"]?.string)
    let empty: [JSON] = [[:], ["password": "another password", "admin": true], ["userName": nil, "customerId": nil]]
    for body in empty {
      let answer = try caller.send(.patch, "/user/\(id)", json: body)
      #expect(answer.status == 200 && answer.body == me)
    }
    // Neither did the password.
    let login: JSON = ["email": "alan@example.com", "password": "password"]
    #expect(try caller.send(.post, "/user/login", json: login).status == 201)
  }

  @Test func emailAndUserNameBelongToOneUser() throws {
    let caller = try Caller(.inProcess)
    try caller.register("alan")
    try caller.register("grace")
    let sameEmail: JSON = ["userName": "other", "email": "alan@example.com", "password": "password"]
    let sameName: JSON = ["userName": "alan", "email": "other@example.com", "password": "password"]
    let id = try #require(try caller.me()["userId"]?.string)
    for (method, path) in [(Wire.Method.post, "/user"), (.post, "/user/register"), (.patch, "/user/\(id)")] {
      let email = try caller.send(method, path, json: sameEmail)
      #expect(email.status == 409)
      #expect(email.text == #"{"statusCode":409,"message":"Email already exists.","error":"Conflict"}"#)
      let name = try caller.send(method, path, json: sameName)
      #expect(name.text == #"{"statusCode":409,"message":"Username already exists.","error":"Conflict"}"#)
    }
    // Its own are no conflict.
    let own: JSON = ["userName": "grace", "email": "grace@example.com"]
    #expect(try caller.send(.patch, "/user/\(id)", json: own).status == 200)
  }

  @Test func usersOfAnotherSandboxAreNotSeen() throws {
    let caller = try Caller(.inProcess)
    try caller.register("alan")
    let other = caller.fork(sandbox: "other")
    try other.register("alan")
    #expect(try other.get("/user").body.array?.count == 1)
    let id = try #require(try other.me()["userId"]?.string)
    #expect(try caller.get("/user/\(id)").status == 404)
  }

  @Test func everyOperationButTwoNeedsAToken() throws {
    let caller = try Caller(.inProcess)
    for operation in NestPayments.Operation.all where operation.isSecured {
      let answer = try caller.send(operation.method, operation.path, json: [:])
      #expect(answer.status == 401, "\(operation.id)")
      #expect(answer.text == #"{"statusCode":401,"message":"Unauthorized"}"#)
    }
    #expect(NestPayments.Operation.all.filter { !$0.isSecured }.map(\.path) == ["/user/register", "/user/login"])
  }
}
