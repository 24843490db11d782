import Wire

package struct SetupIntent: Resource {
  package enum Status: String, Codable, Sendable, CaseIterable {
    case requiresPaymentMethod = "requires_payment_method"
    case requiresConfirmation = "requires_confirmation"
    case requiresAction = "requires_action"
    case processing
    case succeeded
    case canceled
  }

  package static let object: StaticString = "setup_intent"
  package static let idPrefixes = ["seti_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let example: Script? = """
    setup_intent: POST setup_intents payment_method=pm_card_visa&allowed_payment_method_types[]=card&confirm=true&usage=off_session\
    &payment_method_options[card][mandate_options][reference]=r\
    &payment_method_options[card][mandate_options][amount]=1000\
    &payment_method_options[card][mandate_options][amount_type]=maximum\
    &payment_method_options[card][mandate_options][start_date]=1900000000\
    &payment_method_options[card][mandate_options][interval]=month\
    &payment_method_options[card][mandate_options][currency]=usd
    """
  package static let events: [EventRecipe] = [
    .init("setup_intent.created", "POST setup_intents allowed_payment_method_types[]=card"),
    .init(
      "setup_intent.canceled",
      "a: POST setup_intents allowed_payment_method_types[]=card; POST setup_intents/{a}/cancel"),
    .init(
      "setup_intent.succeeded",
      "POST setup_intents allowed_payment_method_types[]=card&payment_method=pm_card_visa&confirm=true"),
    .init(
      "setup_intent.setup_failed",
      "POST setup_intents allowed_payment_method_types[]=card&payment_method=pm_card_chargeDeclined&confirm=true"),
    .init(
      "setup_intent.requires_action",
      "POST setup_intents allowed_payment_method_types[]=card&payment_method=pm_card_authenticationRequired&confirm=true"
    ),
  ]
  package static let noun = "setupintent"
  package static let pathParameter = "intent"
  package static let indexes = [
    Index<SetupIntent>(name: "customer") { $0.customer },
    Index<SetupIntent>(name: "payment_method") { $0.paymentMethod },
  ]
  package static var expandable: [String: Expandable] {
    [
      "application": .one("application"), "customer": .one("customer"), "latest_attempt": .one("setup_attempt"),
      "mandate": .one("mandate"), "on_behalf_of": .one("account"), "payment_method": .one("payment_method"),
      "single_use_mandate": .one("mandate"),
    ]
  }

  package let id: String
  package let created: Int
  package let clientSecret: String
  package var status = Status.requiresPaymentMethod
  var allowedPaymentMethodTypes: [String]?
  var automaticPaymentMethods: AutomaticPaymentMethods?
  var cancellationReason: String?
  package var customer: String?
  var description: String?
  var excludedPaymentMethodTypes: [String]?
  var flowDirections: [String]?
  var lastSetupError: StripeError?
  var latestAttempt: String?
  var mandate: String?
  var metadata = Metadata()
  var nextAction: NextAction?
  var onBehalfOf: String?
  var options = PaymentMethodOptions()
  package var paymentMethod: String?
  var paymentMethodTypes: [String]
  var returnURL: String?
  var usage = "off_session"

  package func write(_ w: inout ObjectWriter) {
    if !w.isPublishable {
      w.field("allowed_payment_method_types", JSON(allowedPaymentMethodTypes))
      w.reference("application", w.sandbox.isConnected ? w.sandbox.applicationID : nil)
    }
    w.object("automatic_payment_methods", automaticPaymentMethods) { $1.write(&$0) }
    w.field("cancellation_reason", cancellationReason)
    w.field("client_secret", clientSecret)
    w.field("created", created)
    if !w.isPublishable {
      w.reference("customer", customer)
      w.null("customer_account")
    }
    w.field("description", description)
    if !w.isPublishable {
      w.field("excluded_payment_method_types", JSON(excludedPaymentMethodTypes))
      w.field("flow_directions", JSON(flowDirections))
    }
    w.object("last_setup_error", lastSetupError) { $1.writeLast(&$0, ofPayment: false) }
    if !w.isPublishable { w.reference("latest_attempt", latestAttempt) }
    w.field("livemode", false)
    if !w.isPublishable {
      w.object("managed_payments") { $0.field("enabled", false) }
      w.reference("mandate", mandate)
      w.field("metadata", metadata)
    }
    w.object("next_action", nextAction) { $1.write(&$0) }
    if !w.isPublishable { w.reference("on_behalf_of", onBehalfOf) }
    w.reference("payment_method", paymentMethod)
    w.object("payment_method_configuration_details", automaticPaymentMethods) { w, _ in
      w.field("id", w.sandbox.paymentMethodConfiguration)
      w.null("parent")
    }
    w.object("payment_method_options") {
      let shown = $0.isPublishable ? PaymentMethodType.shownInPublic : PaymentMethodType.shownInSetups
      options.write(&$0, types: paymentMethodTypes, shown: shown)
    }
    w.field("payment_method_types", paymentMethodTypes)
    if !w.isPublishable { w.null("single_use_mandate") }
    w.field("status", status.rawValue)
    w.field("usage", usage)
  }
}
