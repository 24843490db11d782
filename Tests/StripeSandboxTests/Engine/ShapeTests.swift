import Testing
import Wire

@testable import StripeSandbox

/// Every object has exactly the keys that Stripe's newest has, in Stripe's order.
@Suite struct ShapeTests {
  let client = Client()

  static let address = "address{city country line1 line2 postal_code state}"
  static let cardHash = """
    brand checks{address_line1_check address_postal_code_check cvc_check} country display_brand exp_month exp_year
    fingerprint funding generated_from last4 networks{available preferred} regulated_status
    three_d_secure_usage{supported} wallet
    """
  static let legacyCard = """
    id object address_city address_country address_line1 address_line1_check address_line2 address_state address_zip
    address_zip_check
    """
  static let customer = """
    id object address balance created currency customer_account default_source delinquent description discount email
    invoice_prefix invoice_settings{custom_fields default_payment_method footer rendering_options} livemode metadata
    name next_invoice_sequence phone preferred_locales shipping tax_exempt test_clock
    """
  static let billing = "billing_details{\(address) email name phone tax_id}"
  static func paymentMethod(_ hash: String) -> String {
    """
    id object allow_redisplay \(billing) \(hash) created customer customer_account livemode metadata
    shared_payment_granted_token type
    """
  }

  @Test(arguments: [
    ("POST /v1/customers", "", customer),
    (
      "POST /v1/customers", "shipping[name]=a&shipping[address][line1]=b",
      customer.replacing("shipping", with: "shipping{\(address) name phone}")
    ),
    ("POST /v1/payment_methods", "type=card&card[token]=tok_visa", paymentMethod("card{\(cardHash)}")),
    ("POST /v1/payment_methods", "type=boleto&boleto[tax_id]=1", paymentMethod("boleto{tax_id}")),
    (
      "POST /v1/payment_methods", "type=klarna",
      "id object allow_redisplay \(billing) created customer customer_account klarna{} livemode metadata "
        + "shared_payment_granted_token type"
    ),
    (
      "GET /v1/payment_methods/pm_usBankAccount_success", "",
      """
      id object allow_redisplay \(billing) created customer customer_account livemode metadata
      shared_payment_granted_token type us_bank_account{account_holder_type account_type bank_name
      financial_connections_account fingerprint last4 networks{preferred supported} routing_number status_details{}}
      """
    ),
    (
      "POST /v1/tokens", "card[number]=4242424242424242&card[exp_month]=1&card[exp_year]=2040",
      """
      id object card{\(legacyCard) brand country cvc_check dynamic_last4 email exp_month exp_year fingerprint funding last4 metadata
      name networks{preferred} phone regulated_status tokenization_method wallet} client_ip created livemode type used
      """
    ),
    ("POST /v1/tokens", "pii[id_number]=1", "id object client_ip created livemode type used"),
    (
      "POST /v1/customers/CUSTOMER/sources", "source=tok_visa",
      """
      \(legacyCard) allow_redisplay brand country customer cvc_check dynamic_last4 email exp_month exp_year fingerprint funding last4 metadata name
      phone regulated_status tokenization_method wallet
      """
    ),
    (
      "POST /v1/customers/CUSTOMER/sources",
      "source[object]=bank_account&source[country]=US&source[routing_number]=110000000&source[account_number]=000123456789",
      """
      id object account_holder_name account_holder_type account_type bank_name country currency customer fingerprint
      last4 metadata routing_number status
      """
    ),
    (
      "POST /v1/customers/CUSTOMER/tax_ids", "type=us_ein&value=12-3456789",
      """
      id object country created customer customer_account livemode owner{customer customer_account type} type value
      verification{status verified_address verified_name}
      """
    ),
    (
      "POST /v1/customers/CUSTOMER/balance_transactions", "amount=1&currency=usd",
      """
      id object amount checkout_session created credit_note currency customer customer_account description
      ending_balance invoice livemode metadata type
      """
    ),
    (
      "GET /v1/customers/CUSTOMER/cash_balance", "",
      "object available customer customer_account livemode settings{reconciliation_mode using_merchant_default}"
    ),
    (
      "POST /v1/test_helpers/confirmation_tokens",
      "payment_method_data[type]=card&payment_method_data[card][token]=tok_visa",
      """
      id object created expires_at livemode mandate_data payment_intent payment_method_options{card{cvc_token}}
      payment_method_preview{allow_redisplay \(billing) card{\(cardHash)} customer customer_account type} return_url
      setup_future_usage setup_intent shipping use_stripe_sdk
      """
    ),
  ])
  func anObjectHasTheKeysOfStripesNewest(request: String, form: String, keys: String) throws {
    let customer = try client.post("/v1/customers").id
    let parts = request.replacing("CUSTOMER", with: customer).split(separator: " ").map(String.init)
    let answer = try parts[0] == "GET" ? client.get(parts[1]) : client.post(parts[1], form)
    #expect(answer.status == 200)
    #expect(Self.keys(of: answer.body) == keys.split(whereSeparator: \.isWhitespace).joined(separator: " "))
  }

  /// `a b{c d}`: keys in their order, those of a hash in braces; metadata is the user's own.
  static func keys(of value: JSON) -> String {
    (value.object ?? JSON.Object()).map { key, value in
      guard value.object != nil, key != "metadata" else { return key }
      return key + "{" + keys(of: value) + "}"
    }.joined(separator: " ")
  }
}
