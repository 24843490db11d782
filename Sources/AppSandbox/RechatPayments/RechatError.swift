import Wire

/// An error as Rechat answers it.
struct RechatError: Error {
  let body: JSON.Object
  let status: Int

  init(_ status: Int, code: String, _ message: String) {
    self.status = status
    body = JSON.Object([("http", .integer(status)), ("message", .string(message)), ("code", .string(code))])
  }

  private init(internal message: String) {
    status = 500
    body = JSON.Object([("message", .string(message))])
  }

  private init(validation message: String, _ attributes: JSON.Object?) {
    status = 400
    var body = JSON.Object([("http", 400), ("code", "Validation"), ("message", .string(message))])
    if let attributes { body.append("attributes", .object(attributes)) }
    self.body = body
  }

  /// Whatever Stripe has to say, a declined card included, stays inside.
  static let `internal` = RechatError(internal: "Internal Error")
  static let unauthorized = RechatError(401, code: "UnauthorizedAccess", "Unauthorized Access Error")
  static let forbidden = RechatError(403, code: "AccessForbidden", "Access Forbidden")

  static func unknownToken(_ token: String) -> RechatError {
    RechatError(401, code: "UnauthorizedAccess", "Token \(token) not found")
  }

  static func notFound(_ what: String) -> RechatError {
    RechatError(404, code: "ResourceNotFound", "\(what) not found")
  }

  static func invalid(_ complaint: String) -> RechatError {
    RechatError(validation: "Validation Error: \(complaint)", nil)
  }

  /// A complaint about one attribute, in the words of Rechat's validator.
  static func invalid(attribute: String, _ complaint: String) -> RechatError {
    let text = "The ‘\(attribute)’ property \(complaint)."
    return RechatError(validation: "Validation Error: \(text)", JSON.Object([(attribute, .array([.string(text)]))]))
  }

  var response: Response { .webJSON(status, .object(body)) }
}
