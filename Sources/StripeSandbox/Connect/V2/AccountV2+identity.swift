import Wire

// The identity of an account in version 2 of the API.
extension Account {
  func writeIdentityV2(_ w: inout ObjectWriter) {
    w.object("attestations", hasAttestations ? self : nil) { w, _ in writeAttestations(&w) }
    w.object("business_details", given.part("company").values.isEmpty ? nil : self) { w, _ in writeBusiness(&w) }
    w.field("country", country.lowercased())
    w.field("entity_type", businessType)
    let person = individual.flatMap { w.sandbox.store[Person.self][$0] }
    w.object("individual", person) { w, person in
      w.field("id", person.id)
      w.field("object", PersonV2.object)
      person.writeV2(&w, isIndividual: true)
    }
  }

  private var words: Given { givenV2 ?? Given() }

  private var hasAttestations: Bool { given.has("tos_acceptance.date") || words.has("identity.attestations") }

  private func writeAttestations(_ w: inout ObjectWriter) {
    let attestations = words.part("identity.attestations")
    for key in ["directorship_declaration", "ownership_declaration"] as [StaticString] {
      w.declaration(key, attestations.part(key.description))
    }
    let company = given.part("company")
    w.object("persons_provided", attestations.has("persons_provided") ? company : nil) { w, company in
      w.field("directors", company.bool("directors_provided"))
      w.field("executives", company.bool("executives_provided"))
      w.field("owners", company.bool("owners_provided"))
      w.fields(["ownership_exemption_reason"], of: attestations.part("persons_provided"))
    }
    w.declaration("representative_declaration", attestations.part("representative_declaration"))
    w.terms("terms_of_service", given.part("tos_acceptance"))
  }

  private func writeBusiness(_ w: inout ObjectWriter) {
    let company = given.part("company")
    let details = words.part("identity.business_details")
    w.field("additional_addresses", details["additional_addresses"] ?? .array([]))
    w.addressV2("address", company.part("address"))
    let profile = given.part("business_profile")
    w.object("annual_revenue", profile["annual_revenue"]?.object) { w, revenue in
      w.object("amount") { writeAmount(revenue, &$0) }
      w.fields(["fiscal_year_end"], of: Given(revenue))
    }
    w.field("documents", details["documents"] ?? .null)
    w.fields(["estimated_worker_count"], of: profile)
    let numbers = details["id_numbers"]?.array ?? (company.has("tax_id") ? [["type": "us_ein"]] : [])
    w.array("id_numbers", numbers) { w, number in
      w.field("registrar", number["registrar"] ?? .null)
      w.field("type", number["type"] ?? .null)
    }
    w.object("monthly_estimated_revenue", profile["monthly_estimated_revenue"]?.object) { w, revenue in
      w.object("amount") { writeAmount(revenue, &$0) }
    }
    w.fields(["phone"], of: company)
    w.field("registered_name", company.string("name"))
    w.fields(["registration_date"], of: company)
    w.scripts("script_addresses", of: company, "address") { w, key, address in
      w.addressV2(key, Given(address.object ?? JSON.Object()))
    }
    w.scripts("script_names", of: company, "name") { w, key, name in
      w.object(key) { $0.field("registered_name", name) }
    }
    w.fields(["structure"], of: company)
  }

  private func writeAmount(_ revenue: JSON.Object, _ w: inout ObjectWriter) {
    w.field("currency", revenue["currency"] ?? .null)
    w.field("value", revenue["amount"] ?? .null)
  }
}

extension ObjectWriter {
  mutating func addressV2(_ key: StaticString, _ given: Given) {
    object(key) { $0.fields(["city", "country", "line1", "line2", "postal_code", "state", "town"], of: given) }
  }

  /// Japanese words, in both scripts; null where there are none.
  mutating func scripts(
    _ key: StaticString, of given: Given, _ name: String, _ write: (inout ObjectWriter, StaticString, JSON) -> Void
  ) {
    let words = (kana: given[name + "_kana"], kanji: given[name + "_kanji"])
    object(key, words.kana == nil && words.kanji == nil ? nil : words) { w, words in
      if let kana = words.kana { write(&w, "kana", kana) } else { w.null("kana") }
      if let kanji = words.kanji { write(&w, "kanji", kanji) } else { w.null("kanji") }
    }
  }

  /// Who agreed to terms, and when; null where nobody did.
  mutating func terms(_ key: StaticString, _ given: Given) {
    object(key, given.has("date") ? given : nil) { w, given in
      w.object("account") { w in
        w.field("date", given.integer("date").map(Timestamp.text))
        w.fields(["ip", "user_agent"], of: given)
      }
    }
  }

  fileprivate mutating func declaration(_ key: StaticString, _ given: Given) {
    object(key, given.values.isEmpty ? nil : given) { $0.fields(["date", "ip", "user_agent"], of: $1) }
  }
}
