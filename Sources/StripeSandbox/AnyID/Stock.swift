import Coding
import Wire

/// An example of every kind of object, for sandboxes in which every id names something, as in stripe-mock.
///
/// Such a sandbox begins with these examples, so that no list is empty; an id that nothing has is given to a copy. An
/// object, so that to ask whether there is one costs nothing.
final class Stock: Sendable {
  let examples: Store

  /// Asks an ordinary sandbox for one of each.
  init() {
    var options = StripeAPI.Options()
    options.seed = 0
    let api = StripeAPI(options)
    var ids: [String: String] = [:]
    for line in Self.story.split(separator: "\n") {
      var line = String(line)
      for (name, id) in ids { line = line.replacing("{\(name)}", with: id) }
      let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      let request = Request(
        .post, "/v1/" + words[1], headers: ["Authorization": "Bearer sk_test_stock"], body: Array(words[2].utf8))
      let answer = try? JSONParser.parse(api.respond(to: request).body)
      ids[words[0]] = answer?["id"]?.string ?? answer?["error"]?["message"]?.string ?? ""
    }
    let sandbox = api.sandbox(named: "stock")
    // What comes after an answer comes within eight requests.
    for _ in 0..<8 { sandbox.countRequest() }
    var examples = sandbox.store
    examples.appointments = []
    examples.deliveries = Deliveries()
    self.examples = examples
  }

  private static let story = """
    hook webhook_endpoints url=https://example.com/webhook&enabled_events[]=*
    off webhook_endpoints/{hook} disabled=true
    customer customers name=Jenny%20Rosen&email=jenny@example.com
    id customers/{customer}/tax_ids type=us_ein&value=12-3456789
    credit customers/{customer}/balance_transactions amount=500&currency=usd
    card customers/{customer}/sources source=tok_visa
    bank customers/{customer}/sources source[object]=bank_account&source[country]=US&source[routing_number]=110000000\
    &source[account_number]=000123456789
    source sources type=card&token=tok_visa
    token tokens card[number]=4242424242424242&card[exp_month]=8&card[exp_year]=2044&card[cvc]=123
    confirmation test_helpers/confirmation_tokens payment_method=pm_card_visa
    method payment_methods type=card&card[token]=tok_visa
    attached payment_methods/{method}/attach customer={customer}
    payment payment_intents amount=2000&currency=usd&payment_method_types[]=card
    setup setup_intents payment_method=pm_card_visa&payment_method_types[]=card&confirm=true&usage=off_session\
    &payment_method_options[card][mandate_options][reference]=r\
    &payment_method_options[card][mandate_options][amount]=1000\
    &payment_method_options[card][mandate_options][amount_type]=maximum\
    &payment_method_options[card][mandate_options][start_date]=1900000000\
    &payment_method_options[card][mandate_options][interval]=month\
    &payment_method_options[card][mandate_options][currency]=usd
    charge charges amount=2000&currency=usd&source=tok_visa
    refund refunds charge={charge}&amount=100
    disputed charges amount=2000&currency=usd&source=tok_createDispute
    warned charges amount=2000&currency=usd&source=tok_createIssuerFraudRecord
    """
}

extension Resource {
  /// Gives an id to a copy of the example, in a sandbox that knows nothing of that name.
  static func supply(_ id: String, to sandbox: Sandbox, from stock: Stock) {
    guard !sandbox.store[keyPath: table].contains(id) else { return }
    let prefix = id.prefix { $0 != "_" }
    var example: Self?
    stock.examples[keyPath: table].walkForward(from: -1) { _, row in
      if example == nil || row.value.id.hasPrefix(prefix + "_") { example = row.value }
      return !row.value.id.hasPrefix(prefix + "_")
    }
    guard let example, let copy = example.renamed(id) else { return }
    sandbox.store[keyPath: table].insert(copy)
  }

  private func renamed(_ name: String) -> Self? {
    guard let bytes = try? StateEncoder.encode(self), let value = try? JSONParser.parse(bytes) else { return nil }
    return try? StateDecoder.decode(Self.self, from: value.replacing(id, with: name))
  }
}

extension JSON {
  /// With another word in all texts for one.
  fileprivate func replacing(_ word: String, with other: String) -> JSON {
    switch self {
    case .string(let text): return .string(text.replacing(word, with: other))
    case .array(let items): return .array(items.map { $0.replacing(word, with: other) })
    case .object(let members):
      return .object(JSON.Object(members.map { (key: $0.key, value: $0.value.replacing(word, with: other)) }))
    default: return self
    }
  }
}
