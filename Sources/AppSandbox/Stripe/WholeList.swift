import Wire

extension StripeClient {
  /// Everything in a list, however many pages it has.
  func all(
    _ path: String, _ parameters: Parameters, in sandbox: String,
    then completion: @escaping (Result<[JSON], StripeFailure>) -> Void
  ) {
    WholeList(self, path, parameters, sandbox, completion).turnPages()
  }
}

private final class WholeList {
  private let client: StripeClient
  private let path: String
  private let parameters: StripeClient.Parameters
  private let sandbox: String
  private let completion: (Result<[JSON], StripeFailure>) -> Void
  private var items: [JSON] = []
  private var wantsPage = true
  private var isTurning = false

  init(
    _ client: StripeClient, _ path: String, _ parameters: StripeClient.Parameters, _ sandbox: String,
    _ completion: @escaping (Result<[JSON], StripeFailure>) -> Void
  ) {
    self.client = client
    self.path = path
    self.parameters = parameters + [("limit", "100")]
    self.sandbox = sandbox
    self.completion = completion
  }

  /// Pages that come at once are taken in this loop, so that a long list does not need a deep stack.
  func turnPages() {
    isTurning = true
    while wantsPage {
      wantsPage = false
      var parameters = parameters
      if let last = items.last?["id"]?.string { parameters.append(("starting_after", last)) }
      client.get(path, parameters, in: sandbox) { [self] in take($0) }
    }
    isTurning = false
  }

  private func take(_ page: Result<JSON, StripeFailure>) {
    page.otherwise({ completion(.failure($0)) }) { page in
      let data = page["data"]?.array ?? []
      items += data
      guard page["has_more"] == true, !data.isEmpty else { return completion(.success(items)) }
      wantsPage = true
      if !isTurning { turnPages() }
    }
  }
}
