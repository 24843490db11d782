import Wire

extension PortalSession {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  private static let routes = Routes("/v1/billing_portal/sessions", of: PortalSession.self) {
    $0.post("", takes: createParameters, create)
  }

  private static let locales = """
    auto|bg|cs|da|de|el|en|en-AU|en-CA|en-GB|en-IE|en-IN|en-NZ|en-SG|es|es-419|et|fi|fil|fr|fr-CA|hr|hu|id|it|ja|ko|lt|\
    lv|ms|mt|nb|nl|pl|pt|pt-BR|ro|ru|sk|sl|sv|th|tr|vi|zh|zh-HK|zh-TW
    """

  private static let createParameters = Parameters(
    """
    after_expiration: {customer_login: {expires_at: timestamp}, type: customer_login!}
    configuration: id
    customer: id
    customer_account: id
    flow_data: {
      after_completion: {
        hosted_confirmation: {custom_message: string(500)}
        redirect: {return_url: url!}
        type: hosted_confirmation|portal_homepage|redirect!
      }
      subscription_cancel: {
        retention: {coupon_offer: {coupon: id!}!, type: coupon_offer!}
        subscription: id!
      }
      subscription_pause: {subscription: id!}
      subscription_update: {subscription: id!}
      subscription_update_confirm: {
        discounts: [{coupon: id, promotion_code: id}]
        items: [{id: id!, price: id, quantity: integer}]!
        subscription: id!
      }
      type: customer_update|payment_method_update|subscription_cancel|subscription_pause|subscription_update|\
    subscription_update_confirm!
    }
    locale: \(locales)
    on_behalf_of: id
    return_url: url
    """)

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    try call.refuseCustomerAccount()
    guard let customer = try call.referenced(Customer.self, "customer") else { throw .missing("customer") }
    try call.checkConnect()
    let configuration = try configuration(call)
    let session = PortalSession(
      id: call.sandbox.identifiers.dated("bps_", now: call.now), created: call.now, configuration: configuration.id,
      customer: customer.id, afterExpiration: arguments["after_expiration"] ?? .null,
      flow: try arguments.object("flow_data").map { flow throws(StripeError) in
        try PortalFlow(flow, of: customer.id, configuration, call).shown
      } ?? .null,
      locale: arguments.string("locale"), onBehalfOf: arguments.string("on_behalf_of"),
      returnURL: arguments.string("return_url") ?? configuration.defaultReturnURL,
      url: call.sandbox.pageAddress("billing", "/p/session/" + call.sandbox.identifiers.random("test_", 64)))
    call.insert(session, announcing: "billing_portal.session.created")
    return call.answer(PortalSession.self, session.id)
  }

  private static func configuration(_ call: Call) throws(StripeError) -> PortalConfiguration {
    guard let configuration = try call.referenced(PortalConfiguration.self, "configuration") else {
      call.supplyPortalConfiguration()
      guard let configuration = call.defaultPortalConfiguration else { throw .missing("configuration") }
      return configuration
    }
    guard configuration.isActive else {
      throw StripeError(
        "The configuration `\(configuration.id)` is not active. Use an active configuration.", param: "configuration")
    }
    return configuration
  }
}
