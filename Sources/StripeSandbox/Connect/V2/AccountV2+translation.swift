import Wire

// A request of version 2 in the words of version 1, in which an account is kept.
extension AccountV2 {
  /// The paths of values that are the same in both.
  private static let names = [
    ("contact_email", "email"), ("metadata", "metadata"), ("identity.entity_type", "business_type"),
    ("identity.business_details.url", "business_profile.url"),
    ("identity.business_details.product_description", "business_profile.product_description"),
    ("defaults.profile.business_url", "business_profile.url"),
    ("defaults.profile.doing_business_as", "business_profile.name"),
    ("defaults.profile.product_description", "business_profile.product_description"),
    ("configuration.merchant.mcc", "business_profile.mcc"),
    ("configuration.merchant.support.address", "business_profile.support_address"),
    ("configuration.merchant.support.email", "business_profile.support_email"),
    ("configuration.merchant.support.phone", "business_profile.support_phone"),
    ("configuration.merchant.support.url", "business_profile.support_url"),
    ("configuration.merchant.branding", "settings.branding"),
    ("configuration.merchant.card_payments", "settings.card_payments"),
    ("configuration.merchant.bacs_debit_payments", "settings.bacs_debit_payments"),
    ("configuration.merchant.sepa_debit_payments", "settings.sepa_debit_payments"),
    ("configuration.merchant.statement_descriptor.descriptor", "settings.payments.statement_descriptor"),
    ("configuration.merchant.statement_descriptor.prefix", "settings.card_payments.statement_descriptor_prefix"),
    (
      "configuration.merchant.script_statement_descriptor.kana.descriptor",
      "settings.payments.statement_descriptor_kana"
    ),
    (
      "configuration.merchant.script_statement_descriptor.kana.prefix",
      "settings.card_payments.statement_descriptor_prefix_kana"
    ),
    (
      "configuration.merchant.script_statement_descriptor.kanji.descriptor",
      "settings.payments.statement_descriptor_kanji"
    ),
    (
      "configuration.merchant.script_statement_descriptor.kanji.prefix",
      "settings.card_payments.statement_descriptor_prefix_kanji"
    ),
    ("configuration.recipient.capabilities.stripe_balance.stripe_transfers", "capabilities.transfers"),
    ("identity.business_details.address", "company.address"),
    ("identity.business_details.documents", "documents"),
    ("identity.business_details.estimated_worker_count", "business_profile.estimated_worker_count"),
    ("identity.business_details.phone", "company.phone"),
    ("identity.business_details.registered_name", "company.name"),
    ("identity.business_details.registration_date", "company.registration_date"),
    ("identity.business_details.script_addresses.kana", "company.address_kana"),
    ("identity.business_details.script_addresses.kanji", "company.address_kanji"),
    ("identity.business_details.script_names.kana.registered_name", "company.name_kana"),
    ("identity.business_details.script_names.kanji.registered_name", "company.name_kanji"),
    ("identity.business_details.structure", "company.structure"),
    ("identity.attestations.persons_provided.directors", "company.directors_provided"),
    ("identity.attestations.persons_provided.executives", "company.executives_provided"),
    ("identity.attestations.persons_provided.owners", "company.owners_provided"),
    ("identity.attestations.terms_of_service.account", "tos_acceptance"),
  ]

  static func translated(_ given: Given, _ call: Call) throws(StripeError) -> Arguments {
    var values = Given()
    for (theirs, ours) in names {
      if let value = given[theirs] { values.set(value, at: ours) }
    }
    for (name, value) in given["configuration.merchant.capabilities"]?.object ?? JSON.Object() {
      let known = Capability.merchantNames.first { Capability.nameV2($0) == name } ?? name
      values.set(value, at: "capabilities." + known)
    }
    if let number = given["identity.business_details.id_numbers"]?[0]?["value"] {
      values.set(number, at: "company.tax_id")
    }
    for name in ["annual_revenue", "monthly_estimated_revenue"] {
      guard var revenue = given["identity.business_details." + name]?.object else { continue }
      let amount = revenue["amount"]
      revenue["amount"] = amount?["value"]
      revenue["currency"] = amount?["currency"]
      values.set(.object(revenue), at: "business_profile." + name)
    }
    if let individual = given["identity.individual"]?.object {
      values.set(.object(PersonV2.translated(Given(individual), now: call.now)), at: "individual")
    }
    if values.has("tos_acceptance") {
      let date = values.string("tos_acceptance.date").flatMap(Timestamp.init)?.seconds ?? call.now
      values.set(.integer(date), at: "tos_acceptance.date")
      if !values.has("tos_acceptance.ip") { values.set("127.0.0.1", at: "tos_acceptance.ip") }
    }
    return Arguments(values.values)
  }
}

extension Given {
  /// Sets the value at a path such as `address.city`.
  mutating func set(_ value: JSON, at path: String) {
    var tree = value
    for name in path.split(separator: ".").reversed() { tree = .object([String(name): tree]) }
    merge(tree.object ?? JSON.Object())
  }
}
