import Wire

/// What intents need to know of a payment method.
extension PaymentMethod {
  /// The customer pays on a page of the method's own.
  var needsRedirect: Bool {
    !["acss_debit", "au_becs_debit", "bacs_debit", "card", "customer_balance", "link", "sepa_debit", "us_bank_account"]
      .contains(type)
  }

  var needsMandate: Bool {
    ["acss_debit", "au_becs_debit", "bacs_debit", "sepa_debit", "us_bank_account"].contains(type)
  }

  /// A bank account that was typed in, not connected through its bank, is first sent two small deposits.
  var needsMicrodeposits: Bool { type == "us_bank_account" && !isVerified }

  /// Its money comes later.
  var isDebit: Bool { card == nil && type != "link" && type != "customer_balance" }

  var isBankDebit: Bool { type == "us_bank_account" || type.hasSuffix("_debit") }
}

extension TestCard.Behaviour {
  /// - Parameter requested: `request_three_d_secure` of the intent.
  func needsAuthentication(isSetUp: Bool, offSession: Bool, requested: String) -> Bool {
    switch authentication {
    case .required: true
    case .requiredUnlessSetUp: !offSession || !isSetUp
    case .alreadySetUpOffSession: !offSession
    case .optional: !offSession && requested != "automatic"
    case .none, .frictionless, .notSupported, .requiredButFails, .optionalButFails: false
    }
  }

  func needsAuthenticationOnSetup(requested: String) -> Bool {
    switch authentication {
    case .required, .requiredUnlessSetUp, .alreadySetUpOffSession: true
    case .optional: requested != "automatic"
    case .none, .frictionless, .notSupported, .requiredButFails, .optionalButFails: false
    }
  }

  /// Looking up the card for 3-D Secure fails, where 3-D Secure is called for.
  func failsLookup(requested: String) -> Bool {
    authentication == .requiredButFails || authentication == .optionalButFails && requested != "automatic"
  }
}

extension Call {
  /// How an intent asks for 3-D Secure.
  static func requestedAuthentication(_ options: PaymentMethodOptions) -> String {
    options["card"]?["request_three_d_secure"]?.string ?? "automatic"
  }
}
