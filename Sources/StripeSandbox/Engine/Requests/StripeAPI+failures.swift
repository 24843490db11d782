import Wire

extension StripeAPI {
  /// Headers with which pages of any origin can call and read.
  package static let crossOrigin: Headers = [
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Allow-Methods": "GET, HEAD, PUT, PATCH, POST, DELETE",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": """
    Request-Id, Stripe-Manage-Version, Stripe-Should-Retry, X-Stripe-External-Auth-Required, \
    X-Stripe-Privileged-Session-Required
    """,
    "Access-Control-Max-Age": "300",
  ]

  /// An error that comes from outside of the API, in the API's shape.
  ///
  /// - Parameter message: nil: what Stripe says with such a status.
  package static func failure(_ status: Int, _ message: String?) -> Response {
    var error: JSON.Object = ["message": .string(message ?? usualMessage(status)), "type": .string(kind(status))]
    if message == nil, status == 402 {
      error["code"] = "card_declined"
      error["decline_code"] = "generic_decline"
    } else if message == nil, status == 429 {
      error["code"] = "rate_limit"
    }
    var response = Response.json(status, ["error": .object(error)])
    response.headers["Stripe-Should-Retry"] = message == nil && (status == 429 || status >= 500) ? "true" : "false"
    return response
  }

  private static func kind(_ status: Int) -> String {
    switch status {
    case 402: "card_error"
    case 400..<500: "invalid_request_error"
    default: "api_error"
    }
  }

  private static func usualMessage(_ status: Int) -> String {
    switch status {
    case 402: "Your card was declined."
    case 429:
      "Request rate limit exceeded. You can learn more about rate limits here https://stripe.com/docs/rate-limits."
    case 400..<500: "A fault was set for this request."
    default: "Sorry! There was an error while talking to one of our backends. Support has been notified."
    }
  }
}
