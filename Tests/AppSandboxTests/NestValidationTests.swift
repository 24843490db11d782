import Testing
import Wire

@testable import AppSandbox

@Suite struct NestValidationTests {
  private static let emptyCreate = [
    "userName should not be empty", "email must be an email",
    "password must be longer than or equal to 8 characters", "password should not be empty",
  ]

  private static let wrongBodies: [(JSON, [String])] = [
    ([:], emptyCreate),
    (["userName": "", "email": "", "password": ""], emptyCreate),
    (["userName": nil, "email": nil, "password": nil], emptyCreate),
    ([1, 2], emptyCreate),
    (["userName": "a", "email": "a@b.co", "password": "1234567"], [emptyCreate[2]]),
    (["userName": "a", "email": "a@b", "password": "12345678"], [emptyCreate[1]]),
    (["userName": "a", "email": "a@b.co", "password": 12_345_678], [emptyCreate[2]]),
    (["userName": 5, "email": ["a@b.co"], "password": "12345678"], ["userName must be a string", emptyCreate[1]]),
  ]

  @Test(arguments: wrongBodies) func complaintsComeInTheValidatorsOrder(body: JSON, messages: [String]) throws {
    let caller = try Caller(.inProcess)
    let answer = try caller.send(.post, "/user/register", json: body)
    #expect(answer.status == 400)
    let expected: JSON = [
      "statusCode": 400, "message": .array(messages.map { .string($0) }), "error": "Bad Request",
    ]
    #expect(answer.text == expected.text)
    try caller.register()
    #expect(try caller.send(.post, "/user", json: body).text == expected.text)
  }

  private static let wrongPatches: [(JSON, String)] = [
    (["email": "nope"], "email must be an email"), (["userName": ""], "userName should not be empty"),
    (["customerId": 7], "customerId must be a string"),
  ]

  @Test(arguments: wrongPatches)
  func aPatchChecksWhatItHas(body: JSON, message: String) throws {
    let caller = try Caller(.inProcess)
    try caller.register()
    let id = try #require(try caller.me()["userId"]?.string)
    let answer = try caller.send(.patch, "/user/\(id)", json: body)
    #expect(answer.status == 400 && answer["message"] == [.string(message)])
  }

  @Test func aPaymentNeedsItsFields() throws {
    let caller = try Caller(.inProcess)
    try caller.register()
    #expect(try caller.send(.post, "/payment", json: [:])["message"] == ["cuid should not be empty"])
    #expect(try caller.send(.post, "/payment", json: ["cuid": 5])["message"] == ["cuid must be a string"])
    let confirmed = try caller.send(.post, "/payment/confirm", json: ["cuid": "c"])
    #expect(confirmed.status == 400)
    #expect(confirmed["message"] == ["paymentId should not be empty", "paymentMethodId should not be empty"])
  }

  @Test func unknownFieldsAreIgnored() throws {
    let caller = try Caller(.inProcess)
    let answer = try caller.send(
      .post, "/user/register",
      json: ["userName": "a", "email": "a@b.co", "password": "password", "customerId": "cus_x", "role": "admin"])
    #expect(answer.status == 201)
    caller.token = try answer.string("access_token")
    #expect(try caller.me().object?.keys == ["userId", "userName", "email"])
  }

  @Test(arguments: [
    (#"{"userName": "#, "Unexpected end of JSON input"),
    (#"{"a": x}"#, "Unexpected token x in JSON at position 6"),
    (#"{"ä": "é", }"#, "Unexpected token } in JSON at position 11"),
    ("nonsense", "Unexpected token n in JSON at position 0"),
    (#" "text""#, "Unexpected token \" in JSON at position 1"),
  ])
  func brokenJSONIsABadRequestBeforeAnythingElse(body: String, message: String) throws {
    let caller = try Caller(.inProcess)
    for path in ["/user/register", "/user", "/nowhere"] {
      let answer = try caller.send(.post, path, Array(body.utf8), type: "application/json; charset=utf-8")
      let expected: JSON = ["statusCode": 400, "message": .string(message), "error": "Bad Request"]
      #expect(answer.status == 400 && answer.text == expected.text)
    }
  }

  @Test func aBodyMayBeAFormButNotText() throws {
    let caller = try Caller(.inProcess)
    let form = Array("userName=a&email=a%40b.co&password=password".utf8)
    let asText = try caller.send(.post, "/user/register", form, type: "text/plain")
    #expect(asText["message"]?.array?.count == 4)
    #expect(try caller.send(.post, "/user/register", form, type: "application/x-www-form-urlencoded").status == 201)
  }

  @Test func aBodyCanBeTooLarge() throws {
    let body: JSON = ["userName": .string(String(repeating: "x", count: 102_400))]
    let answer = try Caller(.inProcess).send(.post, "/user/register", json: body)
    #expect(answer.status == 413)
    #expect(answer.text == #"{"statusCode":413,"message":"request entity too large"}"#)
  }

  @Test(arguments: [
    ("aturing@gmail.com", true), ("a.b+c@sub.example.co.uk", true), ("ä@exämple.de", true),
    ("x@xn--4ca.xn--p1ai", true),
    ("a@b", false), ("@b.co", false), ("a@", false), ("a b@c.de", false), ("a@b..co", false), (".a@b.co", false),
    ("a@-b.co", false), ("a@b.c", false), ("a@b.1x", false), ("a@b_c.de", false), ("a@@b.co", false), ("", false),
  ])
  func anEmailAddressIsWhatTheValidatorTakesForOne(text: String, isValid: Bool) {
    #expect(EmailAddress.isValid(text) == isValid)
  }
}
