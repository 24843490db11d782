import Wire

/// How an account's balance is kept and paid out. There is one in an account, and it has no id.
///
/// Rules for transfers and the start of the day are kept and shown: payouts go to the bank, and at midnight.
package struct BalanceSettings: Resource {
  package static let object: StaticString = "balance_settings"
  package static let idPrefixes: [String] = []
  package static let hidesID = true
  static let onlyID = "balance_settings"
  package static let events: [EventRecipe] = [
    .init("balance_settings.updated", "POST balance_settings payments[payouts][statement_descriptor]=MARKET")
  ]

  package let id = Self.onlyID
  package let created = 0
  /// With the members of an account's `settings[payouts]`, and those that only balance settings have.
  fileprivate(set) var payouts: Given
  private var isPaidOut = true
  private var usualDelay = 2

  private enum CodingKeys: CodingKey { case payouts, isPaidOut, usualDelay }

  /// Those of the platform, before it changes them.
  fileprivate init() {
    payouts = Given(["debit_negative_balances": true, "schedule": ["interval": "manual"]])
  }

  /// Those of a connected account, as its `settings[payouts]` have them.
  fileprivate init(of account: Account, isPaidOut: Bool) {
    payouts = account.given.part("settings.payouts")
    payouts.merge([
      "debit_negative_balances": .bool(account.debitsNegativeBalances),
      "schedule": ["interval": .string(account.payoutInterval)],
    ])
    self.isPaidOut = isPaidOut
    usualDelay = account.usualDelayDays
  }

  package func write(_ w: inout ObjectWriter) {
    let schedule = payouts.part("schedule")
    w.object("payments") { w in
      w.fields(["debit_negative_balances"], of: payouts)
      w.object("payouts") { w in
        if let rules = payouts["automatic_transfer_rules_by_currency"] {
          w.field("automatic_transfer_rules_by_currency", rules)
        }
        w.fields(["minimum_balance_by_currency"], of: payouts)
        w.object("schedule") { w in
          w.fields(["interval"], of: schedule)
          switch schedule.string("interval") {
          case "monthly": w.fields(["monthly_payout_days"], of: schedule)
          case "weekly": w.fields(["weekly_payout_days"], of: schedule)
          default: break
          }
        }
        w.fields(["statement_descriptor"], of: payouts)
        w.field("status", isPaidOut ? "enabled" : "disabled")
      }
      w.object("settlement_timing") { w in
        w.field("delay_days", schedule.integer("delay_days") ?? usualDelay)
        if let days = schedule.integer("delay_days") { w.field("delay_days_override", days) }
        w.fields(["start_of_day"], of: payouts)
      }
    }
  }
}

extension BalanceSettings {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  private static let routes = Routes("/v1/balance_settings", of: BalanceSettings.self) {
    $0.get("") { call throws(StripeError) in
      call.sandbox.supplyBalanceSettings()
      return call.answer(BalanceSettings.self, onlyID)
    }
    $0.post("", takes: parameters, update)
  }

  private static let parameters = Parameters(
    """
    payments: {
      debit_negative_balances: boolean
      payouts: {
        automatic_transfer_rules_by_currency: map([{
          payout_method: id!, transfer_up_to_amount: integer, type: transfer_all|transfer_up_to_amount!
        }])?
        minimum_balance_by_currency: map(any(integer, string))?
        schedule: {
          interval: daily|manual|monthly|weekly, monthly_payout_days: [integer]
          weekly_payout_days: [friday|monday|thursday|tuesday|wednesday]
        }
        statement_descriptor: descriptor(22)
      }
      settlement_timing: {
        delay_days_override: integer?, start_of_day: {hour: integer, minutes: integer, timezone}?
      }
    }
    """)

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    let payouts = try changes(call.arguments.object("payments") ?? Arguments())
    call.sandbox.supplyBalanceSettings()
    var settings = call.sandbox.balanceSettings
    if let account = call.sandbox.account {
      let now = call.now
      call.sandbox.platform.store[Account.self].update(account.id) {
        $0.given.merge(["settings": ["payouts": .object(payouts)]])
        $0.planPayouts(after: now, isNewSchedule: payouts["schedule"] != nil)
      }
      settings = call.sandbox.balanceSettings
    } else {
      settings.payouts.merge(payouts)
    }
    call.update(BalanceSettings.self, onlyID, announcing: "balance_settings.updated") { $0 = settings }
    return call.answer(BalanceSettings.self, onlyID)
  }
}

extension BalanceSettings {
  /// What a request says, with the members of an account's `settings[payouts]`.
  private static func changes(_ payments: Arguments) throws(StripeError) -> JSON.Object {
    var payouts = payments.object("payouts")?.values ?? JSON.Object()
    payouts["debit_negative_balances"] = payments["debit_negative_balances"]
    if let minimums = payouts["minimum_balance_by_currency"]?.object {
      var amounts = JSON.Object()
      for (currency, amount) in minimums {
        let param = "payments[payouts][minimum_balance_by_currency][\(currency)]"
        // An empty one takes a minimum back.
        guard amount.integer != nil || amount.string ?? "" == "" else {
          throw StripeError(
            "Invalid integer: \(amount.string ?? "")", code: "parameter_invalid_integer", param: param)
        }
        if let amount = amount.integer, Pricing.limited(amount) != amount { throw .outOfRange(amount, param: param) }
        amounts[currency] = amount.integer.map(JSON.integer) ?? .null
      }
      payouts["minimum_balance_by_currency"] = .object(amounts)
    }
    let timing = payments.object("settlement_timing")
    payouts["start_of_day"] = timing?["start_of_day"]
    if let days = timing?["delay_days_override"] {
      var schedule = payouts["schedule"]?.object ?? JSON.Object()
      schedule["delay_days"] = days
      payouts["schedule"] = .object(schedule)
    }
    return payouts
  }
}

extension Sandbox {
  fileprivate var balanceSettings: BalanceSettings {
    guard let account else { return store[BalanceSettings.self][BalanceSettings.onlyID] ?? BalanceSettings() }
    let requirements = Requirements(of: account, in: platform.store)
    return BalanceSettings(of: account, isPaidOut: account.payoutsEnabled(requirements))
  }

  /// A connected account's are kept with the account: here is a copy for answers and events.
  fileprivate func supplyBalanceSettings() {
    let settings = balanceSettings
    if store[BalanceSettings.self].contains(BalanceSettings.onlyID) {
      store[BalanceSettings.self].update(BalanceSettings.onlyID) { $0 = settings }
    } else {
      store[BalanceSettings.self].insert(settings)
    }
  }
}
