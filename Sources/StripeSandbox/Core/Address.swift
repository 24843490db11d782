import Wire

package struct Address: Codable, Sendable, Equatable {
  var city: String?
  var country: String?
  var line1: String?
  var line2: String?
  var postalCode: String?
  var state: String?

  init() {}

  init(_ arguments: Arguments) { update(arguments) }

  mutating func update(_ arguments: Arguments) {
    arguments.assign("city", to: &city)
    arguments.assign("country", to: &country)
    country = country?.uppercased()
    arguments.assign("line1", to: &line1)
    arguments.assign("line2", to: &line2)
    arguments.assign("postal_code", to: &postalCode)
    arguments.assign("state", to: &state)
  }

  func write(_ w: inout ObjectWriter) {
    w.field("city", city)
    w.field("country", country)
    w.field("line1", line1)
    w.field("line2", line2)
    w.field("postal_code", postalCode)
    w.field("state", state)
  }
}

extension Address {
  /// The codes of all countries in ISO 3166.
  static let countries = Set(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA \
    CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA \
    GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP \
    KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS \
    MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS \
    RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW \
    TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
    """.split(separator: " ").map(String.init))
}

extension Arguments {
  /// Refuses an address that is in no country.
  ///
  /// - Parameter name: of the parameter whose `address` it is.
  func checkCountry(in name: String) throws(StripeError) {
    guard let country = object("address")?.string("country"), !country.isEmpty,
      !Address.countries.contains(country.uppercased())
    else { return }
    throw .unknownCountry(country, param: "\(name)[address][country]")
  }
}

extension StripeError {
  static func unknownCountry(_ country: String, param: String) -> StripeError {
    StripeError(
      """
      Country '\(country)' is unknown. Try using a 2-character alphanumeric country code instead, such as 'US', 'EG', \
      or 'GB'. A full list of country codes is available at \
      https://en.wikipedia.org/wiki/ISO_3166-1_alpha-2#Officially_assigned_code_elements
      """, code: "country_code_invalid", param: param)
  }
}
