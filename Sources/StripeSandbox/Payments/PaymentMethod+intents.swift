import Wire

/// The facts of a payment method that intents need.
extension PaymentMethod {
  var kind: PaymentMethodType { .named(type) }

  /// The customer has to do something elsewhere before there is money.
  var needsCustomer: Bool {
    if card == nil, case .none = kind.action { return needsMicrodeposits }
    return card == nil
  }

  var needsMandate: Bool { card == nil && kind.mandate != nil }

  /// A bank account that was typed in, not connected through its bank, is first sent two small deposits.
  var needsMicrodeposits: Bool { type == "us_bank_account" && !isVerified }

  var settlesLater: Bool { card == nil && kind.settles == .later }
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

extension PaymentMethodOptions {
  /// How an intent asks for 3-D Secure.
  var requestedAuthentication: String { self["card"]?["request_three_d_secure"]?.string ?? "automatic" }
}
