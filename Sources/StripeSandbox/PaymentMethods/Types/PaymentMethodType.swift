import Wire

/// A way to pay: everything in which one type differs from another, in one row.
struct PaymentMethodType: Sendable {
  let name: String
  var maker = Maker.request
  /// The billing details that it takes: the names of texts.
  var needs: [String] = []
  /// The parameters of the hash under the type's name when a payment method is made.
  var takes = ""
  /// The fields of a payment method under the type's name.
  var details: KeyValuePairs<String, Detail> = [:]
  /// Fills in the payment method where that takes more than copying parameters. Also gets the name of the hash, for
  /// errors, and the account's id.
  var open: (@Sendable (inout PaymentMethod, Arguments, String, String) throws(StripeError) -> Void)?
  /// The fields that a charge shows under the type's name.
  var charged = ""
  /// Those it pays in; none: all.
  var currencies: [String] = []
  /// A customer can keep it.
  var isReusable = true
  var settles = Settlement.atOnce
  var action = Action.redirect
  /// For how many seconds what is displayed can be paid. Nil: the customer pays or fails on the page.
  var lifetime: Int?
  var fee = Fee.bankDebit
  /// The fields of a mandate under the type's name, with its reference and address. Nil: the type needs no mandate.
  var mandate: (@Sendable (String, String) -> JSON)?
  /// `payment_method_options` of a PaymentIntent, and of a SetupIntent. Nil: there are none.
  var options: String?
  var setupOptions: String?
  /// The options that are shown where none are given. Nil: the type is not shown.
  var shownOptions: PaymentMethodOptions.Defaults?
  var shownSetupOptions: PaymentMethodOptions.Defaults?
  /// The same with a publishable key.
  var publicOptions: PaymentMethodOptions.Defaults?

  /// Who makes payment methods of the type.
  enum Maker {
    case request
    case cardReader
    /// A request, for payments that another processor makes: no intent takes them.
    case otherProcessor
    /// A source, which only charges from before PaymentIntents take.
    case source
  }

  enum Settlement {
    /// The money is there, or refused, when the customer has paid.
    case atOnce
    /// The bank answers days later, so that the payment is first `processing`.
    case later
  }

  /// The customer's next action after an intent is confirmed.
  enum Action: Sendable {
    case none
    /// Agrees on a page of the bank or the wallet.
    case redirect
    /// Gets something to pay with: a voucher, a QR code. `next_action` shows it under a name of its own.
    case display(@Sendable (PaymentSlip) -> (String, JSON.Object))
  }

  /// Where a field of a payment method comes from.
  enum Detail: Sendable, ExpressibleByStringLiteral, ExpressibleByNilLiteral {
    case given(String, or: String? = nil)
    case needed(String)
    case last4(String)
    case givenLast4(String)
    case fingerprint(String)
    case email
    case constant(JSON)

    init(stringLiteral value: String) { self = .constant(.string(value)) }
    init(nilLiteral: ()) { self = .constant(.null) }
  }

  static let rows: [PaymentMethodType] =
    cards + bankDebits + bankRedirects + bankTransfers + payLater + vouchers + wallets

  private static let byName = Dictionary(uniqueKeysWithValues: rows.map { ($0.name, $0) })

  /// A type that has a row. A stored payment method always has one: its `type` was checked when it was made.
  static func named(_ name: String) -> PaymentMethodType { byName[name] ?? PaymentMethodType(name: name) }

  /// Whether an intent may name it.
  static func isKnown(_ name: String) -> Bool {
    byName[name].map { $0.maker == .request || $0.maker == .cardReader } ?? false
  }

  /// The merchant charges it by another processor.
  var isOtherProcessors: Bool { maker == .otherProcessor }

  private var isMadeByRequest: Bool { maker == .request || maker == .otherProcessor }

  /// Every type that a request can make, as `type: a|b|c` declares it, and those of them that an intent takes.
  static let all = names(rows.filter(\.isMadeByRequest))
  static let ofIntents = names(rows.filter { $0.maker == .request })

  private static func names(_ rows: [PaymentMethodType]) -> String {
    rows.map(\.name).sorted().joined(separator: "|")
  }

  /// The hashes of all types but cards, which share theirs with tokens.
  static let parameters = rows.filter { $0.isMadeByRequest && $0.name != "card" }.map { "\($0.name): {\($0.takes)}" }
    .joined(separator: "\n")

  /// `payment_method_options` of a PaymentIntent, in the notation of `Parameters`.
  static let paymentOptions = rows.compactMap { row in row.options.map { "\(row.name): {\($0)}?" } }
    .joined(separator: "\n")

  static let setupOptions = rows.compactMap { row in row.setupOptions.map { "\(row.name): {\($0)}" } }
    .joined(separator: "\n")

  static let shownInPayments = shown(\.shownOptions)
  static let shownInSetups = shown(\.shownSetupOptions)
  static let shownInPublic = shown(\.publicOptions)

  private static func shown(
    _ options: (PaymentMethodType) -> PaymentMethodOptions.Defaults?
  ) -> [String: PaymentMethodOptions.Defaults] {
    Dictionary(uniqueKeysWithValues: rows.compactMap { row in options(row).map { (row.name, $0) } })
  }

  private static let holding = Set(rows.filter { $0.options?.contains("capture_method") == true }.map(\.name))

  /// Money can be held now and captured later.
  var holds: Bool { Self.holding.contains(name) }
}

extension Call {
  /// Fills in a payment method that is no card.
  func fill(_ paymentMethod: inout PaymentMethod, _ data: Arguments?, name: String) throws(StripeError) {
    let data = data ?? Arguments()
    let type = PaymentMethodType.named(paymentMethod.type)
    if let open = type.open { return try open(&paymentMethod, data, name, sandbox.accountID) }
    paymentMethod.details = .object(try details(type.details, of: paymentMethod, data, name: name))
  }

  /// The fields of a hash, from the parameters of that name.
  func details(
    _ fields: KeyValuePairs<String, PaymentMethodType.Detail>, of paymentMethod: PaymentMethod, _ data: Arguments,
    name: String
  ) throws(StripeError) -> JSON.Object {
    func needed(_ parameter: String) throws(StripeError) -> String {
      guard let value = data.string(parameter) else { throw .missing("\(name)[\(parameter)]") }
      return value
    }
    var details = JSON.Object()
    for (field, detail) in fields {
      switch detail {
      case .given(let parameter, let otherwise):
        details.append(field, data[parameter] ?? otherwise.map(JSON.string) ?? .null)
      case .needed(let parameter): details.append(field, .string(try needed(parameter)))
      case .last4(let parameter): details.append(field, .string(String(try needed(parameter).suffix(4))))
      case .givenLast4(let parameter):
        details.append(field, data.string(parameter).map { .string(String($0.suffix(4))) } ?? .null)
      case .fingerprint(let parameter):
        let fingerprint = CardNumber.fingerprint(try needed(parameter), account: sandbox.accountID)
        details.append(field, .string(fingerprint))
      case .email: details.append(field, paymentMethod.billingDetails.email.map(JSON.string) ?? .null)
      case .constant(let value): details.append(field, value)
      }
    }
    return details
  }
}
