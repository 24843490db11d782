import Wire

extension Person {
  static let routes = routes(at: "/v1/accounts/{account}/persons")
  /// The name that they had first, and that still works.
  static let olderRoutes = routes(at: "/v1/accounts/{account}/people")

  private static func routes(at base: String) -> Routes {
    Routes(base, of: Person.self) {
      $0.post("", takes: parameters, create)
      $0.list("", takes: .list("relationship: {\(roles.map { "\($0): boolean" }.joined(separator: ", "))}"), list)
      $0.get("{person}") { call throws(StripeError) in call.answer(Person.self, try found(call).id) }
      $0.post("{person}", takes: parameters, update)
      $0.delete("{person}", delete)
    }
  }

  private static let roles = ["authorizer", "director", "executive", "legal_guardian", "owner", "representative"]

  static let addressInJapan = "{city, country, line1, line2, postal_code, state, town}"
  static let verificationParameters = """
    {additional_document: {back: string(500), front: string(500)}, document: {back: string(500), front: string(500)}}
    """

  /// The parameters that an account's `individual` and a person share.
  static let sharedParameters = """
    address
    address_kana: \(addressInJapan)
    address_kanji: \(addressInJapan)
    dob: {day: integer!, month: integer!, year: integer!}?
    email
    first_name: string(100)
    first_name_kana
    first_name_kanji
    full_name_aliases: [string]?
    gender
    id_number
    id_number_secondary
    last_name: string(100)
    last_name_kana
    last_name_kanji
    maiden_name
    metadata
    nationality
    phone
    political_exposure: existing|none
    registered_address: {city, country, line1, line2, postal_code, state}
    ssn_last_4
    verification: \(verificationParameters)
    """

  static let ownParameters = """
    additional_tos_acceptances: {account: {date: timestamp, ip, user_agent?}}
    documents: {
      company_authorization: {files: [string]}, passport: {files: [string]}, visa: {files: [string]}
    }
    relationship: {
      authorizer: boolean, director: boolean, executive: boolean, legal_guardian: boolean, owner: boolean
      percent_ownership: number?, representative: boolean, title
    }
    us_cfpb_data: {
      ethnicity_details: {ethnicity: [string], ethnicity_other}, race_details: {race: [string], race_other}
      self_identified_gender
    }

    """ + sharedParameters

  static let parameters = Parameters("person_token: id\n" + ownParameters)

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let account = try call.foundAccount()
    guard account.businessType != "individual" else {
      throw StripeError(
        """
        This account's business type is `individual`: its person is set with the `individual` parameter of the \
        account.
        """)
    }
    var person = call.newPerson(of: account.id)
    try person.apply(try call.personArguments(), call)
    call.keep(person)
    if person.isUnderReview { call.lookAgain(at: account.id) }
    return call.answer(Person.self, person.id)
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    let account = try call.foundAccount()
    call.lookAtWebsite(of: account)
    var listing = Listing<Person>(call)
    listing.narrow("account", to: account.id)
    for role in roles {
      guard let wanted = call.arguments.object("relationship")?.bool(role) else { continue }
      listing.filter { ($0.given.bool("relationship." + role) ?? false) == wanted }
    }
    return try listing.page()
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var person = try found(call)
    let before = call.sandbox.rendered(Person.self, person.id)
    try person.apply(try call.personArguments(), call)
    call.sandbox.store[Person.self].update(person.id) { [person] in $0 = person }
    call.tell("person.updated", person, before: before)
    if person.isUnderReview { call.lookAgain(at: person.account) }
    return call.answer(Person.self, person.id)
  }

  private static func delete(_ call: inout Call) throws(StripeError) -> Answer {
    let person = try found(call)
    guard call.sandbox.store[Account.self][person.account]?.individual != person.id else {
      throw StripeError("You cannot delete the person of an individual's account.", param: "person")
    }
    call.tell("person.deleted", person)
    call.sandbox.store[Person.self].delete(person.id)
    return { $0.deleted(Person.self, person.id) }
  }

  private static func found(_ call: Call) throws(StripeError) -> Person {
    let account = try call.foundAccount()
    let person = try call.found(Person.self, at: 1)
    guard person.account == account.id else { throw .notFound(Person.self, person.id) }
    return person
  }

  /// Adds what a request says of the person; what it can be recognized by is looked at anew.
  ///
  /// - Parameter object: the parameter that the person is told in, where that is not the whole request.
  mutating func apply(_ arguments: Arguments, in object: String? = nil, _ call: Call) throws(StripeError) {
    func name(_ path: String...) -> String {
      var name = object.map(ParameterName.field)
      for part in path { name = ParameterName(part, in: name) }
      return name?.description ?? ""
    }
    try arguments.checkEmail("email", as: name("email"))
    if let phone = arguments.string("phone"), !phone.isEmpty, !phone.contains(where: \.isNumber) {
      throw StripeError("\"\(phone)\" is not a valid phone number", param: name("phone"))
    }
    if let year = arguments.object("dob")?.integer("year"), year > CivilDate(call.now).year - 13 {
      throw StripeError("Must be at least 13 years of age to use Stripe", param: name("dob", "year"))
    }
    if let country = arguments.object("address")?.string("country"), !country.isEmpty,
      !Address.countries.contains(country.uppercased())
    {
      throw .unknownCountry(country, param: name("address", "country"))
    }
    try call.checkFiles(of: arguments) { name($0, $1, $2) }
    try arguments.merge(into: &metadata)
    var changes = arguments.values
    changes["metadata"] = nil
    changes["person_token"] = nil
    if let documents = changes["verification"]?.object {
      changes["verification"] = .object(call.documents(documents, of: account))
    }
    // An empty list of other names says that there are none.
    if changes["full_name_aliases"]?.array?.allSatisfy({ $0.string == "" }) == true {
      changes["full_name_aliases"] = []
    }
    let before = given
    given.merge(changes)
    let recognizable = ["address", "dob", "first_name", "id_number", "last_name", "ssn_last_4", "verification"]
    if recognizable.contains(where: { given[$0] != before[$0] }) { isUnderReview = true }
  }
}

extension Call {
  func newPerson(of account: String) -> Person {
    Person(id: sandbox.identifiers.dated("person_", now: now, of: account), created: now, account: account)
  }

  /// The parameters of the request, or of the token that it names.
  fileprivate func personArguments() throws(StripeError) -> Arguments {
    guard let id = arguments.string("person_token") else { return arguments }
    let token = try token(id, param: "person_token")
    guard case .person(let values) = token.content else {
      throw StripeError("The token supplied (\(id)) does not hold a person.", param: "person_token")
    }
    use(token)
    return Arguments(values)
  }

  /// Keeps a new person and tells of it.
  func keep(_ person: Person) {
    sandbox.store[Person.self].insert(person)
    tell("person.created", person)
  }

  func tell(_ event: String, _ person: Person, before: [UInt8]? = nil) {
    guard let object = sandbox.rendered(Person.self, person.id) else { return }
    tell(event, of: person.account, subject: person.id, before: before, object)
  }

  /// Documents as they are kept: a test token stands for a file of its own, and for what is found in it.
  fileprivate func documents(_ given: JSON.Object, of account: String) -> JSON.Object {
    var kept = JSON.Object()
    for (name, value) in given {
      var document = value.object ?? JSON.Object()
      for side in ["back", "front"] {
        guard let id = document[side]?.string, id.hasPrefix("file_identity_document_") else { continue }
        document["isRefused"] = .bool(!id.hasSuffix("success"))
        document[side] = .string(sandbox.identifiers.dated("file_", now: now, of: account))
      }
      kept[name] = .object(document)
    }
    return kept
  }
}
