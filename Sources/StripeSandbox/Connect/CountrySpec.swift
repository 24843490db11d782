import Wire

/// Stripe's offers in a country.
struct CountrySpec: Sendable {
  static let object: StaticString = "country_spec"

  let id: String
  let currency: String

  static func of(_ country: String) -> CountrySpec? {
    currencies[country].map { CountrySpec(id: country, currency: $0) }
  }

  /// The country that a parameter names.
  static func named(_ country: String, param: String) throws(StripeError) -> CountrySpec {
    if let spec = of(country) { return spec }
    guard Address.countries.contains(country) else { throw .unknownCountry(country, param: param) }
    throw StripeError("\(country) is not currently supported by Stripe.", code: "country_unsupported", param: param)
  }

  static let all = currencies.sorted { $0.key < $1.key }.map { CountrySpec(id: $0.key, currency: $0.value) }

  /// Where accounts may be, and the currency of each country.
  private static let currencies: [String: String] = {
    var currencies: [String: String] = [:]
    for line in table.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      for country in words.dropFirst() { currencies[country] = words[0] }
    }
    return currencies
  }()

  private static let table = """
    usd EC PA SV US
    aed AE
    all AL
    amd AM
    aoa AO
    ars AR
    aud AU
    azn AZ
    bam BA
    bdt BD
    bhd BH
    bnd BN
    bob BO
    brl BR
    bsd BS
    btn BT
    bwp BW
    cad CA
    chf CH LI
    clp CL
    cop CO
    crc CR
    czk CZ
    dkk DK
    dop DO
    dzd DZ
    egp EG
    etb ET
    eur AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC MT NL PT SI SK SM
    gbp GB GI
    ghs GH
    gmd GM
    gtq GT
    gyd GY
    hkd HK
    huf HU
    idr ID
    ils IL
    inr IN
    isk IS
    jmd JM
    jod JO
    jpy JP
    kes KE
    khr KH
    krw KR
    kwd KW
    kzt KZ
    lak LA
    lkr LK
    mad MA
    mdl MD
    mga MG
    mkd MK
    mnt MN
    mop MO
    mur MU
    mxn MX
    myr MY
    mzn MZ
    nad NA
    ngn NG
    nok NO
    nzd NZ
    omr OM
    pen PE
    php PH
    pkr PK
    pln PL
    pyg PY
    qar QA
    ron RO
    rsd RS
    rwf RW
    sar SA
    sek SE
    sgd SG
    thb TH
    tnd TN
    try TR
    ttd TT
    twd TW
    tzs TZ
    uyu UY
    uzs UZ
    vnd VN
    xaf GA
    xcd AG LC
    xof BJ CI NE SN
    zar ZA
    """

  static let routes = Routes("/v1/country_specs") {
    $0.get("", takes: .list()) { call throws(StripeError) in try page(call) }
    $0.get("{country}") { call throws(StripeError) in
      let spec = try named(call.id, param: "country")
      return { w in
        w.json.open(UInt8(ascii: "{"))
        spec.write(&w)
        w.json.close(UInt8(ascii: "}"))
      }
    }
  }

  private static func page(_ call: Call) throws(StripeError) -> Answer {
    var rest = all[...]
    if let cursor = call.arguments.string("starting_after") { rest = rest.drop { $0.id <= cursor } }
    if let cursor = call.arguments.string("ending_before") { rest = rest.prefix { $0.id < cursor } }
    let limit = call.arguments.pageLimit
    let page = call.arguments.has("ending_before") ? Array(rest.suffix(limit)) : Array(rest.prefix(limit))
    let hasMore = rest.count > page.count
    return { w in
      w.list(hasMore: hasMore, url: "/v1/country_specs") { w in w.array("data", page) { $1.write(&$0) } }
    }
  }

  private func write(_ w: inout ObjectWriter) {
    let rules = CountryRules.of(id)
    w.field("id", id)
    w.field("object", Self.object)
    w.field("default_currency", currency)
    w.object("supported_bank_account_currencies") { w in
      w.json.key(currency)
      w.json.array { $0.string(id) }
    }
    w.field("supported_payment_currencies", Currency.supported.words)
    w.field("supported_payment_methods", id == "US" ? ["ach", "card", "stripe"] : ["card", "stripe"])
    w.field("supported_transfer_countries", Self.all.map(\.id).filter { !Self.withoutTransfers.contains($0) })
    w.object("verification_fields") { w in
      w.object("company") { w in
        w.field("additional", [String]())
        w.field("minimum", (Self.shared + rules.wholeCompany).sorted())
      }
      w.object("individual") { w in
        w.field("additional", [String]())
        w.field("minimum", (Self.shared + rules.wholeIndividual).sorted())
      }
    }
  }

  /// Countries that a platform elsewhere cannot send money to.
  private static let withoutTransfers: Set<String> = ["BR", "GI", "IN"]

  private static let shared = [
    "business_profile.mcc", "business_profile.name", "business_profile.product_description", "business_profile.url",
    "business_type", "external_account", "settings.card_payments.statement_descriptor_prefix",
    "settings.payments.statement_descriptor", "tos_acceptance.date", "tos_acceptance.ip",
  ]
}

extension CountryRules {
  /// All that Stripe may come to ask an individual for.
  fileprivate var wholeIndividual: [String] { whole(individual).map { "individual." + $0 } }

  /// All that Stripe may come to ask a company for, with its owners and its representative.
  fileprivate var wholeCompany: [String] {
    let owners = (owners + ownersLater).filter { $0 != "ssn_last_4" }.map { "owners." + $0 }
    let representative = whole(representative).filter { $0 != "relationship.executive" }
    return company + ["company.owners_provided"] + owners + representative.map { "representative." + $0 }
  }

  private func whole(_ fields: [String]) -> [String] {
    fields + ["id_number", "verification.document"].filter { !fields.contains($0) }
  }
}
