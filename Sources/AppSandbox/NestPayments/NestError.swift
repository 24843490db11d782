import Wire

/// An error as Nest answers it.
struct NestError: Error {
  let status: Int
  let message: JSON
  /// Most of Nest's exceptions name their status in words; some bring only a message.
  var namesStatus = true

  init(_ status: Int, _ message: JSON) {
    self.status = status
    self.message = message
  }

  private init(bare status: Int, _ message: String) {
    self.init(status, .string(message))
    namesStatus = false
  }

  static let unauthorized = NestError(bare: 401, "Unauthorized")
  static let forbidden = NestError(bare: 403, "Forbidden")
  static let paymentNotFound = NestError(404, "Payment not found.")
  static let emailTaken = NestError(409, "Email already exists.")
  static let userNameTaken = NestError(409, "Username already exists.")

  static func userNotFound(_ id: String) -> NestError { NestError(404, .string("User with _id \(id) not found.")) }

  static func cannot(_ request: Request) -> NestError {
    NestError(404, .string("Cannot \(request.method.rawValue) \(request.target)"))
  }

  static func invalid(_ messages: [String]) -> NestError { NestError(400, .array(messages.map { .string($0) })) }

  init(_ fault: RequestBody.Fault) {
    switch fault {
    case .malformed(let complaint): self.init(400, .string(complaint))
    case .tooLarge: self.init(bare: 413, "request entity too large")
    }
  }

  /// Stripe's errors pass through with their status; a Stripe that cannot be reached is a crash.
  init(_ failure: StripeFailure) {
    switch failure {
    case .refused(let status, let message): self.init(bare: status, message)
    case .unreachable: self.init(bare: 500, "Internal server error")
    }
  }

  var response: Response {
    var body: JSON.Object = .init([("statusCode", .integer(status)), ("message", message)])
    if namesStatus { body.append("error", .string(StatusLine.reason(status))) }
    return .webJSON(status, .object(body))
  }
}
