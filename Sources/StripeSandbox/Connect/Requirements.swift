import Wire

/// The fields that an account or a person still has to provide, and those that are being reviewed.
struct Requirements: Equatable {
  /// Fields that are needed before the account may do anything, which are past due at once, and fields that its sales
  /// have made due.
  var currentlyDue: [String] = []
  /// Those of them that have time until the deadline.
  var unhurried: [String] = []
  var deadline: Int?
  /// Those of them that missed the deadline.
  var late: [String] = []
  /// Fields that will be due once more money has come in, besides those that are due now.
  var later: [String] = []
  var pending: [String] = []
  var alternatives: [Alternative] = []
  var errors: [Problem] = []
  var disabledReason: String?
  /// Whether payments wait for what is pending.
  var isVerificationPending = false
  var areDetailsSubmitted = false

  struct Alternative: Equatable {
    let original: String
    let alternative: String
  }

  struct Problem: Equatable {
    let code: String
    let reason: String
    let requirement: String
  }

  /// Fields that block capabilities: without a bank account there are no payouts, but payments.
  var dueOfCapabilities: [String] { pastDue.filter { $0 != "external_account" } }

  var eventuallyDue: [String] { (currentlyDue + later).sorted() }
  var pastDue: [String] { currentlyDue.filter { !unhurried.contains($0) } }

  /// The requirements that a capability of the account shows.
  var ofCapabilities: Requirements {
    var own = self
    own.currentlyDue = currentlyDue.filter { $0 != "external_account" }
    if own.pastDue.isEmpty, disabledReason == "requirements.past_due" { own.disabledReason = nil }
    return own
  }

  /// The requirements of one person: those whose names begin with it.
  func part(_ prefix: String) -> Requirements {
    func own(_ names: [String]) -> [String] {
      names.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.utf8.count)) }
    }
    var part = Requirements()
    part.currentlyDue = own(currentlyDue)
    part.unhurried = own(unhurried)
    part.later = own(later)
    part.pending = own(pending)
    part.alternatives = alternatives.filter { $0.original.hasPrefix(prefix) }.map {
      Alternative(
        original: String($0.original.dropFirst(prefix.utf8.count)),
        alternative: String($0.alternative.dropFirst(prefix.utf8.count)))
    }
    part.errors = errors.filter { $0.requirement.hasPrefix(prefix) }.map {
      Problem(code: $0.code, reason: $0.reason, requirement: String($0.requirement.dropFirst(prefix.utf8.count)))
    }
    return part
  }

  /// - Parameter isOfAccount: those of a person have neither a deadline nor a reason.
  func write(_ w: inout ObjectWriter, isOfAccount: Bool) {
    w.array("alternatives", alternatives) { w, one in
      w.field("alternative_fields_due", [one.alternative])
      w.field("original_fields_due", [one.original])
    }
    if isOfAccount { w.field("current_deadline", deadline) }
    w.field("currently_due", currentlyDue)
    if isOfAccount { w.field("disabled_reason", disabledReason) }
    w.array("errors", errors) { w, problem in
      w.field("code", problem.code)
      w.field("reason", problem.reason)
      w.field("requirement", problem.requirement)
    }
    w.field("eventually_due", eventuallyDue)
    w.field("past_due", pastDue)
    w.field("pending_verification", pending)
  }
}

extension Requirements {
  /// Derives the due fields from those given, by the country, the kind of business and the capabilities.
  init(of account: Account, in store: Store) {
    let persons = store.persons(of: account.id)
    let hasBank = !store.externalAccounts(of: account.id).isEmpty
    let rules = CountryRules.of(account.country)
    if account.capabilities.allSatisfy({ !$0.isRequested }) {
      due(Self.ofNone.filter { !account.given.has($0) })
    } else if account.isRecipient {
      due(["tos_acceptance.date", "tos_acceptance.ip"].filter { !account.given.has($0) })
    } else {
      askForBusiness(account)
      switch account.businessType {
      case nil: due(["business_type"] + Self.ofUnknownPerson)
      case "individual": askForIndividual(persons.first { $0.id == account.individual }, rules)
      default: askForCompany(account, persons, rules)
      }
    }
    let isPersonMissing = currentlyDue.contains { $0.contains("business_type") || $0.hasPrefix("individual") }
    let isCompany = account.businessType != nil && account.businessType != "individual"
    let own = currentlyDue.filter { !$0.hasPrefix("person_") && !$0.hasPrefix("owners.") && !$0.hasPrefix("repr") }
    areDetailsSubmitted =
      isCompany ? own.allSatisfy { $0 == "company.owners_provided" } : !isPersonMissing && own.isEmpty && hasBank
    if !hasBank { due(["external_account"]) }
    if let end = account.deadline { fall(due: end, isOverdue: account.isOverdue == true) }
    if account.isUnderReview { look(account, persons, rules) }
    currentlyDue.sort()
    pending.sort()
    if let rejection = account.rejection {
      disabledReason = "rejected." + rejection
    } else if !pastDue.isEmpty {
      disabledReason = "requirements.past_due"
    } else if isVerificationPending {
      disabledReason = "requirements.pending_verification"
    }
  }

  private mutating func due(_ names: [String]) { currentlyDue += names }

  /// Makes the fields due that were due later, after an account has sold enough.
  private mutating func fall(due end: Int, isOverdue: Bool) {
    if isOverdue { late = later } else { unhurried = later }
    if !unhurried.isEmpty { deadline = end }
    due(later)
    later = []
  }

  /// Fields of an account without capabilities.
  private static let ofNone = [
    "business_profile.product_description", "business_profile.support_phone", "business_profile.url",
    "tos_acceptance.date", "tos_acceptance.ip",
  ]
  private static let ofUnknownPerson = [
    "representative.dob.day", "representative.dob.month", "representative.dob.year", "representative.email",
    "representative.first_name", "representative.last_name",
  ]

  private mutating func askForBusiness(_ account: Account) {
    due(["tos_acceptance.date", "tos_acceptance.ip"].filter { !account.given.has($0) })
    let isKnown = ["mcc", "product_description", "url"].contains { account.given.has("business_profile.\($0)") }
    if !isKnown { due(["business_profile.mcc", "business_profile.url"]) }
  }

  private mutating func askForIndividual(_ person: Person?, _ rules: CountryRules) {
    guard let person else { return due(rules.individual.map { "individual." + $0 }) }
    ask(person, for: rules.individual, "individual.")
    later += rules.individualLater.filter { !person.has($0) }.map { "individual." + $0 }
  }

  /// Asks for the fields of a person that are missing or were found wrong.
  private mutating func ask(_ person: Person, for fields: [String], _ prefix: String) {
    due(fields.filter { !person.has($0) }.map { prefix + $0 })
    for finding in person.findings where !currentlyDue.contains(prefix + finding.requirement) {
      errors.append(
        Problem(code: finding.code, reason: finding.reason, requirement: prefix + finding.requirement))
      due([prefix + finding.requirement])
    }
  }

  private mutating func askForCompany(_ account: Account, _ persons: [Person], _ rules: CountryRules) {
    due(rules.company.filter { !account.given.has($0) })
    let owners = persons.filter { $0.given.bool("relationship.owner") == true }
    if owners.isEmpty, account.given.bool("company.owners_provided") != true, rules.asksForOwners {
      due(["company.owners_provided"] + rules.owners.map { "owners." + $0 })
      later += rules.ownersLater.map { "owners." + $0 }
    }
    let documents = rules.documents.filter { !account.given.has($0) }
    if let representative = persons.first(where: { $0.given.bool("relationship.representative") == true }) {
      due(documents)
      pending += rules.documents.filter(account.given.has)
      let own = documentsOf(representative, in: account, rules)
      ask(representative, for: rules.representative + own, representative.id + ".")
    } else {
      due(rules.representative.map { "representative." + $0 })
      later += documents
      if !rules.personDocuments.isEmpty { later.append("representative.documents.passport.files") }
    }
    for owner in owners where owner.given.bool("relationship.representative") != true {
      ask(owner, for: rules.owners + documentsOf(owner, in: account, rules), owner.id + ".")
    }
    for role in ["owners", "representative"] where eventuallyDue.contains("\(role).ssn_last_4") {
      alternatives.append(
        Alternative(original: "\(role).ssn_last_4", alternative: "\(role).verification.document"))
    }
  }

  /// The documents that a person of a company has to show. Citizens need no visa.
  private func documentsOf(_ person: Person, in account: Account, _ rules: CountryRules) -> [String] {
    rules.personDocuments.filter {
      $0 != "documents.visa.files" || person.given.string("nationality") != account.country
    }
  }

  /// What is going to be asked for instead: `future_requirements`.
  ///
  /// Recorded in the United States in the months before their requirements changed on 2024-06-04. They are the present
  /// ones with a few names exchanged, and they stop nothing; but websites are looked at, and so are phone numbers.
  ///
  /// - Parameter version: with the beta of risk requirements, as recorded later, phone numbers are not looked at.
  func future(of account: Account, in store: Store, _ version: APIVersion) -> Requirements {
    guard let end = CountryRules.of(account.country).change, !account.isRecipient,
      account.capability("card_payments")?.isRequested == true
    else { return Requirements() }
    var future = self
    future.deadline = end
    future.disabledReason = nil
    future.alternatives = []
    future.currentlyDue.removeAll { $0.hasSuffix(".relationship.executive") }
    let persons = store.persons(of: account.id)
    if !version.hasBeta(Self.riskBeta) { future.refuseNumbers(of: account, persons) }
    if account.isWebsiteUnderReview == true, !pending.contains("business_profile.url") {
      future.pending = (pending + ["business_profile.url"]).sorted()
    }
    future.unhurried = future.currentlyDue.filter { $0 != "external_account" }
    future.later.removeAll { $0 == "owners.ssn_last_4" }
    if let businessType = account.businessType, businessType != "individual" {
      let person = persons.first { $0.given.bool("relationship.representative") == true }
      if person?.has("id_number") != true { future.later.append((person?.id ?? "representative") + ".id_number") }
    }
    return future
  }

  static let riskBeta: StaticString = "risk_in_requirements_beta"

  /// As a version shows them: with the beta of risk requirements, the website is looked at first.
  func shown(of account: Account, _ version: APIVersion) -> Requirements {
    guard account.isWebsiteUnderReview == true, CountryRules.of(account.country).verifiesFirst,
      account.capability("card_payments")?.isRequested == true, version.hasBeta(Self.riskBeta)
    else { return self }
    var shown = self
    shown.pending.insert("business_profile.url", at: 0)
    return shown
  }

  /// Phone numbers that are one digit over and over.
  private mutating func refuseNumbers(of account: Account, _ persons: [Person]) {
    var numbers = persons.map { person in
      (name: person.id == account.individual ? "individual.phone" : person.id + ".phone", number: person.phone)
    }
    let isCompany = account.businessType != nil && account.businessType != "individual"
    if isCompany { numbers.append(("company.phone", account.given.string("company.phone"))) }
    for case (let name, let number?) in numbers where Set(number.suffix(10)).count == 1 {
      let reason = """
        This field must contain a valid phone number for your country, or it has too many repeating or sequential \
        numbers. \(number) is not a valid phone number.
        """
      currentlyDue.append(name)
      errors.append(Problem(code: "invalid_phone_number", reason: reason, requirement: name))
    }
    currentlyDue.sort()
    errors.sort { $0.requirement < $1.requirement }
  }

  /// Lists the documents that are being reviewed.
  private mutating func look(_ account: Account, _ persons: [Person], _ rules: CountryRules) {
    // Money that a platform sends does not wait for it.
    isVerificationPending = rules.verifiesFirst && account.capability("card_payments")?.isRequested == true
    guard isVerificationPending else { return }
    if account.businessType == "individual" {
      guard let person = persons.first(where: { $0.id == account.individual }) else { return }
      pending += rules.checked.filter(person.has).map { "individual." + $0 } + ["individual.verification.document"]
      return
    }
    if account.isCompanyUnderReview == true {
      let address = ["city", "line1", "postal_code", "state"].map { "company.address." + $0 }
      pending += (address + ["company.tax_id"]).filter(account.given.has)
    }
    for person in persons where person.isUnderReview {
      pending += rules.checked.filter(person.has).map { "\(person.id).\($0)" }
    }
  }
}
