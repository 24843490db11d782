import Testing
import Wire

@testable import StripeSandbox

@Suite struct AccountErrorTests {
  private let client = Client()

  @Test(arguments: [
    ("individual[email]=jenny", "email_invalid", "individual[email]", "Invalid email address: jenny"),
    ("individual[phone]=none", nil, "individual[phone]", "\"none\" is not a valid phone number"),
    (
      "individual[verification][document][front]=file_none", "resource_missing",
      "individual[verification][document][front]", "No such file: 'file_none'"
    ),
    (
      "documents[company_license][files][]=file_none", "resource_missing", "documents[company_license][files][0]",
      "No such file: 'file_none'"
    ),
    (
      "company[verification][document][back]=file_none", "resource_missing", "company[verification][document][back]",
      "No such file: 'file_none'"
    ),
    (
      "settings[payouts][schedule][delay_days]=1", nil, "settings[payouts][schedule][delay_days]",
      "You cannot lower this merchant's delay below 2."
    ),
    (
      "settings[payouts][schedule][monthly_anchor]=32", "parameter_invalid_integer",
      "settings[payouts][schedule][monthly_anchor]", "This value must be less than or equal to 31."
    ),
    (
      "business_type=company&individual[first_name]=Jenny", nil, "individual",
      "You can only provide `individual` parameters for accounts with `business_type` of 'individual'."
    ),
    (
      "country=US&company[address][country]=CA", "account_country_invalid_address", "company[address][country]",
      "Address for business must match account country"
    ),
    (
      "external_account[account_number]=1&external_account[routing_number]=110000000", "parameter_missing",
      "external_account[country]", "Missing required param: external_account[country]."
    ),
  ])
  func whatCannotBeTrueIsRefused(form: String, code: String?, param: String, message: String) throws {
    let refused = try client.post("/v1/accounts", "type=custom&" + form)
    #expect(refused.status == 400)
    #expect(refused.error["code"]?.string == code)
    #expect(refused.error["param"]?.string == param)
    #expect(refused.error["message"]?.string == message)
  }

  @Test func aMerchantHasAskedToTakeCards() throws {
    let receiver = try client.post("/v1/accounts", "type=custom&capabilities[transfers][requested]=true").id
    let payment = "amount=1000&currency=usd&source=tok_visa"
    let refused = try client.post("/v1/charges", "\(payment)&on_behalf_of=\(receiver)")
    #expect(refused.error["param"] == "on_behalf_of")
    #expect(refused.error["message"]?.string?.contains("without the `card_payments` capability") == true)
    try client.post("/v1/accounts/\(receiver)/capabilities/card_payments", "requested=true")
    #expect(try client.post("/v1/charges", "\(payment)&on_behalf_of=\(receiver)").status == 200)
  }

  @Test func moneyComesFromAndGoesToWhatThereIs() throws {
    try client.post("/v1/charges", "amount=5000&currency=usd&source=tok_bypassPending")
    let payout = try client.post("/v1/payouts", "amount=100&currency=usd&destination=ba_none")
    #expect(payout.error["message"] == "No such external account: 'ba_none'")
    let own = try client.post("/v1/payouts", "amount=100&currency=usd")["destination"]?.string ?? ""
    #expect(try client.post("/v1/payouts", "amount=100&currency=usd&destination=\(own)").status == 200)
    let topUp = try client.post("/v1/topups", "amount=100&currency=usd&source=src_none")
    #expect(topUp.error["message"] == "No such source: 'src_none'")
    let account = try client.post("/v1/accounts", "type=custom&capabilities[transfers][requested]=true").id
    let fee = try client.post(
      "/v1/charges",
      "amount=100&currency=usd&source=tok_visa&transfer_data[destination]=\(account)&application_fee_amount=-1")
    #expect(fee.error["message"] == "Invalid non-negative integer")
  }
}
