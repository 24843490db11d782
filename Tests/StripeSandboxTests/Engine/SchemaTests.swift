import Testing
import Wire

@testable import StripeSandbox

/// Every object that the sandbox returns has exactly the keys of Stripe's, each of its type, null only where it may be.
@Suite struct SchemaTests {
  static let schema = Schema(SchemaFacts.text)

  /// Requests in their order; `name:` keeps the answer's id for later ones, as `{name}`. `!` waits for what follows.
  static let story = """
    customer: POST /v1/customers name=a&email=a@example.com&address[line1]=x&shipping[name]=a&shipping[address][line1]=x&\
    metadata[a]=1&invoice_settings[custom_fields][0][name]=a&invoice_settings[custom_fields][0][value]=b&\
    invoice_settings[rendering_options][template]=t&preferred_locales[]=en
    plain: POST /v1/customers
    GET /v1/customers/{customer}?expand[]=cash_balance&expand[]=sources&expand[]=subscriptions&expand[]=tax&\
    expand[]=tax_ids&expand[]=invoice_credit_balance
    POST /v1/customers/{customer}/tax_ids type=us_ein&value=12-3456789
    POST /v1/customers/{customer}/balance_transactions amount=5&currency=usd
    GET /v1/customers/{customer}/cash_balance
    token: POST /v1/tokens card[number]=4242424242424242&card[exp_month]=1&card[exp_year]=2040&card[cvc]=123
    bank: POST /v1/tokens bank_account[country]=US&bank_account[account_number]=000123456789&\
    bank_account[routing_number]=110000000
    POST /v1/tokens pii[id_number]=1
    card: POST /v1/customers/{customer}/sources source={token}
    account: POST /v1/customers/{customer}/sources source={bank}
    POST /v1/customers/{customer}/sources/{account}/verify amounts[]=32&amounts[]=45
    POST /v1/sources type=card&token=tok_visa
    POST /v1/charges customer={customer}&source={card}&amount=500&currency=usd
    legacy: POST /v1/charges source=tok_visa&amount=500&currency=usd
    pm: POST /v1/payment_methods type=card&card[token]=tok_visa&billing_details[address][line1]=x
    POST /v1/payment_methods/{pm}/attach customer={customer}
    POST /v1/payment_methods type=sepa_debit&sepa_debit[iban]=AT611904300234573201&\
    billing_details[name]=a&billing_details[email]=a@example.com
    POST /v1/payment_methods type=acss_debit&acss_debit[account_number]=000123456789&\
    acss_debit[institution_number]=000&acss_debit[transit_number]=11000&\
    billing_details[name]=a&billing_details[email]=a@example.com
    POST /v1/payment_methods type=au_becs_debit&au_becs_debit[bsb_number]=000000&\
    au_becs_debit[account_number]=000123456&billing_details[name]=a&billing_details[email]=a@example.com
    POST /v1/payment_methods type=bacs_debit&bacs_debit[sort_code]=108800&\
    bacs_debit[account_number]=00012345&billing_details[name]=a&billing_details[email]=a@example.com
    POST /v1/payment_methods type=boleto&boleto[tax_id]=1
    POST /v1/payment_methods type=ideal
    POST /v1/payment_methods type=klarna
    link: POST /v1/payment_methods type=link&billing_details[email]=a@example.com
    POST /v1/payment_methods type=us_bank_account&us_bank_account[account_number]=000123456789&\
    us_bank_account[routing_number]=110000000&billing_details[name]=a
    POST /v1/payment_intents amount=1000&currency=usd
    paid: POST /v1/payment_intents amount=1000&currency=usd&customer={customer}&payment_method={pm}&confirm=true&\
    return_url=https://example.com&shipping[name]=a&shipping[address][line1]=x&expand[]=customer&expand[]=payment_method&\
    expand[]=latest_charge
    ! GET /v1/payment_intents/{paid}?expand[]=latest_charge.balance_transaction&expand[]=latest_charge.refunds
    refund: POST /v1/refunds payment_intent={paid}&amount=100&reason=duplicate
    ! GET /v1/refunds/{refund}?expand[]=balance_transaction&expand[]=charge&expand[]=payment_intent
    held: POST /v1/payment_intents amount=1000&currency=usd&payment_method=pm_card_visa&allowed_payment_method_types[]=card&\
    confirm=true&capture_method=manual&expand[]=latest_charge
    POST /v1/payment_intents/{held}/capture amount_to_capture=400&expand[]=latest_charge.balance_transaction
    POST /v1/payment_intents amount=1000&currency=usd&payment_method=pm_card_chargeDeclined&\
    allowed_payment_method_types[]=card&confirm=true
    POST /v1/payment_intents amount=1000&currency=usd&payment_method=pm_card_visa&allowed_payment_method_types[]=card&\
    confirm=true&off_session=true&expand[]=latest_charge
    POST /v1/payment_intents amount=1000&currency=usd&payment_method=pm_card_authenticationRequired&\
    allowed_payment_method_types[]=card&confirm=true&off_session=true
    POST /v1/payment_intents amount=1000&currency=usd&payment_method=pm_card_threeDSecure2Required&\
    allowed_payment_method_types[]=card&confirm=true
    waiting: POST /v1/payment_intents amount=1000&currency=usd&payment_method=pm_card_threeDSecure2Required&\
    allowed_payment_method_types[]=card&confirm=true&return_url=https://example.com
    POST /v1/payment_intents/{waiting}/capture
    POST /v1/payment_intents/{waiting}/cancel
    POST /v1/payment_intents amount=1000&currency=usd&payment_method={link}&allowed_payment_method_types[]=link&confirm=true&\
    expand[]=latest_charge
    POST /v1/payment_intents amount=1000&currency=usd&payment_method=pm_usBankAccount_success&confirm=true&\
    allowed_payment_method_types[]=us_bank_account&expand[]=latest_charge
    POST /v1/payment_intents amount=1000&currency=usd&allowed_payment_method_types[]=us_bank_account&confirm=true&\
    payment_method_data[type]=us_bank_account&payment_method_data[us_bank_account][account_number]=000123456789&\
    payment_method_data[us_bank_account][routing_number]=110000000&payment_method_data[billing_details][name]=a
    POST /v1/payment_intents amount=1000&currency=eur&allowed_payment_method_types[]=sepa_debit&confirm=true&\
    payment_method_data[type]=sepa_debit&payment_method_data[sepa_debit][iban]=AT611904300234573201&\
    payment_method_data[billing_details][name]=a&payment_method_data[billing_details][email]=a@example.com&\
    expand[]=latest_charge
    POST /v1/payment_intents amount=1000&currency=usd&allowed_payment_method_types[]=card&\
    payment_method_options[card][mandate_options][reference]=r&\
    payment_method_options[card][mandate_options][amount]=1000&\
    payment_method_options[card][mandate_options][amount_type]=maximum&\
    payment_method_options[card][mandate_options][start_date]=1900000000&\
    payment_method_options[card][mandate_options][interval]=month
    setup: POST /v1/setup_intents customer={customer}&payment_method=pm_card_visa&allowed_payment_method_types[]=card&\
    confirm=true&expand[]=latest_attempt&expand[]=payment_method
    POST /v1/setup_intents
    POST /v1/setup_intents payment_method=pm_card_chargeDeclined&allowed_payment_method_types[]=card&confirm=true
    POST /v1/setup_intents payment_method=pm_card_authenticationRequired&allowed_payment_method_types[]=card&confirm=true&\
    return_url=https://example.com&expand[]=latest_attempt
    GET /v1/setup_attempts?setup_intent={setup}
    POST /v1/setup_intents payment_method=pm_card_visa&allowed_payment_method_types[]=card&confirm=true&expand[]=mandate&\
    payment_method_options[card][mandate_options][reference]=r&\
    payment_method_options[card][mandate_options][amount]=1000&\
    payment_method_options[card][mandate_options][amount_type]=maximum&\
    payment_method_options[card][mandate_options][start_date]=1900000000&\
    payment_method_options[card][mandate_options][interval]=month&\
    payment_method_options[card][mandate_options][currency]=usd
    POST /v1/payment_intents amount=1000&currency=usd&customer={customer}&payment_method=pm_card_createDispute&\
    allowed_payment_method_types[]=card&confirm=true
    POST /v1/payment_intents amount=1000&currency=usd&payment_method=pm_card_createIssuerFraudRecord&\
    allowed_payment_method_types[]=card&confirm=true
    POST /v1/payment_intents amount=1000&currency=usd&payment_method=pm_card_createDisputeInquiry&\
    allowed_payment_method_types[]=card&confirm=true
    ! GET /v1/disputes?expand[]=data.charge&expand[]=data.payment_intent
    GET /v1/radar/early_fraud_warnings
    GET /v1/balance
    GET /v1/balance_transactions?limit=100&expand[]=data.source
    GET /v1/charges?limit=100&expand[]=data.payment_intent&expand[]=data.customer&expand[]=data.refunds
    GET /v1/charges/search?query=amount>0
    POST /v1/test_helpers/confirmation_tokens payment_method_data[type]=card&payment_method_data[card][token]=tok_visa
    hook: POST /v1/webhook_endpoints url=https://example.com&enabled_events[]=*
    GET /v1/webhook_endpoints/{hook}
    GET /v1/customers/cus_nope
    POST /v1/customers wat=1
    POST /v1/customers/{plain} email=nobody
    DELETE /v1/customers/{plain}
    GET /v1/customers/{plain}
    GET /v1/events?limit=100
    """

  @Test func everyAnswerIsOfStripesShape() throws {
    let client = Client()
    var ids: [String: String] = [:]
    var seen: Set<String> = []
    for line in Self.story.split(separator: "\n") {
      let request = Self.filled(line, ids)
      let answer = try Self.send(request.line, client)
      if let name = request.name { ids[name] = answer.id }
      #expect(Self.schema.problems(answer.body) == [], "\(line)")
      Self.collect(answer.body, &seen)
    }
    // Facts about what no request brings would be idle.
    let idle = Self.schema.kinds.keys.filter { !$0.hasPrefix("@") && !seen.contains($0) }
    #expect(idle.sorted() == [])
  }

  @Test func theSameObjectsAreInEvents() throws {
    let client = Client()
    var ids: [String: String] = [:]
    for line in Self.story.split(separator: "\n") {
      let request = Self.filled(line, ids)
      let answer = try Self.send(request.line, client)
      if let name = request.name { ids[name] = answer.id }
    }
    var cursor = ""
    var count = 0
    repeat {
      let page = try client.get("/v1/events?limit=100" + cursor)
      let events = page["data"]?.array ?? []
      for event in events {
        #expect(Self.schema.problems(event["data"]?["object"] ?? .null) == [], "\(event["type"]?.string ?? "")")
      }
      count += events.count
      cursor = page["has_more"] == true ? "&starting_after=\(events.last?["id"]?.string ?? "")" : ""
    } while !cursor.isEmpty
    #expect(count > 50)
  }

  @Test func aWrongAnswerIsNoticed() {
    let wrong: [(JSON, String)] = [
      (["object": "cash_balance"], "cash_balance.available: missing"),
      (["id": "x", "object": "token", "used": "no"], "token.used: \"no\" is not boolean"),
      (["id": "x", "object": "token", "type": nil], "token.type: null"),
      (["id": "x", "object": "token", "wat": 1], "token.wat: unknown"),
    ]
    for (value, problem) in wrong { #expect(Self.schema.problems(value).contains(problem)) }
  }

  private static func filled(_ line: Substring, _ ids: [String: String]) -> (name: String?, line: String) {
    var line = String(line)
    for (name, id) in ids { line = line.replacing("{\(name)}", with: id) }
    let parts = line.split(separator: ": ", maxSplits: 1)
    guard parts.count == 2, !parts[0].contains(" ") else { return (nil, line) }
    return (String(parts[0]), String(parts[1]))
  }

  private static func send(_ line: String, _ client: Client) throws -> Client.Answer {
    var words = line.split(separator: " ").map(String.init)
    if words[0] == "!" {
      words.removeFirst()
      for _ in 0..<8 { try client.get("/v1/balance") }
    }
    switch words[0] {
    case "GET": return try client.get(words[1])
    case "DELETE": return try client.delete(words[1])
    default: return try client.post(words[1], words.count > 2 ? words[2] : "")
    }
  }

  /// The kinds of object in an answer, at any depth.
  private static func collect(_ value: JSON, _ kinds: inout Set<String>) {
    if let kind = value["object"]?.string { kinds.insert(kind) }
    for (_, member) in value.object ?? JSON.Object() { collect(member, &kinds) }
    for item in value.array ?? [] { collect(item, &kinds) }
  }
}
