/// The shared part of PaymentIntent and SetupIntent: they wait for a payment method, then perhaps for the customer.
protocol Intent: Resource {
  /// As messages call it.
  static var title: String { get }

  var clientSecret: String { get }
  var customer: String? { get }
  var automaticPaymentMethods: AutomaticPaymentMethods? { get }
  var nextAction: NextAction? { get }
  var options: PaymentMethodOptions { get }
  var paymentMethod: String? { get }
  var paymentMethodTypes: [String] { get }
  var returnURL: String? { get set }

  /// Why it cannot use a payment method.
  func refusal(of method: PaymentMethod) -> StripeError?
  /// Takes over what a confirmation token tells besides its payment method.
  mutating func adopt(_ token: ConfirmationToken)
  /// Takes up a payment method, and waits for its confirmation.
  mutating func adopt(_ method: PaymentMethod)
}

extension APIVersion {
  /// What messages offer besides a payment method.
  var orConfirmationToken: StaticString { self < .confirmationTokens ? "" : " or ConfirmationToken" }
}

extension Intent {
  /// A publishable key has to show the intent's secret, too.
  func checkSecret(_ call: Call) throws(StripeError) {
    let secret = call.arguments.string("client_secret")
    guard secret != nil || call.isPublishable else { return }
    guard let secret else { throw .missing("client_secret") }
    guard secret == clientSecret else {
      throw StripeError(
        """
        The client_secret provided does not match any associated \(Self.title) on this account. Ensure the \
        publishable key used belongs to the same account that created the \(Self.title).
        """, param: "client_secret")
    }
  }

  /// Takes up the payment method that the request names or describes. Nil: all is well.
  ///
  /// The error of a method that belongs to another customer is returned, not thrown: it goes out with the intent where
  /// there is one.
  mutating func prepare(_ call: Call) throws(StripeError) -> StripeError? {
    guard let chosen = try call.chosenPaymentMethod(for: id) else { return nil }
    if let token = chosen.token {
      returnURL = returnURL ?? token.returnURL
      adopt(token)
    }
    if let error = refusal(of: chosen.method) { return error }
    adopt(chosen.method)
    return nil
  }

  /// An intent takes the types that it names, or all that the account has.
  func refusalOfType(of method: PaymentMethod, code: String) -> StripeError? {
    let takesAll = automaticPaymentMethods != nil
    guard !paymentMethodTypes.contains(method.type), !takesAll || method.kind.isOtherProcessors else { return nil }
    return StripeError(
      """
      The PaymentMethod provided (\(method.type)) is not allowed for this \(Self.title). Please attach a PaymentMethod \
      of one of the following types: \(paymentMethodTypes.joined(separator: ", ")). Alternatively update the allowed \
      payment_method_types for this \(Self.title) to include "\(method.type)".
      """, code: code, param: "payment_method")
  }

  /// A bank account that is kept for later payments is debited under a mandate. In a browser Stripe.js tells of it.
  ///
  /// - Parameter setting: what else of the intent makes it necessary.
  func missingMandateData(_ call: Call, with setting: String = "") -> StripeError? {
    guard !call.isPublishable, let paymentMethod,
      let method = call.sandbox.store[PaymentMethod.self][paymentMethod], method.needsMandate,
      !["mandate", "mandate_data", "confirmation_token"].contains(where: call.arguments.has)
    else { return nil }
    return StripeError(
      """
      When confirming a \(Self.title) with a `\(method.type)` PaymentMethod\(setting), `mandate_data` is required.
      """, code: "parameter_missing")
  }

  /// Whose it is cannot be changed.
  func checkKept(_ customer: Customer) throws(StripeError) {
    guard let own = self.customer, own != customer.id else { return }
    throw StripeError(
      """
      You cannot modify `customer` on a \(Self.title) once it already has been set. To fulfill a payment with a \
      different Customer, cancel this \(Self.title) and create a new one.
      """, code: "\(Self.object)_unexpected_state", param: "customer"
    ).about(Self.object, id)
  }

  /// Methods that send the customer away need to know where the customer comes back.
  func missingReturnURL(_ arguments: Arguments) -> StripeError? {
    guard returnURL == nil, automaticPaymentMethods?.allowsRedirects == true, arguments.bool("use_stripe_sdk") != true
    else { return nil }
    return StripeError(
      """
      This \(Self.title) is configured to accept payment methods enabled in your Dashboard. Because some of these \
      payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't \
      want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and \
      `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.
      """)
  }
}
