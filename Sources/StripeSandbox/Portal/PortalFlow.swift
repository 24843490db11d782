import Wire

/// The one thing that an app sends a customer to the portal to do.
struct PortalFlow {
  private let type: String
  private let given: Arguments
  private let customer: String
  private let configuration: PortalConfiguration
  private let call: Call
  private(set) var shown: JSON = .null

  /// - Parameter given: the request's `flow_data`.
  init(
    _ given: Arguments, of customer: String, _ configuration: PortalConfiguration, _ call: Call
  ) throws(StripeError) {
    type = given.string("type") ?? ""
    self.given = given
    self.customer = customer
    self.configuration = configuration
    self.call = call
    try checkMembers()
    try checkFeature()
    var shown: JSON.Object = [
      "after_completion": try afterCompletion(), "subscription_cancel": .null, "subscription_update": .null,
      "subscription_update_confirm": .null, "type": .string(type),
    ]
    if let details = given.object(type) { shown[type] = try checked(details) }
    self.shown = .object(shown)
  }

  /// A flow comes with the hash of its own name, if it has one, and with no other.
  private func checkMembers() throws(StripeError) {
    let names = ["subscription_cancel", "subscription_pause", "subscription_update", "subscription_update_confirm"]
    for name in names {
      if name == type {
        guard given.object(name) != nil else { throw .missing("flow_data[\(name)]") }
      } else if given.has(name) {
        throw StripeError(
          "`flow_data[\(name)]` can only be specified when `flow_data[type]` is `\(name)`.",
          param: "flow_data[\(name)]")
      }
    }
  }

  private func checkFeature() throws(StripeError) {
    let feature = type == "subscription_update_confirm" ? "subscription_update" : type
    guard !configuration.features.isEnabled(feature) else { return }
    let message =
      switch type {
      case "subscription_cancel":
        """
        This subscription cannot be canceled because the subscription cancellation feature in the portal configuration \
        is disabled.
        """
      case "subscription_update", "subscription_update_confirm":
        """
        This subscription cannot be updated because the subscription update feature in the portal configuration is \
        disabled.
        """
      default: "The \(type.replacing("_", with: " ")) feature in the portal configuration is disabled."
      }
    throw StripeError(message, param: "flow_data[type]")
  }

  private func afterCompletion() throws(StripeError) -> JSON {
    let after = given.object("after_completion")
    let type = after?.string("type") ?? "portal_homepage"
    let path = "flow_data[after_completion]"
    if type == "redirect", after?.object("redirect") == nil { throw .missing(path + "[redirect]") }
    var shown: JSON.Object = ["hosted_confirmation": .null, "redirect": .null, "type": .string(type)]
    for name in ["hosted_confirmation", "redirect"] {
      guard let details = after?.object(name) else { continue }
      guard name == type else {
        throw StripeError(
          "`\(path)[\(name)]` can only be specified when `\(path)[type]` is `\(name)`.", param: path + "[\(name)]")
      }
      shown[name] =
        name == "redirect" ? .object(details.values) : ["custom_message": details["custom_message"] ?? .null]
    }
    if type == "hosted_confirmation", shown[type] == .null { shown[type] = ["custom_message": .null] }
    return .object(shown)
  }

  /// The details of a subscription flow, as the session shows them.
  private func checked(_ details: Arguments) throws(StripeError) -> JSON {
    let path = "flow_data[\(type)]"
    let id = details.string("subscription") ?? ""
    guard let subscription = call.sandbox.store[Subscription.self][id], subscription.customer == customer else {
      throw .noSuch(Subscription.self, id, param: path + "[subscription]")
    }
    guard subscription.isRunning || subscription.status == .paused else {
      throw StripeError(
        """
        This subscription cannot be \(type == "subscription_cancel" ? "canceled" : "updated") because it has the \
        status `\(subscription.status.rawValue)`.
        """, param: path + "[subscription]")
    }
    switch type {
    case "subscription_cancel":
      guard subscription.cancelAt == nil, !subscription.cancelsAtPeriodEnd else {
        throw StripeError(
          "This subscription cannot be canceled because it is already set to be canceled.",
          param: path + "[subscription]")
      }
      if let coupon = details.object("retention")?.object("coupon_offer")?.string("coupon"),
        call.sandbox.store[Coupon.self][coupon] == nil
      {
        throw .noSuch(Coupon.self, coupon, param: path + "[retention][coupon_offer][coupon]")
      }
      return ["retention": details["retention"] ?? .null, "subscription": .string(id)]
    case "subscription_update_confirm": return try confirmed(details, subscription, path)
    default: return ["subscription": .string(id)]
    }
  }

  private func confirmed(
    _ details: Arguments, _ subscription: Subscription, _ path: String
  ) throws(StripeError) -> JSON {
    let items = details.objects("items") ?? []
    guard items.count == 1, let item = items.first else {
      throw StripeError("You must specify exactly one item to update.", param: path + "[items]")
    }
    let id = item.string("id") ?? ""
    guard call.sandbox.store[SubscriptionItem.self][id]?.subscription == subscription.id else {
      throw .noSuch("subscription item", id, param: path + "[items][0][id]")
    }
    let allowed = configuration.features["subscription_update"]["default_allowed_updates"]?.array ?? []
    if let price = item.string("price") {
      _ = try call.foundPrice(price, param: path + "[items][0][price]")
      guard allowed.contains("price"), configuration.features.products.contains(where: { $0.prices.contains(price) })
      else {
        throw StripeError(
          "The price `\(price)` is not among those that the portal configuration offers for subscription updates.",
          param: path + "[items][0][price]")
      }
    }
    if let quantity = item.integer("quantity") {
      guard quantity > 0 else { throw .belowOne(path + "[items][0][quantity]") }
      guard allowed.contains("quantity") else {
        throw StripeError(
          "The portal configuration does not allow updates of the quantity.", param: path + "[items][0][quantity]")
      }
    }
    let discounts = details.objects("discounts") ?? []
    guard discounts.count <= 1 else {
      throw StripeError("You can only specify one discount.", param: path + "[discounts]")
    }
    if !discounts.isEmpty { _ = try call.discounts(details, for: Discount.Holder(customer: customer)) }
    return [
      "discounts": details.has("discounts")
        ? .array(discounts.map { ["coupon": $0["coupon"] ?? .null, "promotion_code": $0["promotion_code"] ?? .null] })
        : .null,
      "items": .array([["id": .string(id), "price": item["price"] ?? .null, "quantity": item["quantity"] ?? .null]]),
      "subscription": .string(subscription.id),
    ]
  }
}
