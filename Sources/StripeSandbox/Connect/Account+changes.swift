import Wire

extension Account {
  /// The objects that come with a change of an account and are kept beside it.
  struct Others {
    var person: Person?
    var isNewPerson = false
    var external: NewExternalAccount?
    /// Something was given that has to be looked at.
    var isReviewed = false
    var hasNewCompany = false
    var hasNewWebsite = false
  }

  /// Takes up what a request says.
  mutating func apply(_ arguments: Arguments, _ call: Call) throws(StripeError) -> Others {
    var arguments = arguments
    if let id = arguments.string("account_token") { arguments = try call.adding(token: id, to: arguments) }
    try arguments.checkEmail("email")
    try arguments.checkWebSites()
    try arguments.checkTerms(now: call.now)
    try arguments.checkSchedule()
    try checkAddress(of: arguments.object("company"))
    try call.checkFiles(of: arguments) { ParameterName($2, in: ParameterName($1, in: .field($0))).description }
    try call.checkFiles(of: arguments.object("company") ?? Arguments()) {
      ParameterName($2, in: ParameterName($1, in: ParameterName($0, in: .field("company")))).description
    }
    try arguments.merge(into: &metadata)
    arguments.assign("email", to: &email)
    if arguments.has("business_type") { businessType = arguments.string("business_type") }
    defaultCurrency = arguments.string("default_currency") ?? defaultCurrency
    let company = given["company"]
    for name in ["business_profile", "company", "documents", "settings", "tos_acceptance"] {
      if let value = arguments.object(name)?.values { given.merge([name: .object(value)]) }
    }
    request(arguments, now: call.now)
    var others = Others()
    others.hasNewCompany = given["company"] != company
    others.isReviewed = arguments.has("documents") || others.hasNewCompany
    others.hasNewWebsite = arguments.object("business_profile")?.string("url")?.isEmpty == false
    if let values = arguments.object("individual") { try apply(individual: values, to: &others, call) }
    others.external = try call.newExternalAccount(["external_account", "bank_account"])
    let schedule = arguments.object("settings")?.object("payouts")?["schedule"]
    planPayouts(after: call.now, isNewSchedule: schedule != nil)
    return others
  }

  /// A business is where its account is.
  private func checkAddress(of company: Arguments?) throws(StripeError) {
    let place = company?.object("address")?.string("country")?.uppercased() ?? ""
    guard !place.isEmpty, place != country else { return }
    throw StripeError(
      "Address for business must match account country", code: "account_country_invalid_address",
      param: "company[address][country]")
  }

  private mutating func request(_ arguments: Arguments, now: Int) {
    for name in arguments.strings("requested_capabilities") ?? [] where Capability.names.contains(name) {
      request(name, true, now: now)
    }
    for (name, value) in arguments.object("capabilities")?.values ?? JSON.Object() {
      if let isRequested = value["requested"]?.bool { request(name, isRequested, now: now) }
    }
  }

  private mutating func apply(individual values: Arguments, to others: inout Others, _ call: Call) throws(StripeError) {
    guard businessType == nil || businessType == "individual" else {
      throw StripeError(
        "You can only provide `individual` parameters for accounts with `business_type` of 'individual'.",
        param: "individual")
    }
    others.isNewPerson = individual == nil
    var person: Person
    if let individual, let kept = call.sandbox.store[Person.self][individual] {
      person = kept
    } else {
      person = call.newPerson(of: id)
    }
    try person.apply(values, in: "individual", call)
    individual = person.id
    others.person = person
    others.isReviewed = others.isReviewed || person.isUnderReview
  }
}

extension Call {
  /// Keeps what came with a change of an account, and has it looked at.
  func keep(_ others: Account.Others, of account: String) {
    if let person = others.person {
      if others.isNewPerson {
        keep(person)
      } else {
        sandbox.store[Person.self].update(person.id) { $0 = person }
        tell("person.updated", person)
      }
    }
    if let external = others.external { keep(external, of: account, replacing: true) }
    if others.isReviewed { lookAgain(at: account) }
    if others.hasNewCompany {
      sandbox.store[Account.self].update(account) { $0.isCompanyUnderReview = true }
      sandbox.later(0, Account.reviewCompany, account)
    }
    if others.hasNewWebsite {
      sandbox.store[Account.self].update(account) { $0.isWebsiteUnderReview = true }
      sandbox.later(2, Account.reviewWebsite, account)
    }
  }

  /// The request with what a token of an account holds.
  fileprivate func adding(token id: String, to arguments: Arguments) throws(StripeError) -> Arguments {
    let token = try token(id, param: "account_token")
    guard case .account(let held) = token.content else {
      throw StripeError("The token supplied (\(id)) does not hold an account.", param: "account_token")
    }
    use(token)
    var values = arguments.values
    values["account_token"] = nil
    for (name, value) in held where name != "tos_shown_and_accepted" { values[name] = value }
    if held["tos_shown_and_accepted"]?.bool == true {
      values["tos_acceptance"] = ["date": .integer(now), "ip": "127.0.0.1"]
    }
    return Arguments(values)
  }
}

extension Arguments {
  /// Terms are accepted after there was a Stripe to accept them of; now, by the sandbox's clock or by the client's.
  fileprivate func checkTerms(now: Int) throws(StripeError) {
    guard let date = object("tos_acceptance")?.integer("date") else { return }
    guard date > max(now, SandboxClock().now) || CivilDate(date).year < 2009 else { return }
    throw StripeError(
      """
      ToS acceptance date is not valid. Dates are expected to be integers, measured in seconds, not in the future, and \
      after 2009
      """, param: "tos_acceptance[date]")
  }

  /// Money is kept for some days before it is paid out, and the days of a month are numbered.
  fileprivate func checkSchedule() throws(StripeError) {
    guard let schedule = object("settings")?.object("payouts")?.object("schedule") else { return }
    if let days = schedule.integer("delay_days"), days < 2, schedule.string("interval") != "manual" {
      throw StripeError(
        "You cannot lower this merchant's delay below 2.", param: "settings[payouts][schedule][delay_days]")
    }
    guard let day = schedule.integer("monthly_anchor"), !(1...31).contains(day) else { return }
    throw StripeError(
      "This value must be \(day < 1 ? "greater than or equal to 1" : "less than or equal to 31").",
      code: "parameter_invalid_integer", param: "settings[payouts][schedule][monthly_anchor]")
  }

  /// The pages of a business are on the web, under a name that others know, too.
  fileprivate func checkWebSites() throws(StripeError) {
    for name in ["specified_commercial_transactions_act_url", "support_url", "url"] {
      guard let url = object("business_profile")?.string(name), !url.isEmpty else { continue }
      let host = HTTPURL(url.contains("://") ? url : "https://" + url)?.host
      guard let host, host.dropFirst().dropLast().contains(".") else {
        throw .invalidURL(.malformed, param: "business_profile[\(name)]")
      }
    }
  }
}
