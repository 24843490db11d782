extension PaymentIntent {
  /// How an attempt to pay with a payment method ends, decided from what is there.
  ///
  /// - Parameter failsInsteadOfWaiting: `error_on_requires_action`: the request would rather fail than wait for the
  ///   customer.
  func outcome(
    with method: PaymentMethod, isOffSession: Bool, failsInsteadOfWaiting: Bool, version: APIVersion
  ) -> PaymentOutcome {
    if method.type == "customer_balance" { return .paidByTransfer }
    let requested = options.requestedAuthentication
    let behaviour = method.card?.behaviour
    if behaviour?.failsLookup(requested: requested) == true {
      return .declined(PaymentRefusal(decline: .named("processing_error")))
    }
    let authenticates =
      !isAuthenticated
      && behaviour?.needsAuthentication(
        isSetUp: method.card?.isSetUp == true, offSession: isOffSession, requested: requested) == true
    if isOffSession, authenticates {
      return .declined(
        PaymentRefusal(decline: .authenticationRequired, makesCharge: behaviour?.isAuthenticationStripes == false))
    }
    if method.needsCustomer || authenticates {
      guard failsInsteadOfWaiting else { return .waitsForCustomer }
      return .declined(
        PaymentRefusal(decline: .authenticationNotHandled, issuer: .authenticationRequired, showsCharge: false))
    }
    if isOffSession, method.card != nil, mandate != nil {
      return behaviour?.mandateIsCanceled == true ? .declined(PaymentRefusal(decline: .mandateCanceled)) : .noticeGiven
    }
    guard let decline = method.card?.decline(method.billingDetails) else { return .paid }
    if isOffSession, decline.code == "processing_error", version < .automaticAsyncCapture {
      return .declined(PaymentRefusal(decline: .processingErrorOffSession))
    }
    return .declined(PaymentRefusal(decline: decline))
  }
}

enum PaymentOutcome {
  case paid
  case declined(PaymentRefusal)
  /// The customer has to do something first: authenticate, agree, pay a voucher.
  case waitsForCustomer
  /// The customer's bank is to transfer the money, or has done so before.
  case paidByTransfer
  /// Under a mandate the bank first tells the customer, and lets some time pass.
  case noticeGiven
}

/// The error of the answer, and whether a failed charge records it.
struct PaymentRefusal {
  let decline: Decline
  /// The issuer's decline on the charge, where that is not the answer.
  var issuer: Decline?
  var makesCharge = true
  var showsCharge = true
}
