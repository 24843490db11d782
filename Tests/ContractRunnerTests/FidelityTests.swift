import Testing
import Wire

@testable import ContractRunner

/// What differs is found, counted and told of by resource and field.
@Suite struct FidelityTests {
  private func run(_ answer: JSON, version: String = "2026-11-18.endive") throws -> SuiteResult {
    let text = story(
      ##"[{"name": "read", "request": {"method": "GET", "path": "/"}, "expect": {"status": 200, "body": {"#others": "#any"}}}]"##
    )
    var response = Response.json(200, answer)
    response.headers["Stripe-Version"] = version
    let target = HandlerTransport.target(Fixed(response))
    return Suite(try catalog([text]), Targets([:], rest: target), environment: [:], jobs: 1).run()
  }

  private final class Fixed: Handler {
    let response: Response
    init(_ response: Response) { self.response = response }
    func handle(_ request: Request, _ reply: Reply) { reply(response) }
  }

  private func fidelity(_ real: JSON, _ fake: JSON) throws -> Fidelity {
    Fidelity(real: try run(real), fake: try run(fake))
  }

  private static let charge: JSON = [
    "id": "ch_3OQzKX9e1RjUNIyY1I235TqE", "object": "charge", "amount": 2000, "created": 1_703_453_729,
    "metadata": ["order": "1"],
    "refunds": ["object": "list", "data": [["id": "re_1", "object": "refund", "status": "succeeded"]]],
  ]

  @Test func theSameIsAllTheSame() throws {
    let fidelity = try fidelity(Self.charge, Self.charge)
    #expect(fidelity.total.share == 1)
    #expect(fidelity.stories == 1)
    #expect(Set(fidelity.fields.keys.map(\.resource)) == ["charge", "refund"])
    #expect(fidelity.fields.keys.allSatisfy { $0.version == "2026-11-18.endive" })
  }

  @Test func idsAndTimesOfOneShapeAreTheSame() throws {
    guard case .object(var other) = Self.charge else { return }
    other["id"] = "ch_2ODwpE9e1RjUNIyY2C2MqHPO"
    other["created"] = 1_795_227_001
    #expect(try fidelity(Self.charge, .object(other)).total.different == 0)
  }

  @Test func whatTheFakeDrawsAnewSaysNothing() throws {
    let (real, fake) = (try run(["object": "charge", "score": 1]), try run(["object": "charge", "score": 2]))
    #expect(Fidelity(real: real, fake: fake).total.different == 1)
    #expect(Fidelity(real: real, fake: fake, again: real).total.different == 0)
  }

  @Test func addressesAreTheSame() throws {
    #expect(
      try fidelity(
        ["object": "charge", "url": "https://pay.stripe.com/1"], ["object": "charge", "url": "http://localhost/x"]
      ).total.different == 0)
  }

  @Test func eachPlantedDifferenceIsFoundWhereItIs() throws {
    let plants: [(String, JSON?, String, String)] = [
      ("amount", 2001, "charge", "amount"), ("amount", "2000", "charge", "amount"), ("amount", nil, "charge", "amount"),
      ("captured", true, "charge", "captured"), ("metadata", ["order": "2"], "charge", "metadata.*"),
      ("id", "py_3OQzKX9e1RjUNIyY1I235TqE", "charge", "id"),
      (
        "refunds", ["object": "list", "data": [["id": "re_1", "object": "refund", "status": "pending"]]], "refund",
        "status"
      ),
      ("refunds", ["object": "list", "data": []], "charge", "refunds.data.(count)"),
    ]
    for (name, value, resource, field) in plants {
      guard case .object(var other) = Self.charge else { return }
      other[name] = value
      let fidelity = try fidelity(Self.charge, .object(other))
      let key = Fidelity.Key(resource: resource, version: "2026-11-18.endive")
      #expect(fidelity.differences(key).map(\.name) == [field], "\(name)")
      #expect(fidelity.total.different == 1)
      let report = FidelityReport(fidelity, real: "real", fake: "fake")
      #expect(report.text.contains("\(field) 1 ×"))
      #expect(report.html.contains("<code>\(field)</code>"))
      #expect(report.json["different"] == 1)
    }
  }
}
