import Wire

/// A Stripe elsewhere, in test mode: the real one or another sandbox. It is asked on threads of its own, so that the
/// loop does not wait.
package final class RemoteStripe: Handler {
  package enum Refusal: Error, CustomStringConvertible {
    case liveKey
    case notASecretKey

    package var description: String {
      switch self {
      case .liveKey: "a live key moves real money: use a test key (sk_test_…)"
      case .notASecretKey: "the key is not a secret test key (sk_test_… or rk_test_…)"
      }
    }
  }

  private let loop: Loop
  private let url: HTTPURL
  private let authorization: String
  private let report: (HTTPClient.Failure) -> Void

  /// - Parameter report: told why Stripe could not be reached, which the applications' own answers do not say.
  package init(
    _ loop: Loop, _ url: HTTPURL, key: String, report: @escaping (HTTPClient.Failure) -> Void = { _ in }
  ) throws(Refusal) {
    if key.contains("_live_") { throw .liveKey }
    guard key.hasPrefix("sk_test_") || key.hasPrefix("rk_test_") else { throw .notASecretKey }
    self.loop = loop
    self.url = url
    self.report = report
    authorization = "Bearer " + key
  }

  package func handle(_ request: Request, _ reply: Reply) {
    let url = url.appending(request.target)
    var request = request
    request.headers["Authorization"] = authorization
    loop.offload { [request] () -> Result<Response, HTTPClient.Failure> in
      do throws(HTTPClient.Failure) {
        let client = HTTPClient()
        return .success(try client.send(request.method, url, headers: request.headers, body: request.body))
      } catch {
        return .failure(error)
      }
    } then: { [report] result in
      result.otherwise {
        report($0)
        reply.drop()
      } then: {
        reply($0)
      }
    }
  }
}
