/// An attempt to pay a PaymentIntent with a payment method, as the issuer sees it.
struct PaymentAttempt {
  let intent: PaymentIntent
  let method: PaymentMethod
  let isOffSession: Bool
  /// `error_on_requires_action`: the request would rather fail than wait for the customer.
  let failsInsteadOfWaiting: Bool
  let version: APIVersion

  /// How it ends.
  enum Outcome {
    case paid
    case declined(Refusal)
    /// The customer has to do something first: authenticate, agree, pay a voucher.
    case waitsForCustomer
    /// The customer's bank is to transfer the money, or has done so before.
    case paidByTransfer
    /// Under a mandate the bank first tells the customer, and lets some time pass.
    case noticeGiven
  }

  /// What the answer says, and whether a failed charge tells of it.
  struct Refusal {
    let decline: Decline
    /// What the charge says the issuer said, where that is not the answer.
    var issuer: Decline?
    var makesCharge = true
    var showsCharge = true
  }

  /// Decided from what is there, without changing anything.
  var outcome: Outcome {
    if method.type == "customer_balance" { return .paidByTransfer }
    let requested = intent.options.requestedAuthentication
    let behaviour = method.card?.behaviour
    if behaviour?.failsLookup(requested: requested) == true {
      return .declined(Refusal(decline: .named("processing_error")))
    }
    let authenticates =
      !intent.isAuthenticated
      && behaviour?.needsAuthentication(
        isSetUp: method.card?.isSetUp == true, offSession: isOffSession, requested: requested) == true
    if isOffSession, authenticates {
      return .declined(
        Refusal(decline: .authenticationRequired, makesCharge: behaviour?.isAuthenticationStripes == false))
    }
    if method.needsCustomer || authenticates {
      guard failsInsteadOfWaiting else { return .waitsForCustomer }
      return .declined(
        Refusal(decline: .authenticationNotHandled, issuer: .authenticationRequired, showsCharge: false))
    }
    if isOffSession, method.card != nil, intent.mandate != nil {
      return behaviour?.mandateIsCanceled == true ? .declined(Refusal(decline: .mandateCanceled)) : .noticeGiven
    }
    guard let decline = method.card?.decline(method.billingDetails) else { return .paid }
    if isOffSession, decline.code == "processing_error", version < .automaticAsyncCapture {
      return .declined(Refusal(decline: .processingErrorOffSession))
    }
    return .declined(Refusal(decline: decline))
  }
}
