import Wire

@testable import StripeSandbox

/// Calls as random as they can be while some of them still get somewhere.
struct RandomCall {
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func make(_ sandbox: inout FuzzedSandbox) {
    switch Int.random(in: 0..<26, using: &random) {
    case 0..<9: likely(&sandbox)
    case 20...:
      var calls = BillingCalls(random: random)
      calls.make(&sandbox)
    case 9..<15: any(&sandbox)
    case 15: sandbox.repeatOne(&random)
    case 16: sandbox.advance(one([1, 60, 3600, 86_400, 604_800, 9_000_000]))
    case 17: sandbox.finishChallenge(id("pi", sandbox), succeeded: chance(70))
    case 18: sandbox.finishChallenge(id("seti", sandbox), succeeded: chance(70))
    default: sandbox.dispute(id("ch", sandbox))
    }
  }

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  private mutating func one<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  /// One that is there, nearly always.
  private mutating func id(_ kind: String, _ sandbox: FuzzedSandbox) -> String {
    if chance(97), let id = sandbox.ids[kind]?.randomElement(using: &random) { return id }
    return one([kind + "_nothing", "x", "%2F..", kind + "_"])
  }

  private mutating func key() -> String? { chance(30) ? "key-\(random.next())" : nil }

  // MARK: Calls that make sense

  private mutating func likely(_ sandbox: inout FuzzedSandbox) {
    switch Int.random(in: 0..<16, using: &random) {
    case 0: sandbox.send(.post, "/v1/customers", [("email", "a@example.com"), ("name", one(Self.texts))], key: key())
    case 1, 2, 3: createIntent(&sandbox)
    case 4, 5:
      let intent = id("pi", sandbox)
      sandbox.send(.post, "/v1/payment_intents/\(intent)/confirm", [("payment_method", method(sandbox))], key: key())
    case 6, 7:
      let pairs = chance(50) ? [("amount_to_capture", amount())] : []
      sandbox.send(.post, "/v1/payment_intents/\(id("pi", sandbox))/capture", pairs, key: key())
    case 8: sandbox.send(.post, "/v1/payment_intents/\(id("pi", sandbox))/cancel")
    case 9, 10, 11: refund(&sandbox)
    case 12: sandbox.send(.post, "/v1/payment_intents/\(id("pi", sandbox))", [("amount", amount())])
    case 13:
      let pairs = [
        ("confirm", "true"), ("payment_method", method(sandbox)), ("allowed_payment_method_types[]", "card"),
      ]
      sandbox.send(.post, "/v1/setup_intents", pairs + customer(sandbox), key: key())
    case 14:
      sandbox.send(
        .post, "/v1/payment_methods/\(method(sandbox))/attach", [("customer", id("cus", sandbox))], key: key())
    default:
      let pairs = [("amount", amount()), ("currency", one(["usd", "eur", "jpy"])), ("source", "tok_visa")]
      sandbox.send(.post, "/v1/charges", pairs + (chance(30) ? [("capture", "false")] : []), key: key())
    }
  }

  private mutating func createIntent(_ sandbox: inout FuzzedSandbox) {
    var pairs = [("amount", amount()), ("currency", one(["usd", "usd", "eur", "jpy", "kwd", "xxx"]))]
    pairs += customer(sandbox)
    if chance(70) { pairs.append(("payment_method", method(sandbox))) }
    if chance(40) { pairs.append(("capture_method", one(["manual", "manual", "automatic", "automatic_async"]))) }
    if chance(30) { pairs.append(("confirmation_method", "manual")) }
    if chance(30) { pairs.append(("setup_future_usage", one(["off_session", "on_session"]))) }
    if chance(60) { pairs.append(("confirm", "true")) }
    pairs.append(("allowed_payment_method_types[]", one(["card", "card", "card", "us_bank_account", "sepa_debit"])))
    if chance(20) { pairs.append(("return_url", "https://example.com")) }
    sandbox.send(.post, "/v1/payment_intents", pairs, key: key())
  }

  private mutating func refund(_ sandbox: inout FuzzedSandbox) {
    var pairs = chance(50) ? [("payment_intent", id("pi", sandbox))] : [("charge", id("ch", sandbox))]
    if chance(70) { pairs.append(("amount", amount())) }
    if chance(20) { pairs.append(("reason", one(["duplicate", "fraudulent", "requested_by_customer"]))) }
    sandbox.send(.post, "/v1/refunds", pairs, key: key())
  }

  private mutating func customer(_ sandbox: FuzzedSandbox) -> [(String, String)] {
    chance(50) ? [("customer", id("cus", sandbox))] : []
  }

  private mutating func amount() -> String {
    one(["1", "50", "100", "333", "500", "1000", "2000", "2000", "2000", "5000", "99999999", "0", "-1", "x", "1e3"])
  }

  private mutating func method(_ sandbox: FuzzedSandbox) -> String {
    if chance(30) { return id("pm", sandbox) }
    return one([
      "pm_card_visa", "pm_card_visa", "pm_card_visa", "pm_card_mastercard", "pm_card_chargeDeclined",
      "pm_card_authenticationRequired", "pm_card_createDispute", "pm_card_refundFail", "pm_card_pendingRefund",
      "pm_card_chargeCustomerFail", "pm_usBankAccount_success", "pm_card_bypassPending", "pm_card_none",
      "pm_card_threeDSecure2Required", "pm_card_authenticationRequiredOnSetup",
    ])
  }

  // MARK: Calls of any kind

  private static let texts = [
    "Jenny", "é𝄞", "", " ", "\u{0}", "a\"b\\c", "%", "null", String(repeating: "x", count: 600),
  ]
  /// What ids begin with, by the name of a kind, by the segment of its path, and by other names in requests.
  private static let kinds: [String: String] = {
    var kinds = [
      "cards": "card", "bank_accounts": "ba", "history": "txn", "default_payment_method": "pm", "starting_after": "pi",
      "ending_before": "ch",
    ]
    for kind in Registry.shared.kinds {
      guard let prefix = kind.idPrefixes.first?.dropLast() else { continue }
      let path = Registry.shared.path(of: kind)?.split(separator: "/").last
      for name in [kind.object.description, path.map(String.init)] {
        if let name, kinds[name] == nil { kinds[name] = String(prefix) }
      }
    }
    return kinds
  }()

  private mutating func any(_ sandbox: inout FuzzedSandbox) {
    let (method, endpoint) = one(Registry.shared.endpoints)
    var path: [String] = []
    for segment in endpoint.pattern.split(separator: "/") {
      guard segment.hasPrefix("{") else {
        path.append(String(segment))
        continue
      }
      path.append(id(Self.kinds[path.last ?? ""] ?? "pi", sandbox))
    }
    var pairs: [(String, String)] = []
    for field in endpoint.parameters().fields.declared {
      let isWanted = field.isRequired ? chance(95) : chance(12)
      if isWanted { pairs += value(field.shape, field.name, field.name, sandbox) }
    }
    if chance(5) {
      pairs.append((one(["unknown", "a[b][c]", "metadata", "expand[]", "limit", "[]"]), one(Self.texts)))
    }
    if chance(10) { pairs.append(("expand[]", one(["customer", "data.customer", "latest_charge", "charge", "x.y"]))) }
    sandbox.send(method, "/" + path.joined(separator: "/"), pairs, key: method == .post ? key() : nil)
  }

  private mutating func value(
    _ shape: Shape, _ name: String, _ path: String, _ sandbox: FuzzedSandbox
  ) -> [(String, String)] {
    if chance(4) { return [(path, one(Self.texts))] }
    if chance(2) { return [(path + one(["[]", "[0]", "[a]", "[a][b]"]), "1")] }
    switch shape {
    case .string, .descriptor, .identifier, .url: return [(path, text(name, sandbox))]
    case .integer: return [(path, name.contains("exp_") ? one(["12", "2030", "0"]) : amount())]
    case .number: return [(path, one(["1", "0.5", "-3", "1e400", "nan"]))]
    case .decimal: return [(path, one(["1", "0.5", "-3", "99999999999999999999.000000000001", "1e3"]))]
    case .boolean: return [(path, one(["true", "false"]))]
    case .timestamp: return [(path, one(["1767225600", "0", "-1", "9223372036854775807", "now"]))]
    case .currency: return [(path, one(["usd", "eur", "JPY", "xxx"]))]
    case .metadata: return [("\(path)[\(one(["a", "b", "é"]))]", one(Self.texts))]
    case .hash: return [("\(path)[a]", one(Self.texts))]
    case .range:
      return chance(50) ? [("\(path)[\(one(["gt", "gte", "lt", "lte", "x"]))]", "1767225600")] : [(path, "1")]
    case .oneOf(let words): return [(path, one(words))]
    case .list(let item):
      return (0..<Int.random(in: 0...2, using: &random)).flatMap { value(item, name, "\(path)[\($0)]", sandbox) }
    case .object(let fields):
      var pairs: [(String, String)] = []
      for field in fields.declared where field.isRequired || chance(max(15, 150 / max(fields.declared.count, 1))) {
        pairs += value(field.shape, field.name, "\(path)[\(field.name)]", sandbox)
      }
      return pairs
    case .map(let item):
      let key = one(["usd", "eur", "a"])
      return value(item, key, "\(path)[\(key)]", sandbox)
    case .either(let shapes): return value(one(shapes), name, path, sandbox)
    }
  }

  private mutating func text(_ name: String, _ sandbox: FuzzedSandbox) -> String {
    if let kind = Self.kinds[name], chance(85) { return kind == "pm" ? method(sandbox) : id(kind, sandbox) }
    switch name {
    case "number": return one(["4242424242424242", "4000000000000002", "4000002500003155", "000123456789", "1"])
    case "source", "card", "token": return one(["tok_visa", "tok_chargeDeclined", id("card", sandbox), "tok_x"])
    case "cvc": return "123"
    case "email": return one(["a@example.com", "x"])
    case "url", "return_url": return one(["https://example.com/hook", "app://back", "javascript:alert(1)", "x"])
    case "country": return one(["US", "DE", "XX"])
    case "routing_number": return "110000000"
    case "account_number": return "000123456789"
    case "iban": return one(["DE89370400440532013000", "DE0"])
    case "query":
      return one(["email:\"a@example.com\"", "status:\"succeeded\"", "amount>100", "x", "metadata[\"a\"]:\"b\""])
    case "return": return "x"
    default: return one(Self.texts)
    }
  }
}
