import Wire

// Results of verification. Stripe's test values decide: https://docs.stripe.com/connect/testing
extension Person {
  /// The mistakes in the person's identity.
  var verdict: [Finding] {
    if given.bool("verification.document.isRefused") == true {
      return [
        Finding(
          code: "verification_document_failed_other",
          reason: "The document could not be verified. Upload another one, in color and with all of its corners.",
          requirement: "verification.document")
      ]
    }
    guard !given.has("verification.document.front"), !isRecognized else { return [] }
    return [
      Finding(
        code: "verification_failed_keyed_identity",
        reason: """
          The person's keyed-in identity information could not be verified. Correct any errors or upload a document \
          that matches the identity fields (e.g., name and date of birth) entered.
          """, requirement: "verification.document")
    ]
  }

  /// Registers know dates of birth in 1901 and 1902, and do not know the number 111111111.
  private var isRecognized: Bool {
    if given.string("id_number") == "111111111" || given.string("ssn_last_4") == "1111" { return false }
    if ["address_no_match", "address_line1_no_match"].contains(given.string("address.line1")) { return false }
    guard let year = given.integer("dob.year") else { return true }
    return [1901, 1902].contains(year) && given.integer("dob.month") == 1 && given.integer("dob.day") == 1
  }
}

extension Account {
  /// What is pending has been looked at some seconds later, or, for a client that does not wait, by its second question.
  static let review = FollowUp("reviewAccount") { call, id in call.review(id) }

  /// Registers of companies have answered by the next request.
  static let reviewCompany = FollowUp("reviewCompany") { call, id in
    call.sandbox.store[Account.self].update(id) { $0.isCompanyUnderReview = nil }
  }

  /// A website has been looked at by the request after the first question.
  static let reviewWebsite = FollowUp("reviewWebsite") { call, id in
    call.sandbox.store[Account.self].update(id) { $0.isWebsiteUnderReview = nil }
  }
}

extension Call {
  /// Something was handed in: it will be looked at.
  func lookAgain(at account: String) {
    sandbox.store[Account.self].update(account) {
      $0.isUnderReview = true
      $0.wasShownUnderReview = nil
    }
    sandbox.later(2, Account.review, account)
  }

  /// Somebody asks about an account: one that was shown under review has been reviewed by the next time.
  func look(at account: Account) {
    lookAtWebsite(of: account)
    guard account.isUnderReview else { return }
    if account.wasShownUnderReview == true {
      review(account.id)
    } else {
      sandbox.store[Account.self].update(account.id) { $0.wasShownUnderReview = true }
    }
  }

  func lookAtWebsite(of account: Account) {
    if account.isWebsiteUnderReview == true { sandbox.later(0, Account.reviewWebsite, account.id) }
  }

  fileprivate func review(_ id: String) {
    guard let account = sandbox.store[Account.self][id], account.isUnderReview else { return }
    let before = sandbox.rendered(Account.self, id)
    let statuses = account.statuses(in: sandbox.store)
    let state = account.givenV2.map { _ in beforeV2(account) }
    for person in sandbox.store.persons(of: id) where person.isUnderReview {
      let shown = sandbox.rendered(Person.self, person.id)
      sandbox.store[Person.self].update(person.id) {
        $0.isUnderReview = false
        $0.findings = person.verdict
      }
      tell("person.updated", person, before: shown)
    }
    sandbox.store[Account.self].update(id) { $0.isUnderReview = false }
    tellOfAccount(id, before: before)
    if let seen = sandbox.store[Account.self][id] { tellOfCapabilities(of: seen, before: statuses) }
    if let state { tellV2(of: id, after: state) }
  }

  func tellOfAccount(_ id: String, before: [UInt8]? = nil) {
    guard let object = sandbox.rendered(Account.self, id) else { return }
    tell("account.updated", of: id, subject: id, before: before, object)
  }
}
