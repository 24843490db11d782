import Wire

/// A person as the second version of the API shows it.
enum PersonV2 {
  static let object: StaticString = "v2.core.account_person"

  /// The parameters of a person.
  static let declaration = """
    additional_addresses: [{city, country!, line1, line2, postal_code, purpose: registered!, state, town}]
    additional_names: [{full_name, given_name, purpose: alias|maiden!, surname}]
    address: \(AccountV2.addressDeclaration)
    date_of_birth: {day: integer!, month: integer!, year: integer!}
    documents: {
      company_authorization: \(AccountV2.files), passport: \(AccountV2.files)
      primary_verification: \(AccountV2.faces), secondary_verification: \(AccountV2.faces), visa: \(AccountV2.files)
    }
    email, given_name, id_numbers: [{type!, value!}], legal_gender, metadata, nationalities: [string], phone
    political_exposure, surname
    relationship: {
      authorizer: boolean, director: boolean, executive: boolean, legal_guardian: boolean, owner: boolean
      percent_ownership, representative: boolean, title
    }
    script_addresses: {kana: \(AccountV2.addressDeclaration), kanji: \(AccountV2.addressDeclaration)}
    script_names: {kana: {given_name, surname}, kanji: {given_name, surname}}
    """

  private static let createDeclaration =
    "additional_terms_of_service: {account: {date!, ip!, user_agent}}\n" + declaration
  private static let parameters = Parameters(createDeclaration)
  private static let updateParameters = Parameters(AccountV2.optional(createDeclaration))

  static let routes = Routes("/v2/core/accounts/{account_id}/persons") {
    $0.post("", takes: parameters) { call throws(StripeError) in
      let account = try call.foundAccount()
      var person = call.newPerson(of: account.id)
      try person.apply(Arguments(translated(Given(call.arguments.values), now: call.now)), call)
      call.keep(person)
      call.lookAgain(at: account.id)
      call.tellV2("created", ofPerson: person.id, of: account.id)
      return answer(person.id)
    }
    $0.get("", takes: Parameters("limit: integer\npage")) { call throws(StripeError) in
      let persons = call.sandbox.store.persons(of: try call.foundAccount().id)
      return { w in
        w.json.open(UInt8(ascii: "{"))
        w.array("data", persons) { w, person in
          w.field("id", person.id)
          w.field("object", object)
          person.writeV2(&w)
        }
        w.null("next_page_url")
        w.null("previous_page_url")
        w.json.close(UInt8(ascii: "}"))
      }
    }
    $0.get("{id}") { call throws(StripeError) in answer(try found(call).id) }
    $0.post("{id}", takes: updateParameters) { call throws(StripeError) in
      var person = try found(call)
      try person.apply(Arguments(translated(Given(call.arguments.values), now: call.now)), call)
      call.sandbox.store[Person.self].update(person.id) { [person] in $0 = person }
      call.lookAgain(at: person.account)
      call.tellV2("updated", ofPerson: person.id, of: person.account)
      return answer(person.id)
    }
    $0.delete("{id}") { call throws(StripeError) in
      let person = try found(call)
      let id = person.id
      call.sandbox.store[Person.self].delete(id)
      call.tellV2("deleted", ofPerson: id, of: person.account)
      return { w in
        w.json.open(UInt8(ascii: "{"))
        w.field("id", id)
        w.field("deleted", true)
        w.field("object", object)
        w.json.close(UInt8(ascii: "}"))
      }
    }
  }

  private static func found(_ call: Call) throws(StripeError) -> Person {
    let account = try call.foundAccount()
    let person = try call.found(Person.self, at: 1)
    guard person.account == account.id else { throw .notFound(Person.self, person.id) }
    return person
  }

  private static func answer(_ id: String) -> Answer {
    { w in
      w.json.open(UInt8(ascii: "{"))
      w.field("id", id)
      w.field("object", object)
      w.sandbox.store[Person.self][id]?.writeV2(&w)
      w.json.close(UInt8(ascii: "}"))
    }
  }

  /// In the words of the first version.
  static func translated(_ given: Given, now: Int) -> JSON.Object {
    var values = JSON.Object()
    let words = [
      ("given_name", "first_name"), ("surname", "last_name"), ("email", "email"), ("phone", "phone"),
      ("address", "address"), ("date_of_birth", "dob"), ("legal_gender", "gender"), ("metadata", "metadata"),
      ("political_exposure", "political_exposure"), ("relationship", "relationship"),
    ]
    for (theirs, ours) in words { values[ours] = given[theirs] }
    values["nationality"] = given["nationalities"]?[0]
    let scripts = [
      ("script_addresses.kana", "address_kana"), ("script_addresses.kanji", "address_kanji"),
      ("script_names.kana.given_name", "first_name_kana"), ("script_names.kana.surname", "last_name_kana"),
      ("script_names.kanji.given_name", "first_name_kanji"), ("script_names.kanji.surname", "last_name_kanji"),
    ]
    for (theirs, ours) in scripts { values[ours] = given[theirs] }
    let names = given["additional_names"]?.array ?? []
    let aliases = names.filter { $0["purpose"] == "alias" }.compactMap { $0["full_name"] ?? $0["surname"] }
    if !aliases.isEmpty { values["full_name_aliases"] = .array(aliases) }
    values["maiden_name"] = names.first { $0["purpose"] == "maiden" }?["surname"]
    values["registered_address"] = given["additional_addresses"]?[0]
    if var terms = given["additional_terms_of_service.account"]?.object {
      terms["date"] = .integer(terms["date"]?.string.flatMap(Timestamp.init)?.seconds ?? now)
      values["additional_tos_acceptances"] = ["account": .object(terms)]
    }
    let files = (given["documents"]?.object ?? JSON.Object()).filter { $0.value["files"] != nil }
    if !files.isEmpty { values["documents"] = .object(JSON.Object(files)) }
    for number in given["id_numbers"]?.array ?? [] {
      let isPart = number["type"]?.string == "us_ssn_last_4"
      values[isPart ? "ssn_last_4" : "id_number"] = number["value"]
    }
    var faces = JSON.Object()
    faces["document"] = given["documents.primary_verification.front_back"]
    faces["additional_document"] = given["documents.secondary_verification.front_back"]
    if !faces.isEmpty { values["verification"] = .object(faces) }
    return values
  }
}

extension Person {
  /// Everything but id and object.
  ///
  /// - Parameter isIndividual: as a part of its account.
  func writeV2(_ w: inout ObjectWriter, isIndividual: Bool = false) {
    w.field("account", account)
    let registered = given.part("registered_address")
    w.array("additional_addresses", registered.values.isEmpty ? [] : [registered]) { w, address in
      w.fields(["city", "country", "line1", "line2", "postal_code"], of: address)
      w.field("purpose", "registered")
      w.fields(["state", "town"], of: address)
    }
    writeOtherNames(&w)
    w.terms("additional_terms_of_service", given.part("additional_tos_acceptances.account"))
    w.addressV2("address", given.part("address"))
    w.field("created", Timestamp.text(created))
    w.object("date_of_birth", given["dob"]?.object) { $0.fields(["day", "month", "year"], of: Given($1)) }
    writeDocuments(&w)
    w.field("email", given.string("email"))
    w.field("given_name", given.string("first_name"))
    let numbers = [("us_ssn", "id_number"), ("us_ssn_last_4", "ssn_last_4")].filter { given.has($0.1) }
    w.array("id_numbers", numbers) { $0.field("type", $1.0) }
    w.field("legal_gender", given.string("gender"))
    if !isIndividual { w.field("livemode", false) }
    w.field("metadata", metadata)
    w.field("nationalities", given.string("nationality").map { [$0] } ?? [])
    w.field("phone", phone)
    w.field("political_exposure", given.string("political_exposure"))
    w.object("relationship", given["relationship"]?.object) { w, values in
      w.fields(
        [
          "authorizer", "director", "executive", "legal_guardian", "owner", "percent_ownership", "representative",
          "title",
        ], of: Given(values))
    }
    w.scripts("script_addresses", of: given, "address") { w, key, address in
      w.addressV2(key, Given(address.object ?? JSON.Object()))
    }
    writeScriptNames(&w)
    w.field("surname", given.string("last_name"))
    w.field("updated", Timestamp.text(created))
  }

  private func writeOtherNames(_ w: inout ObjectWriter) {
    let aliases = given["full_name_aliases"]?.array ?? []
    let names =
      aliases.map { ("full_name", "alias", $0) } + (given["maiden_name"].map { [("surname", "maiden", $0)] } ?? [])
    w.array("additional_names", names) { w, name in
      w.field("full_name", name.0 == "full_name" ? name.2 : .null)
      w.null("given_name")
      w.field("purpose", name.1)
      w.field("surname", name.0 == "surname" ? name.2 : .null)
    }
  }

  private func writeDocuments(_ w: inout ObjectWriter) {
    let files = given.part("documents")
    let faces = given.part("verification")
    w.object("documents", files.values.isEmpty && faces.values.isEmpty ? nil : self) { w, _ in
      for key in ["company_authorization", "passport", "visa"] as [StaticString] {
        w.object(key, files[key.description]?["files"]) { w, files in
          w.field("files", files)
          w.field("type", "files")
        }
      }
      for (key, name) in [("primary_verification", "document"), ("secondary_verification", "additional_document")]
        as [(StaticString, String)]
      {
        w.object(key, faces.has(name + ".front") ? faces.part(name) : nil) { w, document in
          w.object("front_back") { $0.fields(["back", "front"], of: document) }
          w.field("type", "front_back")
        }
      }
    }
  }

  private func writeScriptNames(_ w: inout ObjectWriter) {
    let scripts = ["kana", "kanji"] as [StaticString]
    let isNamed = scripts.contains { given.has("first_name_\($0)") || given.has("last_name_\($0)") }
    w.object("script_names", isNamed ? given : nil) { w, given in
      for script in scripts {
        w.object(script) { w in
          w.field("given_name", given.string("first_name_\(script)"))
          w.field("surname", given.string("last_name_\(script)"))
        }
      }
    }
  }
}
