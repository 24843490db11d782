/// The rates of Stripe Tax in the sandbox: one for each country, state or province, those of cities and counties left
/// out. They are fixed, so that an amount with tax is the same today and next year.
struct TaxTable {
  struct Entry: Sendable, Equatable {
    let country: String
    let state: String?
    let percentage: ExactAmount
    let type: String

    var displayName: String {
      switch type {
      case "sales_tax": "Sales Tax"
      default: type.uppercased()
      }
    }
  }

  /// Provinces with a tax of their own beside the federal one have two entries.
  static func entries(country: String, state: String?) -> [Entry] {
    let places = state.map { ["\(country)-\($0)", country] } ?? [country]
    return places.lazy.compactMap { all[$0] }.first ?? []
  }

  /// Whether a country's rates are its states'.
  static func needsState(_ country: String) -> Bool { country == "US" || country == "CA" }

  static let europeanUnion: Set<String> = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
  ]

  private static let all: [String: [Entry]] = {
    var all: [String: [Entry]] = [:]
    for row in (countries + ";" + unitedStates + ";" + canada).split(separator: ";") {
      let cells = row.split { " \n".contains($0) }.map(String.init)
      guard cells.count >= 3 else { continue }
      let place = cells[0].split(separator: "-").map(String.init)
      all[cells[0]] = stride(from: 1, to: cells.count - 1, by: 2).map { index in
        Entry(
          country: place[0], state: place.count > 1 ? place[1] : nil, percentage: ExactAmount(cells[index]) ?? .zero,
          type: cells[index + 1])
      }
    }
    return all
  }()

  private static let countries = """
    AE 5 vat; AT 20 vat; AU 10 gst; BE 21 vat; BG 20 vat; BH 10 vat; CH 8.1 vat; CL 19 vat; CO 19 vat; CY 19 vat;
    CZ 21 vat; DE 19 vat; DK 25 vat; EE 24 vat; EG 14 vat; ES 21 vat; FI 25.5 vat; FR 20 vat; GB 20 vat; GR 24 vat;
    HR 25 vat; HU 27 vat; ID 11 vat; IE 23 vat; IN 18 gst; IS 24 vat; IT 22 vat; JP 10 jct; KE 16 vat; KR 10 vat;
    LT 21 vat; LU 17 vat; LV 21 vat; MT 18 vat; MX 16 vat; MY 8 service_tax; NG 7.5 vat; NL 21 vat; NO 25 vat;
    NZ 15 gst; OM 5 vat; PH 12 vat; PL 23 vat; PT 23 vat; RO 21 vat; RS 20 vat; SA 15 vat; SE 25 vat; SG 9 gst;
    SI 22 vat; SK 23 vat; TH 7 vat; TR 20 vat; TW 5 vat; UA 20 vat; VN 10 vat; ZA 15 vat
    """

  private static let unitedStates = """
    US-AK 0 sales_tax; US-AL 4 sales_tax; US-AR 6.5 sales_tax; US-AZ 5.6 sales_tax; US-CA 7.25 sales_tax;
    US-CO 2.9 sales_tax; US-CT 6.35 sales_tax; US-DC 6 sales_tax; US-DE 0 sales_tax; US-FL 6 sales_tax;
    US-GA 4 sales_tax; US-HI 4 sales_tax; US-IA 6 sales_tax; US-ID 6 sales_tax; US-IL 6.25 sales_tax;
    US-IN 7 sales_tax; US-KS 6.5 sales_tax; US-KY 6 sales_tax; US-LA 5 sales_tax; US-MA 6.25 sales_tax;
    US-MD 6 sales_tax; US-ME 5.5 sales_tax; US-MI 6 sales_tax; US-MN 6.875 sales_tax; US-MO 4.225 sales_tax;
    US-MS 7 sales_tax; US-MT 0 sales_tax; US-NC 4.75 sales_tax; US-ND 5 sales_tax; US-NE 5.5 sales_tax;
    US-NH 0 sales_tax; US-NJ 6.625 sales_tax; US-NM 4.875 sales_tax; US-NV 6.85 sales_tax; US-NY 4 sales_tax;
    US-OH 5.75 sales_tax; US-OK 4.5 sales_tax; US-OR 0 sales_tax; US-PA 6 sales_tax; US-PR 10.5 sales_tax;
    US-RI 7 sales_tax; US-SC 6 sales_tax; US-SD 4.2 sales_tax; US-TN 7 sales_tax; US-TX 6.25 sales_tax;
    US-UT 4.85 sales_tax; US-VA 4.3 sales_tax; US-VT 6 sales_tax; US-WA 6.5 sales_tax; US-WI 5 sales_tax;
    US-WV 6 sales_tax; US-WY 4 sales_tax
    """

  private static let canada = """
    CA-AB 5 gst; CA-BC 5 gst 7 pst; CA-MB 5 gst 7 rst; CA-NB 15 hst; CA-NL 15 hst; CA-NS 14 hst; CA-NT 5 gst;
    CA-NU 5 gst; CA-ON 13 hst; CA-PE 15 hst; CA-QC 5 gst 9.975 qst; CA-SK 5 gst 6 pst; CA-YT 5 gst
    """
}
