import Testing
import Wire

@testable import StripeSandbox

/// What stripe.js may do for a customer by the secret of a CustomerSession.
@Suite struct CustomerSessionTests {
  let client = Client()

  private func secret(_ customer: String, _ features: String) throws -> String {
    let session = try client.post(
      "/v1/customer_sessions",
      "customer=\(customer)&components[payment_element][enabled]=true&"
        + features.split(separator: "&").map {
          "components[payment_element][features][" + $0.replacing("=", with: "]=")
        }
        .joined(separator: "&"))
    #expect(session["id"] == nil)
    return session["client_secret"]?.string ?? ""
  }

  private func shown(_ secret: String) throws -> [String] {
    let answer = try client.get("/v1/elements/sessions?customer_session_client_secret=\(secret)")
    return answer["payment_methods"]?.array?.compactMap { $0["id"]?.string } ?? []
  }

  private func save(_ customer: String, _ redisplay: String) throws -> String {
    let method = try client.post("/v1/payment_methods", "type=card&card[token]=tok_visa&allow_redisplay=\(redisplay)")
    return try client.post("/v1/payment_methods/\(method.id)/attach", "customer=\(customer)").id
  }

  @Test func cardsAreShownThatMayBe() throws {
    let customer = try client.post("/v1/customers").id
    let limited = try save(customer, "limited")
    let always = try save(customer, "always")
    #expect(try shown(try secret(customer, "payment_method_redisplay=disabled")).isEmpty)
    #expect(try shown(try secret(customer, "payment_method_redisplay=enabled")) == [always])
    let both =
      "payment_method_redisplay=enabled&payment_method_allow_redisplay_filters][0=always&payment_method_allow_redisplay_filters][1=limited"
    #expect(try shown(try secret(customer, both)) == [always, limited])
    #expect(try shown(try secret(customer, both + "&payment_method_redisplay_limit=1")) == [always])
  }

  @Test func aCardIsRemovedOnlyWhereThatIsAllowed() throws {
    let customer = try client.post("/v1/customers").id
    let card = try save(customer, "always")
    func remove(_ secret: String) throws -> Client.Answer {
      try client.post("/v1/elements/payment_methods/\(card)/detach", "customer_session_client_secret=\(secret)")
    }
    #expect(try remove(try secret(customer, "payment_method_redisplay=enabled")).status == 400)
    let other = try client.post("/v1/customers").id
    let features = "payment_method_redisplay=enabled&payment_method_remove=enabled"
    #expect(try remove(try secret(other, features)).status == 404)
    #expect(try remove(try secret(customer, features))["customer"] == .null)
    #expect(try remove("cuss_secret_missing").status == 400)
  }

  @Test func aCardIsChanged() throws {
    let customer = try client.post("/v1/customers").id
    let card = try save(customer, "always")
    let secret = try secret(customer, "payment_method_redisplay=enabled")
    let changed = try client.post(
      "/v1/elements/payment_methods/\(card)",
      "customer_session_client_secret=\(secret)&card[exp_month]=7&card[exp_year]=2044")
    #expect(changed["card"]?["exp_month"] == 7)
    #expect(try client.get("/v1/payment_methods/\(card)")["card"]?["exp_year"] == 2044)
  }
}
