import Wire

/// A person as the second version of the API shows it.
enum PersonV2 {
  static let object: StaticString = "v2.core.account_person"

  /// The parameters of a person.
  static let declaration = """
    additional_addresses: [{}], additional_names: [{}], address: \(AccountV2.addressDeclaration)
    date_of_birth: {day: integer!, month: integer!, year: integer!}
    documents: {
      company_authorization: {files: [string], type}, passport: {files: [string], type}
      primary_verification: {front_back: {back, front}, type}, secondary_verification: {front_back: {back, front}, type}
      visa: {files: [string], type}
    }
    email, given_name, id_numbers: [{type!, value!}], legal_gender, metadata, nationalities: [string], phone
    political_exposure, surname
    relationship: {
      authorizer: boolean, director: boolean, executive: boolean, legal_guardian: boolean, owner: boolean
      percent_ownership, representative: boolean, title
    }
    """

  private static let parameters = Parameters(declaration)

  static let routes = Routes("/v2/core/accounts/{account_id}/persons") {
    $0.post("", takes: parameters) { call throws(StripeError) in
      let account = try call.foundAccount()
      var person = call.newPerson(of: account.id)
      try person.apply(Arguments(translated(Given(call.arguments.values))), call)
      call.keep(person)
      call.lookAgain(at: account.id)
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
    $0.post("{id}", takes: parameters) { call throws(StripeError) in
      var person = try found(call)
      try person.apply(Arguments(translated(Given(call.arguments.values))), call)
      call.sandbox.store[Person.self].update(person.id) { [person] in $0 = person }
      call.lookAgain(at: person.account)
      return answer(person.id)
    }
    $0.delete("{id}") { call throws(StripeError) in
      let id = try found(call).id
      call.sandbox.store[Person.self].delete(id)
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
  static func translated(_ given: Given) -> JSON.Object {
    var values = JSON.Object()
    let names = [
      ("given_name", "first_name"), ("surname", "last_name"), ("email", "email"), ("phone", "phone"),
      ("address", "address"), ("date_of_birth", "dob"), ("legal_gender", "gender"), ("metadata", "metadata"),
      ("political_exposure", "political_exposure"), ("relationship", "relationship"),
    ]
    for (theirs, ours) in names { values[ours] = given[theirs] }
    values["nationality"] = given["nationalities"]?[0]
    for number in given["id_numbers"]?.array ?? [] {
      let isPart = number["type"]?.string == "us_ssn_last_4"
      values[isPart ? "ssn_last_4" : "id_number"] = number["value"]
    }
    if let document = given["documents.primary_verification.front_back"] {
      values["verification"] = ["document": document]
    }
    return values
  }
}

extension Person {
  /// Everything but id and object.
  func writeV2(_ w: inout ObjectWriter) {
    w.field("account", account)
    w.address("address", given.part("address"))
    w.field("created", Timestamp.text(created))
    w.object("date_of_birth", given["dob"]?.object) { $0.fields(["day", "month", "year"], of: Given($1)) }
    w.field("email", given.string("email"))
    w.field("given_name", given.string("first_name"))
    let numbers = [("us_ssn", "id_number"), ("us_ssn_last_4", "ssn_last_4")].filter { given.has($0.1) }
    w.array("id_numbers", numbers) { $0.field("type", $1.0) }
    w.field("legal_gender", given.string("gender"))
    w.field("livemode", false)
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
    w.field("surname", given.string("last_name"))
    w.field("updated", Timestamp.text(created))
  }
}
