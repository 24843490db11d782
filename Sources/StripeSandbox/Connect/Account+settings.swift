import Wire

// The parts of an account that tell of its business and of how it is set up.
extension Account {
  func writeProfile(_ w: inout ObjectWriter) {
    let profile = given.part("business_profile")
    w.object("annual_revenue", profile["annual_revenue"]?.object) { w, revenue in
      w.fields(["amount", "currency", "fiscal_year_end"], of: Given(revenue))
    }
    w.fields(["estimated_worker_count"], of: profile)
    w.field("mcc", mcc)
    w.fields(["minority_owned_business_designation"], of: profile)
    if let revenue = profile["monthly_estimated_revenue"] { w.field("monthly_estimated_revenue", revenue) }
    w.field("name", profile.string("name") ?? (businessType == "company" ? given.string("company.name") : nil))
    w.fields(["product_description", "specified_commercial_transactions_act_url"], of: profile)
    if profile.has("support_address") {
      w.address("support_address", profile.part("support_address"))
    } else {
      w.null("support_address")
    }
    w.fields(["support_email", "support_phone", "support_url", "url"], of: profile)
  }

  /// The category of its business. Where a website or a description does not tell, it is taken to be the platform's:
  /// https://docs.stripe.com/connect/setting-mcc
  var mcc: String? {
    if let given = given.string("business_profile.mcc") { return given }
    let isDescribed = ["product_description", "url"].contains { given.has("business_profile." + $0) }
    return isDescribed && isOpenToPlatform ? Platform.mcc : nil
  }

  func writeCompany(_ store: Store, _ w: inout ObjectWriter) {
    var company = given.part("company")
    let person = individual.flatMap { store[Person.self][$0] }
    // A single person's address and phone number are those of the business, too.
    if let person, businessType == "individual" || businessType == nil {
      if !company.has("address"), let address = person.given["address"] { company.set("address", address) }
      company.set("phone", person.phone.map(JSON.string))
    }
    // It is taken to be where the account is.
    var address = company.part("address")
    if address["country"]?.string == nil { address.set("country", .string(country)) }
    let isPersonal = person != nil && businessType == "individual"
    w.address("address", address)
    for key in ["address_kana", "address_kanji"] as [StaticString] where company.has(key.description) || country == "JP"
    {
      w.addressInJapan(key, company)
    }
    w.field("directors_provided", company.bool("directors_provided") ?? isPersonal)
    w.field("executives_provided", company.bool("executives_provided") ?? isPersonal)
    for key in ["export_license_id", "export_purpose_code"] as [StaticString] where company.has(key.description) {
      w.fields([key], of: company)
    }
    w.fields(["name"], of: company)
    for key in ["name_kana", "name_kanji"] as [StaticString]
    where company.has(key.description) || ["AE", "JP"].contains(country) {
      w.fields([key], of: company)
    }
    w.field("owners_provided", company.bool("owners_provided") ?? isPersonal)
    for key in ["ownership_declaration"] as [StaticString] where company.has(key.description) || country == "AE" {
      w.fields([key], of: company)
    }
    w.fields(["phone"], of: company)
    for key in ["registration_date", "registration_number", "structure"] as [StaticString]
    where company.has(key.description) {
      w.fields([key], of: company)
    }
    w.field("tax_id_provided", company.has("tax_id"))
    if company.has("tax_id_registrar") { w.fields(["tax_id_registrar"], of: company) }
    if company.has("vat_id") || country == "AE" { w.field("vat_id_provided", company.has("vat_id")) }
    w.object("verification") { w in
      let document = company.part("verification.document")
      w.object("document") { $0.fields(["back", "details", "details_code", "front"], of: document) }
    }
  }

  func writeSettings(_ w: inout ObjectWriter) {
    let settings = given.part("settings")
    w.object("bacs_debit_payments") { w in
      w.fields(["display_name", "service_user_number"], of: settings.part("bacs_debit_payments"))
    }
    w.object("branding") { w in
      w.fields(["icon", "logo", "primary_color", "secondary_color"], of: settings.part("branding"))
    }
    if w.version.hasBeta(Requirements.riskBeta) { w.object("capital") { _ in } }
    w.object("card_issuing") { w in
      w.object("tos_acceptance") { $0.fields(["date", "ip"], of: settings.part("card_issuing.tos_acceptance")) }
    }
    w.object("card_payments") { w in
      let cards = settings.part("card_payments")
      w.object("decline_on") { w in
        w.field("avs_failure", cards.bool("decline_on.avs_failure") ?? false)
        w.field("cvc_failure", cards.bool("decline_on.cvc_failure") ?? false)
      }
      w.field("statement_descriptor_prefix", statementPrefix)
      w.fields(["statement_descriptor_prefix_kana", "statement_descriptor_prefix_kanji"], of: cards)
    }
    w.object("dashboard") { w in
      w.field("display_name", displayName)
      w.field("timezone", "Etc/UTC")
    }
    w.object("invoices") { w in
      w.null("default_account_tax_ids")
      w.field("hosted_payment_method_save", settings.string("invoices.hosted_payment_method_save") ?? "offer")
    }
    w.object("payments") { w in
      let payments = settings.part("payments")
      w.field("statement_descriptor", statementDescriptor)
      w.fields(["statement_descriptor_kana", "statement_descriptor_kanji"], of: payments)
    }
    w.object("payouts") { writePayoutSettings(&$0) }
    w.object("sepa_debit_payments") { w in
      if let creditor = settings.string("sepa_debit_payments.creditor_id") { w.field("creditor_id", creditor) }
    }
    if let treasury = settings["treasury"] { w.field("treasury", treasury) }
  }

  private func writePayoutSettings(_ w: inout ObjectWriter) {
    let payouts = given.part("settings.payouts")
    w.field("debit_negative_balances", debitsNegativeBalances)
    w.object("schedule") { w in
      w.field("delay_days", delayDays)
      w.field("interval", payoutInterval)
      for key in ["monthly_anchor", "monthly_payout_days", "weekly_anchor", "weekly_payout_days"] as [StaticString]
      where payouts.has("schedule." + key.description) {
        w.fields([key], of: payouts.part("schedule"))
      }
    }
    w.fields(["statement_descriptor"], of: payouts)
  }

  /// Whether a debt is collected from the account's bank.
  var debitsNegativeBalances: Bool {
    given.bool("settings.payouts.debit_negative_balances") ?? (type != .custom)
  }

  var payoutInterval: String { given.string("settings.payouts.schedule.interval") ?? "daily" }

  /// For how many days money is kept before it is paid out.
  var delayDays: Int {
    given.integer("settings.payouts.schedule.delay_days") ?? usualDelayDays
  }

  var usualDelayDays: Int {
    if payoutInterval == "manual" { return 1 }
    return ["AU", "US"].contains(country) ? 2 : 7
  }

  /// The account's display name: its name, else the domain of its website. Of `shop.com` it is `Shop`, but of
  /// `my.shop.com` it is `my.shop`.
  var displayName: String? {
    if let name = given.string("business_profile.name") { return name }
    guard let host = websiteHost, let dot = host.lastIndex(of: ".") else { return given.string("company.name") }
    let name = String(host[..<dot])
    return name.contains(".") ? name : name.prefix(1).uppercased() + name.dropFirst()
  }

  /// Its name on the statements of its customers.
  var statementDescriptor: String? {
    if let given = given.string("settings.payments.statement_descriptor") { return given }
    let text = given.string("business_profile.name") ?? websiteHost ?? given.string("company.name")
    return text.map { String($0.uppercased().prefix(22)) }
  }

  /// Its name where a suffix follows.
  var statementPrefix: String? {
    if let given = given.string("settings.card_payments.statement_descriptor_prefix") { return given }
    guard let text = statementDescriptor?.uppercased() else { return nil }
    var prefix = text.prefix(10)
    while prefix.last == " " { prefix.removeLast() }
    return String(prefix)
  }

  private var websiteHost: String? {
    guard let url = given.string("business_profile.url"),
      let host = HTTPURL(url.contains("://") ? url : "https://" + url)?.host
    else { return nil }
    return host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
  }
}
