import Testing
import Wire

@testable import ContractRunner

/// Everything that a service may get wrong, planted into a correct one: the contracts have to notice, and say where.
@Suite struct PlantedFaultTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// The subject of the difference that names it.
    let subject: String
    let tamper: @Sendable (Request, (Request) -> Response) -> Response

    /// Changes the answers of some requests.
    init(
      _ name: String, _ subject: String, _ line: String, _ status: Int? = nil,
      _ change: @escaping @Sendable (Response) -> Response
    ) {
      self.init(name, subject) { request, ask in
        let response = ask(request)
        let isMeant = request.isLike(line) && (status == nil || response.status == status)
        return isMeant ? change(response) : response
      }
    }

    init(
      _ name: String, _ subject: String, _ tamper: @escaping @Sendable (Request, (Request) -> Response) -> Response
    ) {
      testDescription = name
      self.subject = subject
      self.tamper = tamper
    }
  }

  static let ofStatus = [
    Fault("created payments answer 200", "status", "POST /payment", 201) { $0.with(status: 200) },
    Fault("registration answers 200", "status", "POST /user/register", 201) { $0.with(status: 200) },
    Fault("an unknown user is 500", "status", "GET /user/*", 404) { $0.with(status: 500) },
    Fault("a deleted user is not shown", "status", "DELETE /user/*", 200) { _ in Response(204) },
    Fault("a declined card is 500", "status", "POST /payment/confirm", 402) { $0.with(status: 500) },
    Fault("an unknown route is 200", "status", "GET /user/a/b/c") { $0.with(status: 200) },
  ]

  static let ofFields = [
    Fault("a user has no name", "/userName", "GET /user/*", 200) { $0.setting("userName", nil) },
    Fault("a payment has no currency", "/currency", "POST /payment", 201) { $0.setting("currency", nil) },
    Fault("a payment has no method, not even null", "/paymentMethod", "GET /payment/*", 200) {
      $0.setting("paymentMethod", nil)
    },
    Fault("an error has no status", "/statusCode", "POST /user/login", 401) { $0.setting("statusCode", nil) },
    Fault("a conflict is not named", "/error", "POST /user/register", 409) { $0.setting("error", nil) },
    Fault("a user has a field too many", "/__v", "GET /user/*", 200) { $0.setting("__v", 0) },
    Fault("the password's hash is shown", "/password", "POST /user", 201) { $0.setting("password", "$2b$10$x") },
    Fault("a payment shows its secret to readers", "/clientSecret", "GET /payment/*", 200) {
      $0.setting("clientSecret", "pi_1_secret_2")
    },
    Fault("listed payments show their secrets", "/0/clientSecret", "GET /payment", 200) { response in
      response.changing { .array(($0.array ?? []).map { Pointer.replace("/clientSecret", in: $0, with: "s") }) }
    },
    Fault("a new user has a customer id", "/customerId", "POST /user", 201) { $0.setting("customerId", "cus_1") },
  ]

  static let ofValues = [
    Fault("an amount is a text", "/amount", "POST /payment", 201) { $0.setting("amount", "2000") },
    Fault("an amount is a fraction", "/amount", "GET /payment/*", 200) { $0.setting("amount", 20.5) },
    Fault("a user's id is a number", "/userId", "GET /user/*", 200) { $0.setting("userId", 7) },
    Fault("no method is an empty text", "/paymentMethod", "POST /payment", 201) { $0.setting("paymentMethod", "") },
    Fault("one complaint is no list", "/message", "POST /user/register", 400) { response in
      response.changing { json in
        Pointer.replace("/message", in: json, with: json["message"]?[0] ?? json["message"])
      }
    },
    Fault("complaints come in another order", "/message/0", "POST /user/register", 400) { response in
      response.changing { json in
        guard let messages = json["message"]?.array, messages.count > 1 else { return json }
        return Pointer.replace("/message", in: json, with: .array(messages.reversed()))
      }
    },
    Fault("an amount is a cent short", "/amount", "GET /payment/*", 200) { $0.setting("amount", 1999) },
    Fault("a currency is in capitals", "/currency", "POST /payment/confirm", 201) { $0.setting("currency", "USD") },
    Fault("a status is pending, as in the document's example", "/status", "POST /payment", 201) {
      $0.setting("status", "pending")
    },
    Fault("3-D Secure is forgotten", "/status", "POST /payment/confirm", 201) { $0.setting("status", "succeeded") },
    Fault("a token is no JSON web token", "/access_token", "POST /user/login", 201) {
      $0.setting("access_token", "opaque")
    },
    Fault("a missing payment is told in other words", "/message", "GET /payment/*", 404) {
      $0.setting("message", "Not there.")
    },
    Fault("errors are HTML", "", "GET /user/a/b/c") { response in
      Response(response.status, headers: ["Content-Type": "text/html"], body: Array("<!DOCTYPE html>".utf8))
    },
    Fault("JSON is called text", "header Content-Type", "GET /user", 200) { response in
      var response = response
      response.headers["Content-Type"] = "text/plain"
      return response
    },
  ]

  static let ofBehaviour = [
    Fault("a bad password is accepted", "status") { request, ask in
      let response = ask(request)
      guard request.isLike("POST /user/login"), response.status == 401 else { return response }
      return .json(201, ["access_token": "a.b.c"])
    },
    Fault("no token is needed", "status") { request, ask in
      let response = ask(request)
      return request.isLike("GET /user") && response.status == 401 ? .json(200, []) : response
    },
    Fault("forged tokens are accepted", "status") { request, ask in
      let response = ask(request)
      let isForged = request.headers["Authorization"]?.hasSuffix(".") == true
      return isForged && response.status == 401 ? .json(200, []) : response
    },
    Fault("a taken address is taken again", "status", "POST /user/register", 409) { _ in
      .json(201, ["access_token": "a.b.c"])
    },
    Fault("another's payment is shown", "status", "GET /payment/*", 404) { _ in
      .json(200, ["id": "pi_1", "amount": 2000, "currency": "usd", "status": "succeeded", "paymentMethod": nil])
    },
    Fault("another's payments are listed", "", "GET /payment", 200) { response in
      let foreign: JSON = [
        "id": "pi_abcdefghijklmnopqrstuvwx", "amount": 2000, "currency": "usd", "status": "requires_payment_method",
        "paymentMethod": nil,
      ]
      return response.changing { .array(($0.array ?? []) + [foreign]) }
    },
    Fault("payments are listed ten at most", "", "GET /payment", 200) { response in
      response.changing { .array(Array(($0.array ?? []).prefix(10))) }
    },
    Fault("a change is answered and lost", "/userName") { request, ask in
      guard request.isLike("PATCH /user/*"), let change = (try? JSONParser.parse(request.body))?.object else {
        return ask(request)
      }
      var read = request
      read.method = .get
      read.body = []
      return change.reduce(ask(read)) { $0.setting($1.key, $1.value) }
    },
    Fault("a deletion is answered and not done", "status") { request, ask in
      guard request.isLike("DELETE /user/*") else { return ask(request) }
      var read = request
      read.method = .get
      return ask(read)
    },
    Fault("a payment is made for every request", "/id") { request, ask in
      guard request.isLike("POST /payment"), request.body.count > 10 else { return ask(request) }
      var fresh = request
      fresh.body = (["cuid": .string("c\(UInt64.random(in: 0 ... .max))")] as JSON).bytes
      return ask(fresh)
    },
    Fault("a cuid is the whole key, whoever's it is", "/id") { request, ask in
      let response = ask(request)
      guard request.isLike("POST /payment"), let cuid = (try? JSONParser.parse(request.body))?["cuid"]?.string else {
        return response
      }
      let id = "pi_" + cuid
      return response.setting("id", .string(id)).setting("clientSecret", .string("\(id)_secret_\(cuid)"))
    },
  ]

  @Test(arguments: ofStatus + ofFields + ofValues + ofBehaviour)
  func contractsNotice(_ fault: Fault) {
    let result = Tampered.verify(fault.tamper)
    #expect(result.verdict == .failed)
    let subjects = result.failed.flatMap(\.differences).map(\.subject)
    #expect(subjects.contains(fault.subject), "\(Set(subjects))")
  }

  struct Liberty: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let tamper: @Sendable (Request, (Request) -> Response) -> Response
  }

  static let liberties = [
    Liberty(testDescription: "none") { request, ask in ask(request) },
    Liberty(testDescription: "other members come first") { request, ask in ask(request).changing(Self.reversed) },
    Liberty(testDescription: "lists have another order") { request, ask in
      guard request.isLike("GET /user") || request.isLike("GET /payment") else { return ask(request) }
      return ask(request).changing { json in json.array.map { .array($0.reversed()) } ?? json }
    },
    Liberty(testDescription: "complaints about payments have other words") { request, ask in
      let response = ask(request)
      guard request.isLike("POST /payment"), response.status == 400 else { return response }
      return response.setting("message", ["cuid must be a CUID", "cuid is required"])
    },
    Liberty(testDescription: "there are more headers") { request, ask in
      var response = ask(request)
      response.headers["X-Powered-By"] = "Express"
      response.headers["ETag"] = "W/\"1\""
      return response
    },
    Liberty(testDescription: "other ids") { request, ask in
      // The same hexadecimal digits in another order, on the way out and back.
      var asked = request
      asked.path = Self.rotated(request.path)
      asked.body = Array(Self.rotated(String(decoding: request.body, as: UTF8.self)).utf8)
      asked.headers["Authorization"] = Self.tokens.original(request.headers["Authorization"])
      var response = ask(asked)
      response.body = Array(Self.rotated(String(decoding: response.body, as: UTF8.self)).utf8)
      guard let token = response.json?["access_token"]?.string else { return response }
      return response.setting("access_token", .string(Self.tokens.rotated(token)))
    },
  ]

  private static let tokens = Tokens()

  /// Tokens with another user id in them, and what they stand for.
  private final class Tokens: Sendable {
    private let originals = Locked<[String: String]>([:])

    func rotated(_ token: String) -> String {
      let parts = token.split(separator: ".").map(String.init)
      guard parts.count == 3, let claims = Base64.url.decode(parts[1]) else { return token }
      let changed = PlantedFaultTests.rotated(String(decoding: claims, as: UTF8.self))
      let rotated = "\(parts[0]).\(Base64.url.encode(Array(changed.utf8))).\(parts[2])"
      originals.withLock { $0["Bearer " + rotated] = "Bearer " + token }
      return rotated
    }

    func original(_ header: String?) -> String? {
      header.map { header in originals.withLock { $0[header] } ?? header }
    }
  }

  @Test(arguments: liberties)
  func contractsLeaveWhatTheDocumentsLeave(_ liberty: Liberty) {
    let result = Tampered.verify(liberty.tamper)
    #expect(result.verdict == .passed, "\(result.failed.map(TextReport(colour: false).failure))")
  }

  @Test func aCustomerMayBeMadeLater() {
    // Every user's customer id is left out of the first answer that has it.
    var seen: Set<String> = []
    let file = "payment-create.json"
    let catalog = Catalog(paths: ["\(Fakes.contracts)/nest-payments/\(file)"])
    let tampered = Tampered { request, ask in
      let response = ask(request)
      guard request.isLike("GET /user/*"), let id = response.json?["customerId"]?.string else { return response }
      return seen.insert(id).inserted ? response.setting("customerId", nil) : response
    }
    let targets = Targets([:], rest: HandlerTransport.target(tampered))
    #expect(Suite(catalog, targets, environment: [:], jobs: 1).run().verdict == .passed)
    #expect(!seen.isEmpty)
  }

  private static func reversed(_ json: JSON) -> JSON {
    switch json {
    case .object(let members): .object(JSON.Object(members.reversed().map { ($0.key, reversed($0.value)) }))
    case .array(let items): .array(items.map(reversed))
    default: json
    }
  }

  /// 24 hexadecimal digits between other characters, read backwards.
  fileprivate static func rotated(_ text: String) -> String {
    var text = text[...]
    var result = ""
    while let first = text.first {
      let word = text.prefix { $0.isHexDigit }
      if word.isEmpty {
        result.append(first)
        text = text.dropFirst()
      } else {
        result += word.count == 24 ? String(word.reversed()) : String(word)
        text = text.dropFirst(word.count)
      }
    }
    return result
  }
}

extension Request {
  /// `GET /user/*`: the star is one segment.
  fileprivate func isLike(_ line: String) -> Bool {
    let words = line.split(separator: " ")
    let wanted = words[1].split(separator: "/")
    let own = path.split(separator: "/")
    return method.rawValue == words[0] && own.count == wanted.count
      && zip(own, wanted).allSatisfy { $1 == "*" || $0 == $1 }
  }
}
