import Wire

/// Why Stripe did not do what it was asked.
enum StripeFailure: Error {
  /// Stripe's own error.
  case refused(status: Int, message: String)
  /// There was no answer, or none that Stripe would give.
  case unreachable

  /// The message of Stripe's libraries for a connection that fails.
  var message: String {
    switch self {
    case .refused(_, let message): message
    case .unreachable: "An error occurred with our connection to Stripe."
    }
  }

  /// The object in an answer, or the error in it.
  static func check(_ response: Response) -> Result<JSON, StripeFailure> {
    guard let body = try? JSONParser.parse(response.body) else { return .failure(.unreachable) }
    if (200..<300).contains(response.status) { return .success(body) }
    guard let message = body["error"]?["message"]?.string else { return .failure(.unreachable) }
    return .failure(.refused(status: response.status, message: message))
  }
}

extension Result {
  /// Goes on with the value, or ends with the failure.
  func otherwise(_ end: (Failure) -> Void, then goOn: (Success) -> Void) {
    switch self {
    case .success(let value): goOn(value)
    case .failure(let failure): end(failure)
    }
  }
}
