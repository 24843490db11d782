import Wire

/// A person of an account: the individual behind it, or a company's representative, owner, director or executive.
package struct Person: Resource {
  package static let object: StaticString = "person"
  package static let idPrefixes = ["person_"]
  package static let pathParameter = "person"
  package static var endpoints: [RoutedEndpoint] { routes.endpoints + olderRoutes.endpoints }
  package static let indexes = [Index<Person>(name: "account") { $0.account }]
  package static let events: [EventRecipe] = [
    .init(
      "person.created",
      "a: POST accounts type=custom&country=US&business_type=company; POST accounts/{a}/persons first_name=Jenny"),
    .init(
      "person.deleted",
      """
      a: POST accounts type=custom&country=US&business_type=company; b: POST accounts/{a}/persons first_name=Jenny
      DELETE accounts/{a}/persons/{b}
      """),
    .init(
      "person.updated",
      """
      a: POST accounts type=custom&country=US&business_type=company; b: POST accounts/{a}/persons first_name=Jenny
      POST accounts/{a}/persons/{b} last_name=Rosen
      """),
  ]
  package static let example: Script? = "person: POST accounts/{payee}/persons first_name=Jenny&last_name=Rosen"

  package let id: String
  package let created: Int
  let account: String
  /// Everything that requests have said of it.
  var given = Given()
  var isUnderReview = false
  /// The mistakes that the review found.
  var findings: [Finding] = []
  var metadata = Metadata()

  struct Finding: Codable, Sendable, Equatable {
    let code: String
    let reason: String
    let requirement: String
  }

  /// With the country's number: Stripe takes a number without one for an American one.
  var phone: String? { given.string("phone").map { $0.hasPrefix("+") ? $0 : "+1" + $0 } }

  /// Whether a requirement is met. The last four digits are part of the whole number.
  func has(_ requirement: String) -> Bool {
    switch requirement {
    case "ssn_last_4": given.has("ssn_last_4") || given.has("id_number") || given.has("verification.document.front")
    case "relationship.executive": given["relationship.executive"] != nil || given.has("relationship.title")
    case "full_name_aliases": given["full_name_aliases"] != nil
    default: given.has(requirement)
    }
  }

  package func write(_ w: inout ObjectWriter) { write(&w, isIndividual: false) }

  /// As the `individual` of an account.
  func writeAsIndividual(_ w: inout ObjectWriter) {
    w.field("id", id)
    w.field("object", Self.object)
    write(&w, isIndividual: true)
  }

  private func write(_ w: inout ObjectWriter, isIndividual: Bool) {
    let store = w.sandbox.store
    let owner = store[Account.self][account]
    let all = owner.map { Requirements(of: $0, in: store) } ?? Requirements()
    let isOwn = owner?.individual == id && owner?.businessType == "individual"
    let prefix = isOwn ? "individual." : id + "."
    w.field("account", account)
    if !isIndividual {
      w.object("additional_tos_acceptances") { w in
        w.object("account") { w in
          w.fields(["date", "ip", "user_agent"], of: given.part("additional_tos_acceptances.account"))
        }
      }
    }
    w.address("address", given.part("address"))
    for key in ["address_kana", "address_kanji"] as [StaticString] where given.has(key.description) || isInJapan {
      w.addressInJapan(key, given)
    }
    w.field("created", created)
    w.object("dob") { $0.fields(["day", "month", "year"], of: given.part("dob")) }
    w.fields(["email", "first_name"], of: given)
    write(["first_name_kana", "first_name_kanji"], &w)
    if let aliases = given["full_name_aliases"] { w.field("full_name_aliases", aliases) }
    w.object("future_requirements") { w in
      let future = owner.map { all.future(of: $0, in: store, w.version) } ?? Requirements()
      future.part(prefix).write(&w, isOfAccount: false)
    }
    write(["gender"], &w)
    w.field("id_number_provided", given.has("id_number"))
    if given.has("id_number_secondary") { w.field("id_number_secondary_provided", true) }
    w.fields(["last_name"], of: given)
    write(["last_name_kana", "last_name_kanji", "maiden_name"], &w)
    w.field("metadata", metadata)
    write(["nationality"], &w)
    w.field("phone", phone)
    write(["political_exposure"], &w)
    if given.has("registered_address") { w.address("registered_address", given.part("registered_address")) }
    w.object("relationship") { writeRelationship(isOwn, &$0) }
    w.object("requirements") { all.part(prefix).write(&$0, isOfAccount: false) }
    w.field("ssn_last_4_provided", given.has("ssn_last_4") || given.has("id_number"))
    w.object("verification") { writeVerification(of: owner, &$0) }
  }

  /// Writes fields that are shown only where they were given, or where the person's country has them always.
  private func write(_ keys: [StaticString], _ w: inout ObjectWriter) {
    let shown = given.string("address.country") == "AE" ? Self.ofEmirates : isInJapan ? Self.ofJapan : []
    for key in keys where given.has(key.description) || shown.contains(key.description) {
      w.fields([key], of: given)
    }
  }

  private var isInJapan: Bool {
    ["address", "address_kana", "address_kanji"].contains { given.string($0 + ".country") == "JP" }
  }

  private static let ofJapan: Set<String> = [
    "first_name_kana", "first_name_kanji", "last_name_kana", "last_name_kanji",
  ]
  private static let ofEmirates = ofJapan.union(["gender", "maiden_name", "nationality"])

  private func writeRelationship(_ isIndividual: Bool, _ w: inout ObjectWriter) {
    let relationship = given.part("relationship")
    for key in ["authorizer", "director", "executive", "legal_guardian", "owner"] as [StaticString] {
      w.field(key, relationship.bool(key.description) ?? false)
    }
    w.field("percent_ownership", relationship["percent_ownership"] ?? .null)
    w.field("representative", relationship.bool("representative") ?? isIndividual)
    w.fields(["title"], of: relationship)
  }

  private func writeVerification(of owner: Account?, _ w: inout ObjectWriter) {
    for key in ["additional_document", "document"] as [StaticString] {
      let document = given.part("verification." + key.description)
      if key.description == "document" {
        w.field("details", findings.first.map { _ in "Provided identity information could not be verified" })
        w.field("details_code", findings.first.map { _ in "failed_keyed_identity" })
      }
      w.object(key) { w in
        w.field("back", document.string("back"))
        w.null("details")
        w.null("details_code")
        w.field("front", document.string("front") ?? (key.description == "document" ? passport : nil))
      }
    }
    w.field("status", status(in: owner))
  }

  /// A passport is a document of identity, too.
  private var passport: String? { given["documents.passport.files"]?.array?.first?.string }

  private func status(in owner: Account?) -> StaticString {
    if isUnderReview { return isWithoutProof(in: owner) ? "unverified" : "pending" }
    guard findings.isEmpty else { return "unverified" }
    return Self.identity.contains(where: given.has) ? "verified" : "unverified"
  }

  /// Where registers are not asked first, a company's person needs a document.
  private func isWithoutProof(in owner: Account?) -> Bool {
    guard let owner, owner.businessType != "individual", !CountryRules.of(owner.country).verifiesFirst else {
      return false
    }
    return !given.has("verification.document.front")
  }

  /// The fields by which a person is recognized.
  static let identity = ["id_number", "ssn_last_4", "verification.document.front", "dob.year"]
}

extension Store {
  /// The persons of an account, oldest first.
  func persons(of account: String) -> [Person] {
    (self[Person.self].positions("account", account) ?? []).compactMap { self[Person.self][Int($0)] }
  }
}
