import Wire

/// A client of Stripe's API: forms out, JSON back, now or later. What it speaks to is any handler that answers as Stripe.
struct StripeClient {
  typealias Parameters = [(String, String)]
  typealias Completion = (Result<JSON, StripeFailure>) -> Void

  private let stripe: any Handler
  private let version: String?

  /// - Parameter version: the API version that the application's Stripe library asks for.
  init(_ stripe: any Handler, version: String? = nil) {
    self.stripe = stripe
    self.version = version
  }

  func get(
    _ path: String, _ parameters: Parameters = [], in sandbox: String, then completion: @escaping Completion
  ) {
    send(request(.get, path, query: Form.encode(parameters), in: sandbox), completion)
  }

  func post(
    _ path: String, _ parameters: Parameters, idempotencyKey: String? = nil, in sandbox: String,
    then completion: @escaping Completion
  ) {
    var request = request(.post, path, in: sandbox)
    request.headers["Content-Type"] = "application/x-www-form-urlencoded"
    request.headers["Idempotency-Key"] = idempotencyKey
    request.body = Array(Form.encode(parameters).utf8)
    send(request, completion)
  }

  private func request(_ method: Method, _ path: String, query: String = "", in sandbox: String) -> Request {
    var headers: Headers = ["Authorization": "Bearer sk_test_" + sandbox]
    headers["Stripe-Version"] = version
    headers["User-Agent"] = "Stripe/v1 Nestbox"
    return Request(method, path, query: query, headers: headers, sandbox: sandbox)
  }

  private func send(_ request: Request, _ completion: @escaping Completion) {
    stripe.handle(
      request,
      Reply { (answer: Answer) in
        if case .response(let response) = answer {
          completion(StripeFailure.check(response))
        } else {
          completion(.failure(.unreachable))
        }
      })
  }
}
