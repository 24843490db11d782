/// Stripe's requirements in a country. Where the documentation leaves them open, those of most countries.
struct CountryRules: Sendable {
  var individual: [String]
  var company: [String]
  var representative: [String]
  var owners = ["dob.day", "dob.month", "dob.year", "email", "first_name", "last_name"]
  var ownersLater: [String] = []
  /// Of an individual who has sold enough.
  var individualLater: [String] = []
  var asksForOwners = true
  /// Documents of a company, asked for once there is a person to represent it.
  var documents: [String] = []
  /// Documents of a company's persons.
  var personDocuments: [String] = []
  /// When other requirements take the place of these, where Stripe has announced it.
  var change: Int?
  /// Payments wait until what was given is verified; elsewhere they come first.
  var verifiesFirst = false
  /// The fields of a person that are compared with registers.
  var checked: [String] = []

  static func of(_ country: String) -> CountryRules { special[country] ?? usual }

  private static let name = ["first_name", "last_name"]
  private static let birth = ["dob.day", "dob.month", "dob.year"]
  private static let contact = ["email", "phone"]
  private static let address = ["address.city", "address.line1", "address.postal_code"]
  private static let role = ["relationship.executive", "relationship.title"]

  private static let usual = CountryRules(
    individual: address + birth + contact + name,
    company: address.map { "company." + $0 } + ["company.name", "company.phone", "company.tax_id"],
    representative: address + birth + contact + name + role)

  /// The usual ones with some more and some fewer.
  private static func usual(adding more: [String], without fewer: Set<String> = []) -> CountryRules {
    var rules = usual
    rules.individual = (rules.individual + more).filter { !fewer.contains($0) }
    rules.representative = (rules.representative + more).filter { !fewer.contains($0) }
    rules.company = rules.company.filter { !fewer.contains(String($0.dropFirst("company.".count))) }
    if more.contains("address.state") { rules.company.append("company.address.state") }
    return rules
  }

  private static let special: [String: CountryRules] = [
    "US": {
      var rules = usual(adding: ["address.state", "ssn_last_4"])
      rules.owners = ["email", "first_name", "last_name"]
      rules.ownersLater =
        ["address.city", "address.line1", "address.postal_code", "address.state", "phone", "ssn_last_4"] + birth
      rules.individualLater = ["id_number"]
      rules.change = 1_717_516_800
      rules.verifiesFirst = true
      rules.checked = ["address.city", "address.line1", "address.postal_code", "address.state", "id_number"]
      return rules
    }(),
    "AE": {
      var rules = usual(
        adding: ["address.state", "id_number", "nationality"], without: ["address.city", "address.postal_code"])
      rules.company = ["company.name", "company.phone", "company.tax_id", "company.address.line1"]
      rules.company += ["company.business_vat_id_number"]
      rules.owners = birth + name + ["address.line1", "address.state", "id_number", "nationality"]
      rules.ownersLater = ["documents.passport.files"]
      rules.documents = ["bank_account_ownership_verification", "company_license", "company_memorandum_of_association"]
        .map { "documents.\($0).files" }
      rules.personDocuments = ["documents.passport.files", "documents.visa.files", "verification.document"]
      return rules
    }(),
    "AU": usual(adding: ["address.state"]),
    "BR": usual(adding: ["address.state", "id_number", "political_exposure"]),
    "CA": usual(adding: ["address.state"]),
    "HK": usual(adding: ["id_number"], without: ["address.postal_code"]),
    "IN": usual(adding: ["address.state", "id_number"]),
    "JP": usual(
      adding: [
        "address_kana.city", "address_kana.line1", "address_kana.postal_code", "address_kana.state",
        "address_kana.town", "address_kanji.city", "address_kanji.line1", "address_kanji.postal_code",
        "address_kanji.state", "address_kanji.town", "first_name_kana", "first_name_kanji", "last_name_kana",
        "last_name_kanji",
      ], without: ["address.city", "address.line1", "address.postal_code", "first_name", "last_name"]),
    "MX": usual(adding: ["address.state", "id_number"]),
    "MY": usual(adding: ["address.state", "id_number"]),
    "SG": usual(adding: ["full_name_aliases", "id_number", "nationality"], without: ["address.city"]),
    "TH": usual(adding: ["address.state", "id_number"]),
  ]
}
