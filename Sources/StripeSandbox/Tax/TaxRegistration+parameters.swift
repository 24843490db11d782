// How a registration is told, country by country.
extension TaxRegistration {
  static let createParameters = Parameters(
    """
    active_from: any(now, timestamp)!
    country: id!
    country_options: {
      ca: {province_standard: {province: id!}, type: province_standard|simplified|standard!}
      \(options(for: european, "inbound_goods|small_seller|standard!", "ioss|oss_non_union|oss_union|standard"))
      \(simplified.split(separator: " ").map { "\($0): {type: simplified!}" }.joined(separator: "\n"))
      \(options(for: standard, "inbound_goods|standard", "standard"))
      us: {
        \(local.split(separator: " ").map { "\($0): {jurisdiction: id!}" }.joined(separator: "\n"))
        state: id!
        state_sales_tax: {
          elections: [{jurisdiction, type: local_use_tax|simplified_sellers_use_tax|single_local_use_tax!}]!
        }
        type: \(kinds)!
      }
    }!
    expires_at: timestamp
    """)

  private static func options(for countries: String, _ schemes: String, _ types: String) -> String {
    countries.split(separator: " ").map {
      "\($0): {standard: {place_of_supply_scheme: \(schemes)}, type: \(types)!}"
    }.joined(separator: "\n")
  }

  private static let european =
    "at be bg cy cz de dk ee es fi fr gr hr hu ie it lt lu lv mt nl pl pt ro se si sk"

  private static let standard = """
    ae al ao au aw ba bb bd bf bh bs cd ch et gb gn is jp me mk mr no nz om rs sg sr uy za zw
    """

  private static let simplified = """
    am az bj bw by ci cl cm co cr cv ec eg ge gh id in ke kg kh kr kz la lk ma md mu mx my ng np pe ph ru sa sn th tj tr \
    tw tz ua ug uz vn zm
    """

  private static let local = """
    admissions_tax attendance_tax entertainment_tax gross_receipts_tax hospitality_tax local_amusement_tax \
    local_lease_tax luxury_tax mass_transit_parking_tax parking_tax resort_tax tourism_tax utility_users_tax
    """

  private static let kinds = """
    admissions_tax|attendance_tax|digital_excise_tax|entertainment_tax|gross_receipts_tax|hospitality_tax|\
    local_amusement_tax|local_lease_tax|luxury_tax|mass_transit_parking_tax|parking_tax|resort_tax|\
    state_communications_tax|state_retail_delivery_fee|state_sales_tax|tourism_tax|utility_users_tax
    """
}
