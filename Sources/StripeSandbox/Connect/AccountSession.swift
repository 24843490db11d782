import Wire

/// A session that lets a web page show parts of an account's dashboard.
enum AccountSession {
  private static let lifetime = 30 * 60

  static let routes = Routes("/v1/account_sessions") {
    $0.post("", takes: parameters) { call throws(StripeError) in
      let account = try call.accountOfPlatform(call.arguments.required("account"))
      let asked = call.arguments.object("components")?.values ?? JSON.Object()
      guard asked.contains(where: { $0.value["enabled"] == true }) else {
        throw StripeError("At least one component must be enabled.", param: "components")
      }
      let session = Session(
        account: account.id, asked: asked, expires: call.now + lifetime, sandbox: call.sandbox.name)
      return answer(session, secret: session.secret(call.sandbox.identifiers.random("", 12)))
    }
    // The request of Connect.js, with the secret that it was given.
    $0.post("claim", takes: Parameters("client_secret!"), access: .publishable) { call throws(StripeError) in
      let secret = try call.arguments.required("client_secret")
      guard let session = Session(secret), session.sandbox == call.sandbox.name,
        call.sandbox.store[Account.self].contains(session.account)
      else {
        throw StripeError(
          status: 401, "The client secret provided does not belong to an account session of this account.",
          param: "client_secret")
      }
      guard session.expires > call.now else {
        throw StripeError(status: 401, "The account session has expired.", param: "client_secret")
      }
      return answer(session, secret: nil)
    }
  }

  /// The session of a secret. The secret holds it, so that nothing has to be kept.
  private struct Session {
    let account: String
    let asked: JSON.Object
    let expires: Int
    let sandbox: String

    private static let prefix = "accs_secret__"

    init(account: String, asked: JSON.Object, expires: Int, sandbox: String) {
      self.account = account
      self.asked = asked
      self.expires = expires
      self.sandbox = sandbox
    }

    init?(_ secret: String) {
      guard secret.hasPrefix(Self.prefix), let bytes = Base64.url.decode(String(secret.dropFirst(Self.prefix.count))),
        let said = try? JSONParser.parse(bytes), let account = said["account"]?.string,
        let asked = said["components"]?.object, let expires = said["expires"]?.integer,
        let sandbox = said["sandbox"]?.string
      else { return nil }
      self.init(account: account, asked: asked, expires: expires, sandbox: sandbox)
    }

    func secret(_ nonce: String) -> String {
      let said: JSON = [
        "account": .string(account), "components": .object(asked), "expires": .integer(expires),
        "nonce": .string(nonce), "sandbox": .string(sandbox),
      ]
      return Self.prefix + Base64.url.encode(Array(said.text.utf8))
    }
  }

  private static func answer(_ session: Session, secret: String?) -> Answer {
    let asked = Given(session.asked)
    return { w in
      w.json.open(UInt8(ascii: "{"))
      w.field("object", "account_session")
      w.field("account", session.account)
      if let secret { w.field("client_secret", secret) }
      w.object("components") { w in
        for component in components { component.write(asked.part(component.name.description), &w) }
      }
      w.field("expires_at", session.expires)
      w.field("livemode", false)
      w.json.close(UInt8(ascii: "}"))
    }
  }

  private static let parameters = Parameters(
    "account: id!\ncomponents: {\(components.map(\.declaration).joined(separator: "\n"))}!")

  /// A part of the dashboard, with what can be switched on and off in it.
  private struct Component: Sendable {
    let name: StaticString
    let features: [StaticString]

    var declaration: String {
      let names = features.map { "\($0): boolean" }.joined(separator: ", ")
      return "\(name): {enabled: boolean!, features: {\(names)}}"
    }

    func write(_ asked: Given, _ w: inout ObjectWriter) {
      let isEnabled = asked.bool("enabled") ?? false
      w.object(name) { w in
        w.field("enabled", isEnabled)
        w.object("features") { w in
          for feature in features {
            let isOff = AccountSession.offByDefault.contains(feature.description)
            w.field(feature, asked.bool("features.\(feature)") ?? (isEnabled && !isOff))
          }
        }
      }
    }
  }

  private static let offByDefault: Set<String> = [
    "destination_on_behalf_of_charge_management", "disable_stripe_user_authentication", "edit_payout_schedule",
    "instant_payouts", "standard_payouts",
  ]
  private static let ofAccount: [StaticString] = ["disable_stripe_user_authentication", "external_account_collection"]
  private static let ofPayouts: [StaticString] = [
    "disable_stripe_user_authentication", "edit_payout_schedule", "external_account_collection", "instant_payouts",
    "standard_payouts",
  ]
  private static let ofPayments: [StaticString] = [
    "capture_payments", "destination_on_behalf_of_charge_management", "dispute_management", "refund_management",
    "smart_disputes_management",
  ]
  private static let ofDisputes: [StaticString] = [
    "destination_on_behalf_of_charge_management", "dispute_management", "refund_management",
    "smart_disputes_management",
  ]

  private static let components = [
    Component(name: "account_management", features: ofAccount),
    Component(name: "account_onboarding", features: ofAccount),
    Component(name: "balance_report", features: []),
    Component(name: "balances", features: ofPayouts),
    Component(name: "disputes_list", features: ofPayments),
    Component(name: "documents", features: []),
    Component(
      name: "financial_account",
      features: [
        "disable_stripe_user_authentication", "external_account_collection", "send_money", "transfer_balance",
      ]),
    Component(name: "financial_account_transactions", features: ["card_spend_dispute_management"]),
    Component(
      name: "instant_payouts_promotion",
      features: ["disable_stripe_user_authentication", "external_account_collection", "instant_payouts"]),
    Component(
      name: "issuing_card",
      features: [
        "card_management", "card_spend_dispute_management", "cardholder_management", "spend_control_management",
      ]),
    Component(
      name: "issuing_cards_list",
      features: [
        "card_management", "card_spend_dispute_management", "cardholder_management",
        "disable_stripe_user_authentication", "spend_control_management",
      ]),
    Component(name: "notification_banner", features: ofAccount),
    Component(name: "payment_details", features: ofPayments),
    Component(name: "payment_disputes", features: ofDisputes),
    Component(name: "payment_method_settings", features: ["disable_stripe_user_authentication"]),
    Component(name: "payments", features: ofPayments),
    Component(name: "payout_details", features: []),
    Component(name: "payout_reconciliation_report", features: []),
    Component(name: "payouts", features: ofPayouts),
    Component(name: "payouts_list", features: []),
    Component(name: "reporting_chart", features: []),
    Component(name: "tax_registrations", features: []),
    Component(name: "tax_settings", features: []),
    Component(name: "terminal_hardware_orders", features: []),
    Component(name: "terminal_hardware_shop", features: []),
  ]
}
