import StripeSandbox
import Wire

/// Who gets the events that `listen` forwards.
struct Receiver {
  struct Result {
    let url: HTTPURL
    let status: Int?
    let milliseconds: Int
    let problem: String?

    var json: JSON {
      [
        "url": .string(url.description), "status": status.map(JSON.integer) ?? .null,
        "milliseconds": .integer(milliseconds), "problem": problem.map(JSON.string) ?? .null,
      ]
    }
  }

  private let url: HTTPURL
  private let secret: String
  private var headers: Headers = [
    "Content-Type": "application/json; charset=utf-8", "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
  ]
  private let client = HTTPClient()

  init(_ url: HTTPURL, _ secret: String, _ headers: [String]) throws {
    self.url = url
    self.secret = secret
    for text in headers {
      let parts = text.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else {
        throw UsageError.invalidValue(text, source: "--headers", expected: "NAME:VALUE")
      }
      self.headers[named: String(parts[0])] = String(parts[1].drop { $0 == " " })
    }
  }

  /// A receiver that is not there, or says no, is told of; the next event is sent all the same.
  func take(_ event: EventFeed.Entry) -> Result {
    let body = Array(event.json.prettyText.utf8)
    var headers = headers
    headers["Stripe-Signature"] = Webhooks.signature(body, secret: secret, at: SandboxClock().now)
    let start = Loop.clock()
    var status: Int?
    var problem: String?
    do {
      status = try client.send(.post, url, headers: headers, body: body).status
    } catch {
      problem = error.description
    }
    let milliseconds = Int((Loop.clock() - start) * 1000)
    return Result(url: url, status: status, milliseconds: milliseconds, problem: problem)
  }
}
