extension Decline {
  /// By Stripe's decline code; what is not in the table is an ordinary refusal of that name.
  static func named(_ declineCode: String) -> Decline {
    table[declineCode] ?? Decline(declineCode, "card_declined", message: "Your card was declined.")
  }

  private init(
    _ declineCode: String, _ code: String, message: String, param: String? = nil, advice: String? = nil,
    network: String? = nil, networkAdvice: String? = nil
  ) {
    self.init(
      code: code, declineCode: declineCode, message: message, param: param, adviceCode: advice,
      networkDeclineCode: network, networkAdviceCode: networkAdvice,
      sellerMessage: declineCode == "generic_decline"
        ? "The bank did not return any further details with this decline."
        : "The bank returned the decline code `\(declineCode)`.")
  }

  /// Stripe's own refusal of what looks like fraud: the bank is never asked.
  static let blocked: Decline = {
    var decline = Decline("fraudulent", "card_declined", message: "Your card was declined.")
    decline.sellerMessage = "Stripe blocked this payment as too risky."
    return decline
  }()

  /// Stripe's own refusal when the postal code check fails; it carries no decline code.
  static let incorrectZip: Decline = {
    var decline = Decline(
      "incorrect_zip", "incorrect_zip",
      message: """
        Your card could not be authorized using the postal code provided. Please update the postal code, or contact \
        your card issuer for further details.
        """, param: "address_zip")
    decline.declineCode = nil
    return decline
  }()

  /// Stripe's own refusal when the code check fails; it carries no decline code either.
  static let wrongCVC: Decline = {
    var decline = named("incorrect_cvc")
    decline.declineCode = nil
    decline.adviceCode = nil
    decline.networkDeclineCode = nil
    decline.networkAdviceCode = nil
    return decline
  }()

  /// The message for a processing error of an off-session charge until 2024.
  static let processingErrorOffSession: Decline = {
    var decline = named("processing_error")
    decline.declineCode = "generic_decline"
    decline.message = "Your card was declined."
    return decline
  }()

  private static let table: [String: Decline] = {
    var declines: [String: Decline] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 6).map { $0 == "-" ? nil : String($0) }
      guard words.count == 7, let name = words[0], let code = words[1], let message = words[6] else { continue }
      declines[name] = Decline(
        name, code, message: message, param: words[5], advice: words[2], network: words[3], networkAdvice: words[4])
    }
    return declines
  }()

  /// Decline code, error code, advice, network's decline code, network's advice code, param, message.
  private static let text = """
    generic_decline card_declined try_again_later 01 - - Your card was declined.
    insufficient_funds card_declined try_again_later 51 02 - Your card has insufficient funds.
    lost_card card_declined do_not_try_again 41 01 - Your card was declined.
    stolen_card card_declined do_not_try_again 43 01 - Your card was declined.
    card_velocity_exceeded card_declined try_again_later 61 02 - \
    Your card was declined for making repeated attempts too frequently or exceeding its amount limit.
    expired_card expired_card confirm_card_data 54 03 exp_month Your card has expired.
    incorrect_cvc incorrect_cvc confirm_card_data N7 03 cvc Your card's security code is incorrect.
    processing_error processing_error try_again_later 06 - - \
    An error occurred while processing your card. Try again in a little bit.
    authentication_required authentication_required - - - - \
    Your card was declined. This transaction requires authentication.
    transaction_not_allowed card_declined - - - - Your card does not support this type of purchase.
    """
}

extension Decline {
  /// A bank sent a debit back.
  static func bank(_ code: String) -> Decline {
    let message =
      bankMessages[code] ?? "The bank could not complete this payment."
    return Decline(code: code, message: message, sellerMessage: message)
  }

  private static let bankMessages = [
    "account_closed": "The customer's bank account has been closed.",
    "no_account": "The customer's bank account could not be located.",
    "insufficient_funds": "The customer's account has insufficient funds to cover this payment.",
    "debit_not_authorized": "The customer has notified their bank that this payment was unauthorized.",
    "invalid_currency":
      "The bank was unable to process this payment because of its currency. The account may not accept payments in it.",
    "charge_exceeds_weekly_limit": "The payment exceeds the weekly limit of debits for this account.",
  ]
}
