import Wire

/// Money on its way from an account's balance to its bank; with a negative amount, from the bank to the balance.
package struct Payout: Resource {
  package static let object: StaticString = "payout"
  package static let idPrefixes = ["po_"]
  package static let pathParameter = "payout"
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let indexes = [Index<Payout>(name: "status") { $0.status.rawValue }]
  package static var expandable: [String: Expandable] {
    [
      "application_fee": .one("application_fee"), "balance_transaction": .one("balance_transaction"),
      "destination": .one("external_account"), "failure_balance_transaction": .one("balance_transaction"),
      "original_payout": .one("payout"), "reversed_by": .one("payout"),
    ]
  }
  package static let example: Script? = """
    money: POST charges amount=20000&currency=usd&source=tok_bypassPending
    payout: POST payouts amount=1000&currency=usd
    """
  package static let events: [EventRecipe] = [
    .init(
      "payout.updated",
      """
      POST charges amount=20000&currency=usd&source=tok_bypassPending; a: POST payouts amount=1000&currency=usd
      POST payouts/{a} metadata[order_id]=6735
      """),
    .init(
      "payout.created",
      "POST charges amount=20000&currency=usd&source=tok_bypassPending; POST payouts amount=1000&currency=usd"),
    .init(
      "payout.paid",
      """
      POST charges amount=20000&currency=usd&source=tok_bypassPending
      POST payouts amount=1000&currency=usd&method=instant
      """),
    .init("payout.failed", failing),
    .init("payout.reconciliation_completed", automatic),
    .init(
      "payout.canceled",
      """
      POST charges amount=20000&currency=usd&source=tok_bypassPending
      a: POST payouts amount=1000&currency=usd
      POST payouts/{a}/cancel
      """),
  ]

  private static let money = "POST charges amount=20000&currency=usd&source=tok_bypassPending"
  private static let bank = """
    external_account[object]=bank_account&external_account[country]=US&external_account[currency]=usd\
    &external_account[routing_number]=110000000&external_account[account_number]
    """
  /// Its bank does not know the account.
  private static let failing: Script = """
    \(money)
    a: POST accounts type=custom&country=US&capabilities[transfers][requested]=true&\(bank)=000111111116
    POST transfers amount=1000&currency=usd&destination={a}
    a: POST payouts amount=1000&currency=usd Stripe-Account:{a}
    POST /_sandbox/clock advance=604800
    """
  /// An account that has told everything is paid out on the next day.
  private static let automatic: Script = """
    \(money)
    a: POST accounts type=custom&country=US&business_type=individual&capabilities[transfers][requested]=true\
    &business_profile[mcc]=5734&business_profile[url]=https://example.com&tos_acceptance[date]=1767225600\
    &tos_acceptance[ip]=127.0.0.1&individual[first_name]=Jenny&individual[last_name]=Rosen\
    &individual[email]=jenny@example.com&individual[phone]=%2B14155550100&individual[ssn_last_4]=0000\
    &individual[dob][day]=1&individual[dob][month]=1&individual[dob][year]=1901\
    &individual[address][line1]=address_full_match&individual[address][city]=Oakland\
    &individual[address][state]=CA&individual[address][postal_code]=94607&\(bank)=000123456789
    POST transfers amount=1000&currency=usd&destination={a}
    POST /_sandbox/clock advance=172800
    """
  package static let jobs = [
    Job<Payout>("arrive", due: { $0.status.isUnderway ? $0.arrivalDate : nil }) { call, id in call.conclude(payout: id)
    }
  ]

  enum Status: String, Codable, Sendable {
    case pending
    case inTransit = "in_transit"
    case paid, failed, canceled

    var isUnderway: Bool { self == .pending || self == .inTransit }
  }

  package let id: String
  package let created: Int
  let amount: Int
  let arrivalDate: Int
  let isAutomatic: Bool
  var balanceTransaction: String?
  let currency: String
  let description: String?
  let destination: String?
  var failureBalanceTransaction: String?
  var failureCode: String?
  var failureMessage: String?
  var metadata = Metadata()
  let method: String
  var originalPayout: String?
  /// The outcome to come.
  let outcome: PayoutOutcome
  var reversedBy: String?
  let sourceType: String
  let statementDescriptor: String?
  var status = Status.pending
  let isToCard: Bool

  package func write(_ w: inout ObjectWriter) {
    w.field("amount", amount)
    w.null("application_fee")
    w.null("application_fee_amount")
    w.field("arrival_date", arrivalDate)
    w.field("automatic", isAutomatic)
    w.reference("balance_transaction", balanceTransaction)
    w.field("created", created)
    w.field("currency", currency)
    w.field("description", description)
    writeDestination(&w)
    w.reference("failure_balance_transaction", failureBalanceTransaction)
    w.field("failure_code", failureCode)
    w.field("failure_message", failureMessage)
    w.field("livemode", false)
    w.field("metadata", metadata)
    w.field("method", method)
    w.reference("original_payout", originalPayout)
    w.null("payout_method")
    w.field("reconciliation_status", isAutomatic ? "completed" : "not_applicable")
    w.reference("reversed_by", reversedBy)
    if w.version < .basil { w.null("source_balance") }
    w.field("source_type", sourceType)
    w.field("statement_descriptor", statementDescriptor)
    w.field("status", status.rawValue)
    w.object("trace_id") { w in
      w.field("status", status == .paid ? "supported" : "pending" as String)
      w.field("value", status == .paid ? String(id.suffix(15)) : nil)
    }
    w.field("type", isToCard ? "card" : "bank_account")
  }

  /// The destinations of payouts are kept with the platform.
  private func writeDestination(_ w: inout ObjectWriter) {
    guard w.isExpanded("destination"), let destination,
      let external = w.sandbox.platform.store[ExternalAccount.self][destination]
    else { return w.field("destination", destination) }
    w.json.key("destination")
    w.whole(external)
  }
}

extension Payout {
  private static let day = 24 * 60 * 60

  static func nextMidnight(_ now: Int) -> Int { (now / day + 1) * day }

  /// Two working days on, counted from Monday the fifth of January 1970.
  static func arrival(of now: Int) -> Int {
    var date = now / day
    var left = 2
    while left > 0 {
      date += 1
      if (date + 3) % 7 < 5 { left -= 1 }
    }
    return date * day
  }
}
