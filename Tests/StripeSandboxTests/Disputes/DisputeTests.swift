import Testing
import Wire

@testable import StripeSandbox

@Suite struct DisputeTests {
  let client = Client()

  private func charge(_ token: String = "tok_createDispute", _ form: String = "") throws -> String {
    try client.post("/v1/charges", "amount=2500&currency=usd&source=\(token)&\(form)").id
  }

  private func dispute(of charge: String) throws -> Client.Answer { try client.get("/v1/charges/\(charge)/dispute") }

  @Test func theTestCardIsDisputedRightAfterTheAnswer() throws {
    let answer = try client.post("/v1/charges", "amount=2500&currency=usd&source=tok_createDispute&description=Books")
    #expect(answer["disputed"] == false)
    let charge = try client.get("/v1/charges/\(answer.id)?expand[]=dispute.balance_transaction")
    #expect(charge["disputed"] == true)
    let dispute = try #require(charge["dispute"])
    #expect(dispute["status"] == "needs_response")
    #expect(dispute["reason"] == "fraudulent")
    #expect(dispute["amount"] == 2500)
    #expect(dispute["is_charge_refundable"] == false)
    #expect(dispute["evidence"]?["product_description"] == "Books")
    #expect(dispute["evidence_details"]?["has_evidence"] == false)
    #expect(dispute["payment_method_details"]?["card"]?["network_reason_code"] == "83")
    #expect(dispute["balance_transaction"]?["net"] == -4000)
    #expect(dispute["balance_transaction"]?["fee_details"]?[0]?["description"] == "Dispute fee")
    #expect(dispute["balance_transaction"]?["reporting_category"] == "dispute")
    #expect(dispute["balance_transactions"]?[0]?["id"] == dispute["balance_transaction"]?["id"])
    let due = try #require(dispute["evidence_details"]?["due_by"]?.integer)
    #expect((due + 1) % 86_400 == 0)
  }

  @Test(arguments: [
    ("tok_createDisputeProductNotReceived", "needs_response", "product_not_received", "chargeback"),
    ("tok_createDisputeInquiry", "warning_needs_response", "fraudulent", "inquiry"),
    ("tok_createCe3EligibleDispute", "needs_response", "fraudulent", "chargeback"),
    ("tok_createComplianceDispute", "needs_response", "noncompliant", "compliance"),
  ])
  func eachTestCardHasItsKindOfDispute(token: String, status: String, reason: String, type: String) throws {
    let dispute = try dispute(of: try charge(token))
    #expect(dispute["status"]?.string == status)
    #expect(dispute["reason"]?.string == reason)
    #expect(dispute["payment_method_details"]?["card"]?["case_type"]?.string == type)
  }

  @Test func aChargebackForbidsRefundsUntilItIsWon() throws {
    let charge = try charge()
    let refused = try client.post("/v1/refunds", "charge=\(charge)")
    #expect(refused.error["code"] == "charge_disputed")
    #expect(refused.error["message"]?.string == "Charge \(charge) has been charged back; cannot issue a refund.")
    let id = try dispute(of: charge).id
    let submitted = try client.post("/v1/disputes/\(id)", "evidence[uncategorized_text]=winning_evidence")
    #expect(submitted["status"] == "under_review")
    #expect(submitted["evidence_details"]?["submission_count"] == 1)
    #expect(submitted["evidence_details"]?["has_evidence"] == true)
    let won = try client.get("/v1/disputes/\(id)")
    #expect(won["status"] == "won")
    #expect(won["is_charge_refundable"] == true)
    #expect(won["balance_transactions"]?[1]?["net"] == 2500)
    #expect(won["balance_transactions"]?[1]?["reporting_category"] == "dispute_reversal")
    #expect(try client.post("/v1/refunds", "charge=\(charge)").status == 200)
  }

  @Test func disputedMoneyIsMissingWhenTheChargeWouldBePaidOut() throws {
    let charge = try client.post(
      "/v1/charges", "amount=1000&currency=usd&source=tok_createDispute&expand[]=balance_transaction")
    let path = "/v1/disputes/\(try dispute(of: charge.id).id)"
    try client.post(path, "evidence[uncategorized_text]=winning_evidence")
    let transactions = try #require(try client.get(path)["balance_transactions"]?.array)
    #expect(transactions.count == 2)
    for transaction in transactions {
      #expect(transaction["available_on"] == charge["balance_transaction"]?["available_on"])
      #expect(transaction["status"] == "pending")
    }
  }

  /// From a status, by an action, to a status or an error.
  @Test(arguments: [
    ("tok_createDispute", "evidence[uncategorized_text]=winning_evidence", "won"),
    ("tok_createDispute", "evidence[uncategorized_text]=losing_evidence", "lost"),
    ("tok_createDispute", "evidence[uncategorized_text]=something", "under_review"),
    ("tok_createDispute", "evidence[uncategorized_text]=winning_evidence&submit=false", "needs_response"),
    ("tok_createDispute", "metadata[a]=1", "needs_response"),
    ("tok_createDispute", "close", "lost"),
    ("tok_createDisputeInquiry", "evidence[uncategorized_text]=winning_evidence", "warning_closed"),
    ("tok_createDisputeInquiry", "evidence[uncategorized_text]=escalate_inquiry_evidence", "needs_response"),
    ("tok_createDisputeInquiry", "evidence[uncategorized_text]=something", "warning_under_review"),
    ("tok_createDisputeInquiry", "close", "warning_closed"),
  ])
  func anActionLeadsToAStatus(token: String, action: String, status: String) throws {
    let path = "/v1/disputes/\(try dispute(of: try charge(token)).id)"
    try client.post(action == "close" ? path + "/close" : path, action == "close" ? "" : action)
    #expect(try client.get(path)["status"]?.string == status)
    guard ["won", "lost", "warning_closed"].contains(status) else { return }
    for path in [path, path + "/close"] {
      let answer = try client.post(path)
      #expect(answer.status == 400)
      #expect(answer.error["message"] == "This dispute is already closed")
    }
  }

  @Test func heldBackEvidenceIsSubmittedLater() throws {
    let path = "/v1/disputes/\(try dispute(of: try charge()).id)"
    try client.post(path, "evidence[uncategorized_text]=winning_evidence&submit=false")
    #expect(try client.post(path, "submit=true")["status"] == "under_review")
    #expect(try client.get(path)["status"] == "won")
  }

  @Test func anInquiryLeavesTheMoneyUntilItEscalates() throws {
    let charge = try charge("tok_createDisputeInquiry")
    let inquiry = try dispute(of: charge)
    #expect(inquiry["balance_transaction"] == .null)
    #expect(inquiry["is_charge_refundable"] == true)
    #expect(try client.post("/v1/refunds", "charge=\(charge)&amount=1000").status == 200)
    try client.post("/v1/disputes/\(inquiry.id)", "evidence[uncategorized_text]=escalate_inquiry_evidence")
    let dispute = try dispute(of: charge)
    #expect(dispute["amount"] == 1500)
    #expect(dispute["balance_transactions"]?[0]?["amount"] == -1500)
  }

  @Test func aHeldChargeIsDisputedOnlyWhenCaptured() throws {
    let charge = try charge("tok_createDispute", "capture=false")
    let none = try dispute(of: charge)
    #expect(none.status == 404)
    #expect(none.error["message"]?.string == "No dispute for charge: \(charge)")
    try client.post("/v1/charges/\(charge)/capture")
    let dispute = try dispute(of: charge)
    #expect(dispute["balance_transactions"]?[0]?["status"] == "pending")
  }

  @Test func someChargesAreDisputedTwice() throws {
    let charge = try charge("tok_createMultipleDisputes")
    let page = try client.get("/v1/disputes?charge=\(charge)")
    #expect(page["count"] == 2)
    #expect(page["data"]?.array?.reduce(0) { $0 + ($1["amount"]?.integer ?? 0) } == 2500)
  }

  @Test func anEarlyFraudWarningPrecedesAnyDispute() throws {
    let charge = try charge("tok_createIssuerFraudRecord")
    let page = try client.get("/v1/radar/early_fraud_warnings?charge=\(charge)&expand[]=data.charge")
    let warning = try #require(page["data"]?[0])
    #expect(warning["charge"]?["id"]?.string == charge)
    #expect(warning["actionable"] == true)
    try client.post("/v1/refunds", "charge=\(charge)")
    let id = warning["id"]?.string ?? ""
    #expect(try client.get("/v1/radar/early_fraud_warnings/\(id)")["actionable"] == false)
  }

  @Test func aDisputeTellsOfItself() throws {
    var events: [String] = []
    client.api.sandbox(named: "tests").observers.append { _, news in events += news.map(\.event) }
    let id = try dispute(of: try charge()).id
    try client.post("/v1/disputes/\(id)", "evidence[uncategorized_text]=winning_evidence")
    #expect(
      events == [
        "charge.succeeded", "charge.dispute.created", "charge.dispute.funds_withdrawn", "charge.dispute.updated",
        "charge.dispute.closed", "charge.dispute.funds_reinstated",
      ])
  }

  @Test func anUnknownDisputeIsMissing() throws {
    let answer = try client.get("/v1/disputes/du_nope")
    #expect(answer.status == 404)
    #expect(answer.error["param"] == "dispute")
    #expect(answer.error["message"] == "No such dispute: 'du_nope'")
  }

  @Test func aFileOfTheEvidenceHasBeenUploaded() throws {
    let dispute = try self.dispute(of: charge()).id
    let refused = try client.post("/v1/disputes/\(dispute)", "evidence[receipt]=file_none")
    #expect(refused.error["code"] == "resource_missing")
    #expect(refused.error["param"] == "evidence[receipt]")
    let file = try client.post(
      "/v1/files", "purpose=dispute_evidence&file[filename]=receipt.png&file[content]=iVBORw0KGgo%3D"
    ).id
    let taken = try client.post("/v1/disputes/\(dispute)", "evidence[receipt]=\(file)")
    #expect(taken["evidence"]?["receipt"]?.string == file)
  }
}
