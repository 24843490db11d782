import Platform
import Testing
import Wire

/// A server in a process of its own, and what one asks it.
final class SandboxUnderTest {
  private let process: RunningCommand
  let port: Int
  private let client = HTTPClient()

  init(_ options: String...) throws {
    process = try RunningCommand(["serve", "--port", "0", "--log", "off"] + options)
    port = try process.waitForPort()
  }

  /// Ends it as a crash would.
  func kill() {
    process.send(SIGKILL)
    _ = try? process.finish()
  }

  func send(
    _ method: Wire.Method, _ target: String, _ body: [UInt8] = [], key: String = "sk_test_nestbox",
    headers: Headers = Headers()
  ) throws -> Response {
    var headers = headers
    if headers["Authorization"] == nil { headers["Authorization"] = "Bearer " + key }
    if target.contains("/_sandbox"), headers["Content-Type"] == nil { headers["Content-Type"] = "application/json" }
    let url = try #require(HTTPURL("http://127.0.0.1:\(port)\(target)"))
    return try client.send(method, url, headers: headers, body: body)
  }

  func json(
    _ method: Wire.Method, _ target: String, _ body: String = "", key: String = "sk_test_nestbox",
    headers: Headers = Headers()
  ) throws -> JSON {
    try JSONParser.parse(try send(method, target, Array(body.utf8), key: key, headers: headers).body)
  }

  func bytes(_ target: String) throws -> [UInt8] {
    let response = try send(.get, target)
    #expect(response.status == 200, "\(target)")
    return response.body
  }

  /// Everything that can be read in the common sandbox, by its path: all lists, and all that is in them.
  func tour() throws -> [String: [UInt8]] {
    var answers: [String: [UInt8]] = [:]
    func visit(_ target: String, headers: Headers = Headers()) throws -> JSON {
      let response = try send(.get, target, headers: headers)
      answers[target] = response.body
      return try JSONParser.parse(response.body)
    }
    func visitList(_ path: String, _ query: String = "") throws -> [String] {
      let list = try visit(path + "?limit=100" + query)
      let ids = list["data"]?.array?.compactMap { $0["id"]?.string } ?? []
      for id in ids { _ = try visit(path + "/" + id) }
      return ids
    }
    for customer in try visitList("/v1/customers") {
      for part in ["sources", "tax_ids", "balance_transactions", "payment_methods"] {
        _ = try visitList("/v1/customers/\(customer)/\(part)")
      }
      _ = try visit("/v1/customers/\(customer)?expand[]=tax_ids&expand[]=sources")
    }
    for intent in try visitList("/v1/setup_intents") {
      _ = try visit("/v1/setup_attempts?setup_intent=\(intent)")
    }
    for intent in try visitList("/v1/payment_intents") {
      let found = try visit(
        "/v1/payment_intents/\(intent)?expand[]=latest_charge.balance_transaction&expand[]=customer")
      let details = found["latest_charge"]?["payment_method_details"]
      if let mandate = details?[details?["type"]?.string ?? ""]?["mandate"]?.string {
        _ = try visit("/v1/mandates/\(mandate)")
      }
    }
    for list in [
      "charges", "refunds", "disputes", "balance_transactions", "events", "webhook_endpoints",
      "radar/early_fraud_warnings",
    ] { _ = try visitList("/v1/" + list) }
    _ = try visit("/v1/balance")
    _ = try visit("/v1/charges/search?query=amount>1000")
    // Two that were deleted: one is still a place in the list.
    for event in try visit("/v1/events?type=customer.deleted")["data"]?.array ?? [] {
      let id = event["data"]?["object"]?["id"]?.string ?? ""
      _ = try visit("/v1/customers/" + id)
      _ = try visit("/v1/customers?starting_after=" + id)
    }
    for application in ["nest-payments", "ship-payments", "rechat-payments"] {
      let users = try visit("/_sandbox/apps/\(application)/users")["users"]?.array ?? []
      #expect(!users.isEmpty)
      guard let token = users[0]["token"]?.string else { continue }
      let headers: Headers = ["Authorization": "Bearer " + token]
      if application == "ship-payments" { _ = try visit("/payments/payment-information", headers: headers) }
      if application == "rechat-payments" { _ = try visit("/payments/stripe/customers", headers: headers) }
    }
    return answers
  }
}
