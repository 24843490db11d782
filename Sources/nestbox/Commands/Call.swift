import Wire

/// `nestbox get`, `post` and `delete`: requests to Stripe's API, as the Stripe CLI makes them.
protocol Call: SandboxCommand {
  static var method: Method { get }
  var request: CallOptions { get set }
}

struct CallOptions {
  var target = ""
  var data: [String] = []
  var expand: [String] = []
  var limit: Int?
  var startingAfter: String?
  var endingBefore: String?
  var idempotencyKey: String?
  var account: String?
  var version: String?
  var showsHeaders = false
  var field: String?
}

extension Call {
  static var argument: Argument<Self>? {
    .one("PATH", \.request.target, "A path, such as /v1/customers or customers, or an object's id, such as cus_123")
  }

  static var callOptions: [Option<Self>] {
    [
      .list("data", "NAME=VALUE", \.request.data, "A parameter, such as card[number]=4242").alsoCalled("-d"),
      .list("expand", "FIELD", \.request.expand, "Give the object instead of its id there").alsoCalled("-e"),
      .value("stripe-account", "ACCOUNT", \.request.account, "The connected account that the request is for"),
      .value("stripe-version", "VERSION", \.request.version, "The API version").alsoCalled("-v"),
      .value("field", "PATH", \.request.field, "Print only this value, such as id or data.0.amount"),
      .flag("show-headers", \.request.showsHeaders, "Print the answer's headers, too").alsoCalled("-s"),
    ]
  }

  /// The answer is Stripe's JSON either way; an error of Stripe's ends the command with 1.
  func run(_ sandbox: SandboxClient, _ output: Output) throws -> Exit {
    let form = try pairs()
    var message = Request(Self.method, try sandbox.path(of: request.target))
    if Self.method == .get {
      message.query = Form.encode(form)
    } else {
      message.body = Array(Form.encode(form).utf8)
      message.headers["Content-Type"] = "application/x-www-form-urlencoded"
    }
    if let account = request.account { message.headers["Stripe-Account"] = account }
    if let version = request.version { message.headers["Stripe-Version"] = version }
    if let key = request.idempotencyKey { message.headers["Idempotency-Key"] = key }
    let response = try sandbox.send(message)
    if request.showsHeaders {
      output.line("< HTTP \(output.painted(status: response.status))")
      for field in response.headers.fields { output.line("< \(field.name): \(field.value)") }
    }
    guard let answer = try? JSONParser.parse(response.body) else {
      output.line(String(decoding: response.body, as: UTF8.self))
      return response.status < 300 ? .good : .refused
    }
    guard let field = request.field, response.status < 300 else {
      output.line(answer.prettyText)
      return response.status < 300 ? .good : .refused
    }
    let value = field.split(separator: ".").reduce(JSON?.some(answer)) { value, name in
      Int(name).flatMap { value?[$0] } ?? value?[String(name)]
    }
    guard let value else { throw Failure(exit: .wrongUsage, description: "the answer has no \(field)") }
    output.line(value.string ?? value.prettyText)
    return .good
  }

  private func pairs() throws -> [(String, String)] {
    var pairs = try request.data.map { text in
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw UsageError.invalidValue(text, source: "--data", expected: "NAME=VALUE, such as amount=2000")
      }
      return (parts[0], parts[1])
    }
    pairs += request.expand.map { ("expand[]", $0) }
    if let limit = request.limit { pairs.append(("limit", "\(limit)")) }
    if let after = request.startingAfter { pairs.append(("starting_after", after)) }
    if let before = request.endingBefore { pairs.append(("ending_before", before)) }
    return pairs
  }
}

struct Get: Call {
  static let name = "get"
  static let method = Method.get
  static let summary = "Reads an object or a list of Stripe's API"

  static var options: [Option<Self>] {
    callOptions + [
      .value("limit", "N", \.request.limit, "How many of a list").alsoCalled("-l"),
      .value("starting-after", "ID", \.request.startingAfter, "The part of a list after this object").alsoCalled("-a"),
      .value("ending-before", "ID", \.request.endingBefore, "The part of a list before this object").alsoCalled("-b"),
    ] + shared
  }

  static let examples = [
    (line: "nestbox get /v1/customers --limit 3", purpose: "The latest three customers"),
    (line: "nestbox get balance", purpose: "The same as /v1/balance"),
  ]

  var link = SandboxLink()
  var style = OutputStyle()
  var request = CallOptions()
}

struct Post: Call {
  static let name = "post"
  static let method = Method.post
  static let summary = "Makes or changes an object of Stripe's API"

  static var options: [Option<Self>] {
    callOptions + [
      .value("idempotency", "KEY", \.request.idempotencyKey, "The idempotency key").alsoCalled("-i")
    ] + shared
  }

  static let examples = [
    (line: "nestbox post /v1/customers -d email=jenny@example.com", purpose: "A customer"),
    (line: "nestbox post charges -d amount=2000 -d currency=usd -d source=tok_visa", purpose: "A charge"),
  ]

  var link = SandboxLink()
  var style = OutputStyle()
  var request = CallOptions()
}

struct Delete: Call {
  static let name = "delete"
  static let method = Method.delete
  static let summary = "Deletes an object of Stripe's API"
  static var options: [Option<Self>] { callOptions + shared }
  static let examples = [(line: "nestbox delete cus_123", purpose: "A customer, by its id alone")]

  var link = SandboxLink()
  var style = OutputStyle()
  var request = CallOptions()
}
