import Wire

/// One thing that an account has been asked to be able to do: `card_payments`, `transfers` and the like.
struct Capability: Codable, Sendable, Equatable {
  static let object: StaticString = "capability"

  let name: String
  var isRequested: Bool
  var requestedAt: Int?

  static let names = Vocabulary(list.split(separator: " ").map(String.init))

  private static let list = """
    acss_debit_payments affirm_payments afterpay_clearpay_payments alma_payments amazon_pay_payments \
    app_distribution au_becs_debit_payments bacs_debit_payments bancontact_payments bank_transfer_payments \
    billie_payments bizum_payments blik_payments boleto_payments card_issuing card_payments \
    cartes_bancaires_payments cashapp_payments crypto_payments crypto_transfers eps_payments fpx_payments \
    gb_bank_transfer_payments giropay_payments grabpay_payments ideal_payments india_international_payments \
    jcb_payments jp_bank_transfer_payments kakao_pay_payments klarna_payments konbini_payments kr_card_payments \
    legacy_payments link_payments mb_way_payments mobilepay_payments multibanco_payments mx_bank_transfer_payments \
    naver_pay_payments nz_bank_account_becs_debit_payments oxxo_payments p24_payments pay_by_bank_payments \
    payco_payments paynow_payments paypay_payments payto_payments pix_payments promptpay_payments \
    revolut_pay_payments samsung_pay_payments satispay_payments scalapay_payments sepa_bank_transfer_payments \
    sepa_debit_payments sofort_payments sunbit_payments swish_payments tax_reporting_us_1099_k \
    tax_reporting_us_1099_misc transfers treasury twint_payments upi_payments us_bank_account_ach_payments \
    us_bank_transfer_payments wechat_pay_payments zip_payments
    """

  /// As `capabilities` takes them.
  static let parameters = "{\(names.words.map { "\($0): {requested: boolean}" }.joined(separator: "\n"))}"

  /// Capabilities with which money comes to an account.
  static let ofMoney = ["card_payments", "transfers", "crypto_transfers", "legacy_payments"]
  /// Capabilities with which other accounts can send it money.
  static let ofTransfers = ["transfers", "crypto_transfers", "legacy_payments"]
}

extension Account {
  func capability(_ name: String) -> Capability? { capabilities.first { $0.name == name } }

  /// Asks for a capability, or does without it from now on.
  mutating func request(_ name: String, _ isRequested: Bool, now: Int) {
    if let index = capabilities.firstIndex(where: { $0.name == name }) {
      guard capabilities[index].isRequested != isRequested else { return }
      capabilities[index].isRequested = isRequested
      capabilities[index].requestedAt = isRequested ? now : nil
    } else if isRequested {
      capabilities.append(Capability(name: name, isRequested: true, requestedAt: now))
      capabilities.sort { $0.name < $1.name }
    }
  }

  /// `active`, `pending`, `inactive` or `unrequested`, by what is still due.
  func status(of capability: String, _ requirements: Requirements) -> String {
    guard self.capability(capability)?.isRequested == true else { return "unrequested" }
    let isPaidOut = block != .payoutBlock
    let due = requirements.dueOfCapabilities.filter { isPaidOut || !requirements.late.contains($0) }
    if rejection != nil || !due.isEmpty { return "inactive" }
    if capability.hasPrefix("tax_reporting") { return "active" }
    // Only accounts that had it before could have it.
    if capability == "legacy_payments" { return "inactive" }
    return requirements.isVerificationPending ? "pending" : "active"
  }
}

extension Capability {
  static let routes = Routes("/v1/accounts/{account}/capabilities") {
    $0.get("") { call throws(StripeError) in
      let account = try call.foundAccount()
      return { w in
        let requirements = Requirements(of: account, in: w.sandbox.store)
        w.list(url: "/v1/accounts/\(account.id)/capabilities") { w in
          w.array("data", account.capabilities) { $1.writeWhole(of: account, requirements, &$0) }
        }
      }
    }
    $0.get("{capability}") { call throws(StripeError) in try call.answer(try call.foundAccount()) }
    $0.post("{capability}", takes: Parameters("requested: boolean")) { call throws(StripeError) in
      var account = try call.foundAccount()
      let name = try call.capabilityName()
      if let isRequested = call.arguments.bool("requested") { account.request(name, isRequested, now: call.now) }
      call.save(account)
      let answer = try call.answer(account)
      call.tell("capability.updated", of: account.id, subject: name, call.sandbox.written(answer))
      return answer
    }
  }

  fileprivate func writeWhole(of account: Account, _ requirements: Requirements, _ w: inout ObjectWriter) {
    let hasFuture = isRequested && ["card_payments", "transfers"].contains(name)
    let future =
      hasFuture ? requirements.future(of: account, in: w.sandbox.store, w.version).ofCapabilities : Requirements()
    w.field("id", name)
    w.field("object", Self.object)
    w.field("account", account.id)
    w.object("future_requirements") { future.write(&$0, isOfAccount: true) }
    w.field("requested", isRequested)
    w.field("requested_at", requestedAt)
    var own = requirements.ofCapabilities
    if !isRequested { own = Requirements() }
    if name == "legacy_payments" { own.disabledReason = "requirements.fields_needed" }
    w.object("requirements") { own.write(&$0, isOfAccount: true) }
    w.field("status", account.status(of: name, requirements))
  }
}

extension Account {
  func statuses(in store: Store) -> [String: String] {
    let requirements = Requirements(of: self, in: store)
    let requested = capabilities.filter(\.isRequested).map { ($0.name, status(of: $0.name, requirements)) }
    return Dictionary(requested) { first, _ in first }
  }

  fileprivate func shown(_ name: String) -> Capability {
    capability(name) ?? Capability(name: name, isRequested: false, requestedAt: nil)
  }
}

extension Call {
  fileprivate func capabilityName() throws(StripeError) -> String {
    let name = path.last ?? ""
    guard Capability.names.contains(name) else {
      throw .noSuch("capability", name, param: "capability", status: 404)
    }
    return name
  }

  /// Tells of the capabilities that are no longer what they were.
  func tellOfCapabilities(of account: Account, before: [String: String]) {
    for (name, status) in account.statuses(in: sandbox.store).sorted(by: { $0.key < $1.key })
    where before[name] != status {
      tell("capability.updated", of: account.id, subject: name, sandbox.written(answer(account, name)))
    }
  }

  fileprivate func answer(_ account: Account) throws(StripeError) -> Answer { answer(account, try capabilityName()) }

  private func answer(_ account: Account, _ name: String) -> Answer {
    { w in
      let requirements = Requirements(of: account, in: w.sandbox.store)
      w.json.open(UInt8(ascii: "{"))
      account.shown(name).writeWhole(of: account, requirements, &w)
      w.json.close(UInt8(ascii: "}"))
    }
  }
}
