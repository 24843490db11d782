import Wire

// The course of a payout, from its making to the bank's answer.
extension Call {
  /// The parts of a payout to be made.
  struct PayoutRequest {
    var amount: Int
    var currency: String
    var destination: ExternalAccount?
    var isAutomatic = false
    var description: String?
    var method = "standard"
    var metadata = Metadata()
    var original: String?
    var sourceType = "card"
    var statementDescriptor: String?
  }

  @discardableResult
  func payOut(_ request: PayoutRequest) -> Payout {
    let id = sandbox.identifiers.dated("po_", now: now)
    let isInstant = request.method == "instant"
    let arrival = isInstant ? now : Payout.arrival(of: now)
    var isToCard = false
    if case .card = request.destination?.content { isToCard = true }
    var payout = Payout(
      id: id, created: now, amount: request.amount, arrivalDate: arrival, isAutomatic: request.isAutomatic,
      currency: request.currency, description: request.description ?? (request.isAutomatic ? "STRIPE PAYOUT" : nil),
      destination: request.destination?.id ?? sandbox.ownBankAccount, method: request.method,
      outcome: request.destination?.outcome ?? .arrives, sourceType: request.sourceType,
      statementDescriptor: request.statementDescriptor, isToCard: isToCard)
    payout.metadata = request.metadata
    payout.originalPayout = request.original
    payout.balanceTransaction =
      sandbox.book(
        .payout, -request.amount, request.currency, source: id, sibling: "",
        description: request.description ?? "STRIPE PAYOUT", availableOn: now, isConverted: false
      ).id
    insert(payout, announcing: "payout.created")
    if payout.isAutomatic { sandbox.announce("payout.reconciliation_completed", Payout.self, id, by: self) }
    return payout
  }

  /// The bank has the money, or sends it back.
  func conclude(payout id: String) {
    guard let payout = sandbox.store[Payout.self][id], payout.status.isUnderway else { return }
    guard let failure = payout.outcome.failure else {
      return update(Payout.self, id, announcing: "payout.paid") { $0.status = .paid }
    }
    let transaction = sandbox.book(
      .payoutFailure, payout.amount, payout.currency, source: id, sibling: "", description: "STRIPE PAYOUT FAILURE",
      availableOn: now, isConverted: false)
    update(Payout.self, id, announcing: "payout.failed") {
      $0.status = .failed
      $0.failureCode = failure.code
      $0.failureMessage = failure.message
      $0.failureBalanceTransaction = transaction.id
    }
    guard let destination = payout.destination else { return }
    sandbox.platform.store[ExternalAccount.self].update(destination) {
      if case .bank(var bank) = $0.content {
        bank.status = "errored"
        $0.content = .bank(bank)
      }
    }
  }

  /// Takes a payout back that has not left yet.
  func cancel(_ payout: Payout) {
    let transaction = sandbox.book(
      .payoutCancel, payout.amount, payout.currency, source: payout.id, sibling: "",
      description: "STRIPE PAYOUT CANCEL", availableOn: now, isConverted: false)
    update(Payout.self, payout.id, announcing: "payout.canceled") {
      $0.status = .canceled
      $0.failureBalanceTransaction = transaction.id
    }
  }

  /// The automatic payouts of an account, on each day of its schedule. This call is the platform's.
  func payOutAutomatically(_ id: String) {
    guard let account = sandbox.store[Account.self][id], let world = sandbox.world(of: id) else { return }
    sandbox.store[Account.self].update(id) { $0.nextPayout = account.nextPayoutDay(after: now) }
    let isEnabled = account.payoutsEnabled(Requirements(of: account, in: sandbox.store))
    guard isEnabled else { return }
    world.runDueJobs(onTestClock: nil, until: now)
    let externals = sandbox.store.externalAccounts(of: id)
    for currency in world.store.ledger.currencies {
      let balance = world.store.ledger.balance(currency, now: now).available
      let least = account.given.integer("settings.payouts.minimum_balance_by_currency.\(currency)") ?? 0
      let available = balance > 0 ? max(0, balance - least) : balance
      guard available > 0 || available < 0 && account.debitsNegativeBalances,
        let destination = externals.first(where: { $0.currency == currency && $0.isDefault })
      else { continue }
      Call(in: world).payOut(
        PayoutRequest(amount: available, currency: currency, destination: destination, isAutomatic: true))
    }
  }
}

extension Account {
  private static let day = 24 * 60 * 60

  /// Sets when the next automatic payout is looked for.
  mutating func planPayouts(after now: Int, isNewSchedule: Bool) {
    if isNewSchedule || nextPayout == nil { nextPayout = nextPayoutDay(after: now) }
  }

  /// The next day on which its schedule lets money go.
  func nextPayoutDay(after now: Int) -> Int? {
    let schedule = given.part("settings.payouts.schedule")
    let midnight = Payout.nextMidnight(now)
    switch payoutInterval {
    case "manual": return nil
    case "weekly":
      let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
      let wanted = schedule.strings("weekly_payout_days") ?? [schedule.string("weekly_anchor") ?? "monday"]
      return (0..<7).map { midnight + $0 * Self.day }.first { wanted.contains(names[($0 / Self.day + 3) % 7]) }
    case "monthly":
      let wanted =
        schedule["monthly_payout_days"]?.array?.compactMap(\.integer)
        ?? [schedule.integer("monthly_anchor") ?? 1]
      return (0..<62).map { midnight + $0 * Self.day }.first { wanted.contains(CivilDate($0).day) }
    default: return midnight
    }
  }

  package static let jobs = [
    Job<Account>("payout", due: { $0.nextPayout }) { call, id in call.payOutAutomatically(id) }, overdue,
  ]
}

extension Store {
  /// The transactions of an automatic payout: all that became available since the one before it.
  func transactions(paidOutBy payout: Payout) -> Set<String> {
    let earlier = self[Payout.self].all.filter {
      $0.isAutomatic && $0.currency == payout.currency && $0.created < payout.created
    }
    let start = earlier.map(\.created).max() ?? 0
    let made = self[BalanceTransaction.self].all.filter { transaction in
      transaction.currency == payout.currency && transaction.id != payout.balanceTransaction
        && (start + 1...payout.created).contains(max(transaction.availableOn, transaction.created))
    }
    return Set(made.map(\.id) + [payout.balanceTransaction].compactMap { $0 })
  }
}

extension Sandbox {
  /// The platform's bank account, which it never had to tell.
  var ownBankAccount: String? { isConnected ? nil : "ba_1" + accountID.dropFirst(6) + "Nestbox0" }
}
