import Testing
import Wire

@testable import StripeSandbox

/// How long a customer can use the address of a portal session.
@Suite struct PortalSessionTests {
  let client = Client()

  private func session(_ form: String = "") throws -> Client.Answer {
    advance(0)
    let customer = try client.post("/v1/customers", "email=jenny@example.com")
    return try client.post("/v1/billing_portal/sessions", "customer=\(customer.id)&\(form)")
  }

  private func visit(_ session: Client.Answer) throws -> Client.Answer {
    try client.post("/v1/portal_pages/\(session["url"]?.string?.lastPathPart ?? "")")
  }

  private func recover(_ session: Client.Answer) throws -> Client.Answer {
    try client.post("/v1/portal_pages/\(session.id)/recover", "email=Jenny@example.com")
  }

  private func advance(_ seconds: Int) {
    let sandbox = client.api.sandbox(named: "tests")
    sandbox.clock = SandboxClock(.frozen(at: sandbox.now + seconds))
  }

  @Test func eachVisitKeepsItForAnHour() throws {
    let session = try session()
    advance(299)
    #expect(try visit(session).id == session.id)
    advance(3599)
    #expect(try visit(session).status == 200)
    advance(3600)
    #expect(try visit(session).error["code"] == "session_expired")
  }

  @Test func itWaitsFiveMinutesForTheFirst() throws {
    let session = try session()
    advance(300)
    #expect(try visit(session).error["code"] == "session_expired")
    #expect(try recover(session).error["code"] == "session_expired")
  }

  @Test func itsCustomerGetsAnotherUntilTheLastMoment() throws {
    advance(0)
    let start = client.api.sandbox(named: "tests").now
    let session = try session(
      "after_expiration[type]=customer_login&after_expiration[customer_login][expires_at]=\(start + 900)")
    advance(300)
    #expect(try visit(session).error["code"] == "session_recoverable")
    let other = try recover(session)
    #expect(try visit(other)["after_expiration"] == session["after_expiration"])
    advance(700)
    #expect(try visit(session).error["code"] == "session_expired")
    #expect(try recover(session).status == 400)
  }
}
