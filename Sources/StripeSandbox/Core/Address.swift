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
