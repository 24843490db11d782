import Testing
import Wire

@testable import StripeSandbox

/// What Stripe says, word for word, to requests that cannot be.
@Suite struct MessageTests {
  let client = Client()

  static let long = String(repeating: "ab", count: 300)
  static let intent = "amount=500&currency=usd"
  static let noCardDescriptor = """
    The statement_descriptor parameter is not supported for the payment_method_type `card`. To continue supporting \
    payment_method_type `card`, please pass in `statement_descriptor_suffix` or remove the `statement_descriptor` \
    parameter altogether. Please see \
    https://support.stripe.com/questions/use-of-the-statement-descriptor-parameter-on-paymentintents-for-card-charges \
    for additional details.
    """

  static let refusals: [(request: String, form: String, code: String?, param: String?, message: String)] = [
    (
      "POST /v1/payment_intents", intent + "&customers=cus_1", "parameter_unknown", "customers",
      "Received unknown parameter: customers. Did you mean customer?"
    ),
    (
      "POST /v1/customers", "invoice_settings[nope]=x", "parameter_unknown", "invoice_settings[nope]",
      "Received unknown parameter: invoice_settings[nope]"
    ),
    (
      "POST /v1/customers", "wat=1&nope=2", "parameter_unknown", "wat", "Received unknown parameters: wat, nope"
    ),
    (
      "POST /v1/customers", "preferred_locales[1]=en", nil, "preferred_locales",
      """
      If passing an array with explicit keys (e.g. foo[0]=a&foo[1]=b) instead of as an array (e.g. foo[]=a&foo[]=b), \
      the keys must be numeric and sequential starting from 0. You passed the keys `1`, we expected to have a key with \
      the value `0`.
      """
    ),
    ("POST /v1/customers", "preferred_locales=en", nil, "preferred_locales", "Invalid array"),
    ("POST /v1/customers", "invoice_settings=en", nil, "invoice_settings", "Invalid object"),
    (
      "POST /v1/customers", "name=" + long, nil, "name", "Invalid string: abab...abab; must be at most 256 characters"
    ),
    (
      "POST /v1/customers", "phone=123456789012345678901", nil, "phone",
      "Invalid string length: 123456789012345678901 must be at most 20 characters"
    ),
    (
      "POST /v1/payment_intents", intent + "&statement_descriptor=abcdefghijklmnopqrstuvw", nil,
      "statement_descriptor",
      "The statement descriptor must be at most 22 characters. abcdefghijklmnopqrstuvw is 23 characters long."
    ),
    (
      "POST /v1/customers", "email=jenny@home", "email_invalid", "email", "Invalid email address: jenny@home"
    ),
    (
      "POST /v1/payment_methods", "type=card&card[token]=tok_visa&billing_details[email]=jenny", "email_invalid",
      "billing_details[email]", "Invalid email address: jenny"
    ),
    (
      "POST /v1/payment_intents",
      intent + "&payment_method_data[type]=card&payment_method_data[card][token]=tok_visa"
        + "&payment_method_data[billing_details][email]=jenny", "email_invalid",
      "payment_method_data[billing_details][email]", "Invalid email address: jenny"
    ),
    (
      "POST /v1/customers", "email=jenny%20rosen@example.com", "email_invalid", "email",
      "Invalid email address: jenny rosen@example.com"
    ),
    (
      "POST /v1/customers", (0...50).map { "metadata[\($0)]=x" }.joined(separator: "&"), nil, "metadata",
      "Metadata can have up to 50 keys, but you've set 51."
    ),
    (
      "POST /v1/customers", "balance=1.5", "parameter_invalid_integer", "balance", "Invalid integer: 1.5"
    ),
    (
      "GET /v1/customers/%27cus_1%27", "", "resource_missing", "id",
      "No such customer: '\\'cus_1\\''. Make sure you use the exact id without extra whitespace or quotes"
    ),
    (
      "GET /v1/payment_intents//capture", "", nil, nil,
      """
      Unrecognized request URL (GET: /v1/payment_intents//capture). If you are trying to list objects, remove the \
      trailing slash. If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in \
      your code. Please see https://stripe.com/docs or we can help at https://support.stripe.com/.
      """
    ),
    ("GET /v1/customers?expand[]=total_count", "", nil, nil, "This property cannot be included (total_count)"),
    (
      "GET /v1/customers?expand[]=foo", "", nil, nil,
      "This property cannot be expanded (foo). You may want to try expanding 'data.foo' instead."
    ),
    (
      "GET /v1/payment_intents?expand[]=data.customer.foo", "", nil, nil, "This property cannot be expanded (foo)."
    ),
    (
      "GET /v1/charges/ch_1?expand[]=a.b.c.d.e", "", "property_expansion_max_depth", nil,
      "You cannot expand more than 4 levels of a property. Property: a.b.c.d.e"
    ),
    (
      "GET /v1/payment_intents?expand[]=data.latest_charge.customer.default_source.customer", "",
      "property_expansion_max_depth", nil,
      """
      You cannot expand more than 4 levels of a property. Property: \
      data.latest_charge.customer.default_source.customer
      """
    ),
    (
      "POST /v1/payment_intents", intent + "&return_url=https://example.com", nil, "return_url",
      """
      The parameter `return_url` cannot be passed when creating a PaymentIntent unless `confirm` is set to true.
      """
    ),
    (
      "POST /v1/payment_intents", intent + "&statement_descriptor_suffix=100001", nil, "statement_descriptor_suffix",
      "The statement descriptor must contain at least one alphabetic character."
    ),
    (
      "POST /v1/charges", "amount=100&currency=usd&source=tok_visa&statement_descriptor=A*B", nil,
      "statement_descriptor", "The statement descriptor cannot contain any of the characters <, >, \\, ', \", or *."
    ),
    (
      "POST /v1/customers", "tax[validate_location]=immediately", "customer_tax_location_invalid",
      "tax[validate_location]",
      """
      The customer's location isn't recognized. Set a valid customer address in order to automatically calculate tax.
      """
    ),
    (
      "POST /v1/payment_intents", "amount=100&currency=usd&allowed_payment_method_types[]=bancontact",
      "payment_intent_invalid_parameter", "currency",
      "The currency provided (usd) is invalid. Payments with bancontact support the following currencies: eur."
    ),
    (
      "POST /v1/payment_intents", intent + "&off_session=true", nil, "off_session",
      """
      The parameter `off_session` cannot be passed when creating a PaymentIntent unless `confirm` is set to true.
      """
    ),
    (
      "POST /v1/setup_intents", "return_url=https://example.com", nil, "return_url",
      """
      The parameter `return_url` cannot be passed when creating a SetupIntent unless `confirm` is set to true.
      """
    ),
    (
      "POST /v1/payment_intents", intent + "&automatic_payment_methods[enabled]=true&confirmation_method=automatic",
      nil, "automatic_payment_methods",
      "You may only specify one of these parameters: automatic_payment_methods, confirmation_method."
    ),
    (
      "POST /v1/payment_intents",
      intent + "&automatic_payment_methods[enabled]=true&allowed_payment_method_types[]=card", nil,
      "allowed_payment_method_types",
      "You may only specify one of these parameters: allowed_payment_method_types, automatic_payment_methods."
    ),
    (
      "POST /v1/payment_intents", intent + "&allowed_payment_method_types[]=card&statement_descriptor=SHOP", nil,
      "statement_descriptor",
      noCardDescriptor
    ),
    (
      "POST /v1/payment_intents", intent + "&automatic_payment_methods[enabled]=true&statement_descriptor=SHOP", nil,
      "statement_descriptor",
      noCardDescriptor
    ),
    (
      "POST /v1/payment_intents", intent + "&allowed_payment_method_types[]=gold", "payment_intent_invalid_parameter",
      "payment_method_types",
      """
      The payment method type "gold" is invalid. Please ensure the provided type is activated in your dashboard \
      (https://dashboard.stripe.com/account/payments/settings) and your account is enabled for any preview features \
      that you are trying to use. See https://stripe.com/docs/payments/payment-methods/integration-options for \
      supported payment method, currency, and country combinations.
      """
    ),
    (
      "POST /v1/payment_intents",
      intent + "&allowed_payment_method_types[]=card&payment_method=pm_card_visa&confirm=true&off_session=true"
        + "&setup_future_usage=off_session", "payment_intent_invalid_parameter", "off_session",
      """
      You cannot confirm with the `off_session` parameter when `setup_future_usage` is also set on the PaymentIntent \
      because you cannot set up future usages when processing payments off-session.
      """
    ),
  ]

  @Test(arguments: refusals.indices)
  func stripesWordsAreKept(index: Int) throws {
    let refusal = Self.refusals[index]
    let parts = refusal.request.split(separator: " ").map(String.init)
    let answer = try parts[0] == "GET" ? client.get(parts[1]) : client.post(parts[1], refusal.form)
    #expect(answer.error["message"]?.string == refusal.message)
    #expect(answer.error["code"]?.string == refusal.code)
    #expect(answer.error["param"]?.string == refusal.param)
    #expect(answer.error["type"] == "invalid_request_error")
    #expect((answer.error["doc_url"] == nil) == (refusal.code == nil || refusal.code == "property_expansion_max_depth"))
  }

  @Test(arguments: [
    ("2023-08-16", ", or confirm it again directly with a payment method."),
    ("2023-10-16", ", or confirm it again directly with a payment method or ConfirmationToken."),
  ])
  func aMissingPaymentMethodIsToldInTheWordsOfTheVersion(version: String, end: String) throws {
    var client = client
    client.version = version
    for (path, form) in [
      ("/v1/payment_intents", Self.intent + "&payment_method_types[]=card"),
      ("/v1/setup_intents", "payment_method_types[]=card"),
    ] {
      let id = try client.post(path, form).id
      #expect(try client.post("\(path)/\(id)/confirm").error["message"]?.string?.hasSuffix(end) == true)
      #expect(try client.post(path, form + "&confirm=true").error["message"]?.string?.hasSuffix(end) == true)
    }
  }

  @Test(arguments: [
    (
      "2025-08-27.basil",
      "requires_payment_method, requires_capture, requires_confirmation, requires_action, processing"
    ),
    (
      "2025-09-30.clover",
      """
      requires_payment_method, requires_capture, requires_reauthorization, requires_confirmation, requires_action, \
      expired, processing
      """
    ),
  ])
  func theStatusesThatMayBeCanceledAreThoseOfTheVersion(version: String, statuses: String) throws {
    var client = client
    client.version = version
    let id = try client.post("/v1/payment_intents", Self.intent).id
    try client.post("/v1/payment_intents/\(id)/cancel")
    let message = try client.post("/v1/payment_intents/\(id)/cancel").error["message"]?.string
    #expect(message?.hasSuffix("may be canceled: \(statuses).") == true)
  }

  @Test func aFalseOffSessionSaysNothing() throws {
    #expect(try client.post("/v1/payment_intents", Self.intent + "&off_session=false").status == 200)
  }

  @Test func aNameIsKeptWithoutTheBlanksAroundIt() throws {
    let customer = try client.post("/v1/customers", "name=%20Jenny%20Rosen%20&phone=%20&address[country]=us")
    #expect(customer["name"] == "Jenny Rosen")
    #expect(customer["phone"] == .null)
    #expect(customer["address"]?["country"] == "US")
  }

  @Test func aReceiptsAddressMayChangeUntilThePaymentIsProcessed() throws {
    let form = Self.intent + "&allowed_payment_method_types[]=card&payment_method=pm_card_visa&confirm=true"
    let paid = try client.post("/v1/payment_intents", form)
    #expect(try client.post("/v1/payment_intents/\(paid.id)", "receipt_email=a@example.com").status == 200)
    let canceled = try client.post("/v1/payment_intents", Self.intent).id
    try client.post("/v1/payment_intents/\(canceled)/cancel")
    let answer = try client.post("/v1/payment_intents/\(canceled)", "receipt_email=a@example.com")
    #expect(
      answer.error["message"]?.string == """
        This PaymentIntent's receipt_email could not be updated because it has a status of canceled. You may only \
        update the receipt_email of a PaymentIntent with one of the following statuses: requires_payment_method, \
        requires_confirmation, requires_action, requires_capture, succeeded.
        """)
  }

  @Test func anAddressIsUncheckedUntilTheCardIsUsed() throws {
    let form =
      "type=card&card[token]=tok_visa&billing_details[address][line1]=a&billing_details[address][postal_code]=1"
    let made = try client.post("/v1/payment_methods", form)
    #expect(made["card"]?["checks"]?["address_line1_check"] == "unchecked")
    #expect(made["card"]?["checks"]?["address_postal_code_check"] == "unchecked")
    let customer = try client.post("/v1/customers").id
    let attached = try client.post("/v1/payment_methods/\(made.id)/attach", "customer=\(customer)")
    #expect(attached["card"]?["checks"]?["address_postal_code_check"] == "pass")
  }

  @Test func anAccountThatIsACustomerIsUnknown() throws {
    let both = try client.get("/v1/payment_methods?customer=cus_1&customer_account=acct_1")
    #expect(
      both.error["message"] == "You may only specify one of these parameters: customer, customer_account.")
    let answer = try client.post("/v1/payment_intents", Self.intent + "&customer_account=acct_1")
    #expect(answer.status == 400)
    #expect(answer.error["message"] == "No such customer: 'acct_1'")
    #expect(answer.error["param"] == "customer_account")
  }

  @Test func aDeletedCustomerCannotBeChanged() throws {
    let id = try client.post("/v1/customers").id
    try client.delete("/v1/customers/\(id)")
    let answer = try client.post("/v1/customers/\(id)", "name=a")
    #expect(answer.status == 400)
    #expect(answer.error["code"] == "resource_missing")
    #expect(try client.post("/v1/customers/cus_never", "name=a").status == 404)
  }

  @Test func allowedTypesAreShown() throws {
    let form = "&allowed_payment_method_types[]=card&allowed_payment_method_types[]=link"
    #expect(
      try client.post("/v1/payment_intents", Self.intent + form)["allowed_payment_method_types"] == ["card", "link"])
    #expect(
      try client.post("/v1/setup_intents", String(form.dropFirst()))["allowed_payment_method_types"] == [
        "card", "link",
      ])
  }

  @Test func whatAPaymentAskedForIsAvailable() throws {
    let intent = try client.post(
      "/v1/payment_intents",
      Self.intent
        + "&allowed_payment_method_types[]=card&payment_method=pm_card_visa&confirm=true&capture_method=manual"
        + "&payment_method_options[card][request_multicapture]=if_available&expand[]=latest_charge")
    let card = try #require(intent["latest_charge"]?["payment_method_details"]?["card"])
    #expect(card["multicapture"]?["status"] == "available")
    #expect(card["incremental_authorization"]?["status"] == "unavailable")
    let captured = try client.post(
      "/v1/payment_intents/\(intent.id)/capture", "payment_details[order_reference]=o&final_capture=false")
    #expect(captured["payment_details"]?["order_reference"] == "o")
  }

  @Test(arguments: ["sk_live_1234567890abcdef", "rk_live_1234567890abcdef", "pk_live_1234567890abcdef"])
  func aLiveKeyIsRefusedOnPurpose(_ key: String) throws {
    var client = client
    client.key = key
    let answer = try client.get("/v1/customers")
    #expect(answer.status == 401)
    #expect(answer.error["message"]?.string?.contains("refuses live mode keys on purpose") == true)
    #expect(answer.error["message"]?.string?.contains("567890") == false)
    #expect(answer.headers["Sandbox-Limit"] == "live mode keys are refused")
  }

  @Test func whoUsesAnOldVersionIsTold() throws {
    var old = client
    old.version = "2023-10-16"
    #expect(
      try old.get("/v1/balance").headers["Stripe-Notice"] == """
        You are using an outdated API version (2023-10-16). We recommend upgrading to the latest API version, \
        2026-11-18.endive. See https://docs.stripe.com/upgrades
        """)
    #expect(try client.get("/v1/balance").headers["Stripe-Notice"] == nil)
  }
}
