/// Where a customer is, for taxes: the country, and the state where states have the tax.
struct TaxLocation: Equatable, Sendable {
  let country: String
  let state: String?
  var source: Source

  enum Source: String, Sendable {
    case billing = "billing_address"
    case shipping = "shipping_destination"
  }

  /// Nil: the address does not say enough. In the United States and Canada a postal code says the state.
  init?(_ address: Address?, _ source: Source) {
    guard let address, let country = address.country?.uppercased(), !country.isEmpty else { return nil }
    var state = address.state.flatMap { Self.code(ofState: $0) }
    if TaxTable.needsState(country), state.map({ TaxTable.entries(country: country, state: $0).isEmpty }) ?? true {
      state = address.postalCode.flatMap { country == "US" ? Self.state(ofZIP: $0) : Self.province(of: $0) }
      guard state != nil else { return nil }
    }
    self.country = country
    self.state = TaxTable.needsState(country) ? state : nil
    self.source = source
  }

  init?(billing: Address?, shipping: Address?) {
    guard let found = TaxLocation(shipping, .shipping) ?? TaxLocation(billing, .billing) else { return nil }
    self = found
  }

  private static func code(ofState name: String) -> String? { name.utf8.count == 2 ? name.uppercased() : nil }

  private static func state(ofZIP code: String) -> String? {
    guard let prefix = Int(code.prefix(3)), code.utf8.count >= 5 else { return nil }
    return zips.last { $0.first <= prefix }?.state
  }

  private static func province(of code: String) -> String? {
    guard let letter = code.uppercased().first else { return nil }
    return provinces.first { $0.letters.contains(letter) }?.province
  }

  /// The first three digits from which on postal codes are a state's.
  private static let zips: [(first: Int, state: String)] = """
    5 NY 6 PR 10 MA 28 RI 30 NH 39 ME 50 VT 55 MA 56 VT 60 CT 70 NJ 100 NY 150 PA 197 DE 200 DC 201 VA 202 DC 206 MD
    220 VA 247 WV 270 NC 290 SC 300 GA 320 FL 350 AL 370 TN 386 MS 398 GA 400 KY 430 OH 460 IN 480 MI 500 IA 530 WI
    550 MN 570 SD 580 ND 590 MT 600 IL 630 MO 660 KS 680 NE 700 LA 716 AR 730 OK 733 TX 734 OK 750 TX 800 CO 820 WY
    832 ID 840 UT 850 AZ 870 NM 885 TX 889 NV 900 CA 967 HI 970 OR 980 WA 995 AK
    """
    .split { " \n".contains($0) }.map(String.init).pairs.compactMap { first, state in
      Int(first).map { (first: $0, state: state) }
    }

  private static let provinces: [(letters: String, province: String)] = [
    ("A", "NL"), ("B", "NS"), ("C", "PE"), ("E", "NB"), ("GHJ", "QC"), ("KLMNP", "ON"), ("R", "MB"), ("S", "SK"),
    ("T", "AB"), ("V", "BC"), ("X", "NT"), ("Y", "YT"),
  ]
}

extension [String] {
  /// The first and the second, the third and the fourth …
  fileprivate var pairs: [(String, String)] {
    stride(from: 0, to: count - 1, by: 2).map { (self[$0], self[$0 + 1]) }
  }
}
