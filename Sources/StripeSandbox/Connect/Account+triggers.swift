import Wire

// Cards that bring an account into trouble, so that a platform can test what it does then:
// https://docs.stripe.com/connect/testing#trigger-cards
extension Account {
  /// How long an account has for what its sales make due.
  static let grace = 14 * 24 * 60 * 60

  /// The time for what its sales made due is over.
  static let overdue = Job<Account>("requirementsOverdue", due: { $0.isOverdue == true ? nil : $0.deadline }) {
    call, id in
    call.changeState(of: id) { $0.isOverdue = true }
  }
}

extension Call {
  func pull(_ trigger: TestCard.AccountTrigger, of account: String?) {
    let platform = Call(in: sandbox.platform)
    guard let id = account, let account = sandbox.platform.store[Account.self][id] else { return }
    let requirements = Requirements(of: account, in: sandbox.platform.store)
    // Before an account may do anything there is nothing to block.
    guard requirements.areDetailsSubmitted else { return }
    let end = now
    platform.changeState(of: id) {
      switch trigger {
      case .nextRequirements: $0.deadline = $0.deadline ?? end + Account.grace
      case .chargeBlock, .payoutBlock:
        $0.deadline = $0.deadline ?? end
        $0.isOverdue = true
        $0.block = trigger
      }
    }
  }

  /// Changes what an account may do, and tells of it.
  fileprivate func changeState(of id: String, _ change: (inout Account) -> Void) {
    guard let account = sandbox.store[Account.self][id] else { return }
    let before = sandbox.rendered(Account.self, id)
    let statuses = account.statuses(in: sandbox.store)
    sandbox.store[Account.self].update(id, change)
    tellOfAccount(id, before: before)
    if let changed = sandbox.store[Account.self][id] { tellOfCapabilities(of: changed, before: statuses) }
  }
}
