import Wire

/// The relations of a subscription or an invoice to connected accounts: its issuer, the recipient of its money, and the
/// platform's fee.
struct BillingConnect: Codable, Sendable, Equatable {
  /// The account that issues invoices, where it is not this one.
  var issuer: String?
  var onBehalfOf: String?
  var destination: String?
  /// How much goes to the destination, where it is not all.
  var share: Int?
  var sharePercent: ExactAmount?
  var fee: Int?
  var feePercent: ExactAmount?

  private static let feeNames = ["application_fee_amount", "application_fee_percent"]

  /// Takes what a request sets.
  mutating func apply(_ arguments: Arguments) {
    arguments.assign("application_fee_amount", to: &fee)
    if let percent = arguments["application_fee_percent"] { feePercent = Self.percent(percent) }
    arguments.assign("on_behalf_of", to: &onBehalfOf)
    if let issuer = Self.issuer(in: arguments) { self.issuer = issuer.string("account") }
    if let data = arguments["transfer_data"] {
      destination = data["destination"]?.string
      share = data["amount"]?.integer
      sharePercent = data["amount_percent"].flatMap(Self.percent)
    }
  }

  /// Invoices name their issuer themselves, subscriptions in the settings of their invoices.
  fileprivate static func issuer(in arguments: Arguments) -> Arguments? {
    (arguments.object("invoice_settings") ?? arguments).object("issuer")
  }

  private static func percent(_ value: JSON) -> ExactAmount? {
    value.string.flatMap(ExactAmount.init) ?? value.number.flatMap { ExactAmount("\($0)") }
  }

  /// The platform's fee of an invoice.
  func fee(of total: Int) -> Int? { fee ?? feePercent.map { $0.percent(of: total) } }

  private func share(of total: Int) -> Int? { share ?? sharePercent.map { $0.percent(of: total) } }

  /// Sets the destination and the fee on the payment of an invoice.
  func apply(to intent: inout PaymentIntent, total: Int) {
    intent.onBehalfOf = onBehalfOf
    if let fee = fee(of: total), fee > 0 { intent.applicationFeeAmount = min(fee, intent.amount) }
    guard let destination else { return }
    var data: JSON.Object = ["destination": .string(destination)]
    if let share = share(of: total) { data["amount"] = .integer(min(share, intent.amount)) }
    intent.transferData = .object(data)
  }

  /// `transfer_data` of an invoice.
  func writeTransfer(of total: Int, _ w: inout ObjectWriter) {
    w.object("transfer_data", destination) { w, destination in
      w.field("amount", share(of: total))
      w.reference("destination", destination)
    }
  }

  /// `transfer_data` of a subscription.
  func writeTransfer(_ w: inout ObjectWriter) {
    w.object("transfer_data", destination) { w, destination in
      w.field("amount_percent", sharePercent)
      w.reference("destination", destination)
    }
  }

  func writeIssuer(_ w: inout ObjectWriter) {
    w.object("issuer") { w in
      if let issuer { w.reference("account", issuer) }
      w.field("type", issuer == nil ? "self" : "account")
    }
  }

  /// The request that sets the same for a subscription.
  var form: JSON.Object {
    var form = JSON.Object()
    if let feePercent { form["application_fee_percent"] = .string(feePercent.text) }
    if let onBehalfOf { form["on_behalf_of"] = .string(onBehalfOf) }
    if let destination {
      var data: JSON.Object = ["destination": .string(destination)]
      if let sharePercent { data["amount_percent"] = .string(sharePercent.text) }
      form["transfer_data"] = .object(data)
    }
    if let issuer { form["invoice_settings"] = ["issuer": ["account": .string(issuer), "type": "account"]] }
    return form
  }

  /// Holds what a request sets against the accounts that there are.
  ///
  /// - Parameter path: of the hash that the request sets it in.
  fileprivate func check(_ given: Arguments, at path: String, _ call: Call) throws(StripeError) {
    func name(_ name: String) -> String {
      guard let end = name.firstIndex(of: "["), !path.isEmpty else { return Call.name(name, in: path) }
      return "\(path)[\(name[..<end])]\(name[end...])"
    }
    if let account = given.object("transfer_data")?.string("destination") {
      try call.checkDestination(account, param: name("transfer_data[destination]"))
    }
    if let account = given.string("on_behalf_of"), call.sandbox.world(of: account) == nil {
      throw .noSuch("on_behalf_of", account, param: name("on_behalf_of"))
    }
    if let issuer = Self.issuer(in: given), issuer.string("type") == "account" {
      let param = name(given.has("invoice_settings") ? "invoice_settings[issuer][account]" : "issuer[account]")
      guard let account = issuer.string("account") else { throw .missing(param) }
      guard call.sandbox.world(of: account) != nil else { throw .noSuch("account", account, param: param) }
    }
    for (percent, param) in [(feePercent, "application_fee_percent"), (sharePercent, "transfer_data[amount_percent]")] {
      guard let percent, percent < .zero || ExactAmount(100) < percent else { continue }
      throw StripeError("\(name(param)) must be between 0 and 100.", param: name(param))
    }
    if feePercent != nil, sharePercent != nil {
      throw .exclusive([name("application_fee_percent"), name("transfer_data[amount_percent]")])
    }
    if fee != nil, share != nil { throw .exclusive([name("application_fee_amount"), name("transfer_data[amount]")]) }
    guard fee != nil || feePercent != nil, destination == nil, !call.sandbox.isConnected,
      let fee = Self.feeNames.first(where: given.has)
    else { return }
    throw StripeError(
      """
      Can only apply an \(fee) when the request is made on behalf of another account (using an OAuth key, the \
      Stripe-Account header, or the transfer_data[destination] parameter).
      """, param: name(fee))
  }
}

extension Call {
  /// The settings of a request for connected accounts, merged into the present ones; nil where there are none.
  func connect(
    _ before: BillingConnect?, _ given: Arguments, at path: String = ""
  ) throws(StripeError) -> BillingConnect? {
    var connect = before ?? BillingConnect()
    connect.apply(given)
    try connect.check(given, at: path, self)
    return connect == BillingConnect() ? nil : connect
  }
}
