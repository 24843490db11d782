import Testing
import Wire

@testable import StripeSandbox

/// What accounts of version 2 tell, and to whom.
@Suite struct AccountV2Tests {
  private let client = Client()

  private func send(_ path: String, _ json: JSON) throws -> Client.Answer {
    var headers: Headers = ["Content-Type": "application/json"]
    headers["Stripe-Version"] = "2026-06-24.dahlia"
    return try client.send(.post, path, json.text, headers: headers)
  }

  private func events(of id: String) throws -> [String] {
    let list = try client.get("/v2/core/events?object_id=\(id)")
    return (list["data"]?.array ?? []).compactMap { $0["type"]?.string }.reversed()
  }

  private let seller: JSON = [
    "dashboard": "none",
    "identity": [
      "country": "us", "entity_type": "individual",
      "attestations": ["terms_of_service": ["account": ["date": "2026-01-01T00:00:00Z", "ip": "127.0.0.1"]]],
      "individual": [
        "given_name": "Jenny", "surname": "Rosen", "email": "jenny@example.com", "phone": "+14155550100",
        "date_of_birth": ["day": 1, "month": 1, "year": 1901],
        "id_numbers": [["type": "us_ssn_last_4", "value": "0000"]],
        "additional_names": [["purpose": "alias", "full_name": "J. Rosen"]],
        "address": [
          "line1": "address_full_match", "city": "Oakland", "state": "CA", "postal_code": "94607", "country": "US",
        ],
      ],
    ],
    "configuration": [
      "merchant": ["mcc": "5734", "capabilities": ["card_payments": ["requested": true]]],
      "recipient": ["capabilities": ["stripe_balance": ["stripe_transfers": ["requested": true]]]],
    ],
    "include": ["identity"],
  ]

  @Test func anAccountTellsOfItsReview() throws {
    let account = try send("/v2/core/accounts", seller)
    let terms = account["identity"]?["attestations"]?["terms_of_service"]?["account"]
    #expect(terms?["date"] == "2026-01-01T00:00:00.000Z")
    #expect(account["identity"]?["individual"]?["additional_names"]?[0]?["full_name"] == "J. Rosen")
    #expect(try events(of: account.id) == ["v2.core.account.created"])
    let path = "/v2/core/accounts/\(account.id)?include[]=configuration.merchant"
    func status() throws -> JSON? {
      try client.get(path)["configuration"]?["merchant"]?["capabilities"]?["card_payments"]?["status"]
    }
    #expect(try status() == "pending")
    #expect(try status() == "active")
    #expect(
      try events(of: account.id) == [
        "v2.core.account.created", "v2.core.account[requirements].updated",
        "v2.core.account[configuration.merchant].capability_status_updated",
        "v2.core.account[configuration.recipient].capability_status_updated",
      ])
    try client.post("/v1/accounts/\(account.id)/reject", "reason=fraud")
    #expect(try status() == "rejected")
  }

  @Test func aDestinationHearsOfTheEventsThatItAskedFor() throws {
    let asked: JSON = [
      "name": "Accounts", "type": "webhook_endpoint", "event_payload": "thin",
      "enabled_events": ["v2.core.account.created", "v2.core.account_person.created", "v2.core.account.closed"],
      "webhook_endpoint": ["url": "https://example.com/thin"],
    ]
    #expect(try send("/v2/core/event_destinations", asked).status == 200)
    let company: JSON = ["identity": ["country": "us", "entity_type": "company"]]
    let account = try send("/v2/core/accounts", company).id
    let person = try send("/v2/core/accounts/\(account)/persons", ["given_name": "Jenny"]).id
    _ = try send("/v2/core/accounts/\(account)/persons/\(person)", ["surname": "Rosen"])
    _ = try send("/v2/core/accounts/\(account)/close", [:])
    let sandbox = client.api.sandbox(named: "tests")
    let bodies = sandbox.store.deliveries.all.reversed().compactMap { try? JSONParser.parse($0.body) }
    #expect(
      bodies.map { $0["type"]?.string } == [
        "v2.core.account.created", "v2.core.account_person.created", "v2.core.account.closed",
      ])
    #expect(bodies[1]["related_object"]?["url"]?.string == "/v2/core/accounts/\(account)/persons/\(person)")
    #expect(bodies[1]["data"]?["account_id"]?.string == account)
  }
}
