import Wire

/// The features of the portal by their names, each complete: what a request leaves out is as Stripe fills it in.
struct PortalFeatures: Codable, Sendable {
  private(set) var values: JSON = [
    "customer_update": ["allowed_updates": [], "enabled": false],
    "invoice_history": ["enabled": false],
    "payment_method_update": ["enabled": false, "payment_method_configuration": .null],
    "subscription_cancel": [
      "cancellation_reason": ["enabled": false, "feedback_options": .null, "options": []], "enabled": false,
      "mode": "at_period_end", "proration_behavior": "none",
    ],
    "subscription_update": [
      "billing_cycle_anchor": .null, "default_allowed_updates": [], "enabled": false, "products": [],
      "proration_behavior": "none", "schedule_at_period_end": ["conditions": []],
      "trial_update_behavior": "end_trial",
    ],
  ]

  subscript(name: String) -> JSON { values[name] ?? .null }

  func isEnabled(_ name: String) -> Bool { self[name]["enabled"] == true }

  /// The features of an account that saved the settings in Stripe's dashboard without changes.
  static let ofDashboard: PortalFeatures = {
    var features = PortalFeatures()
    features.merge([
      "customer_update": ["allowed_updates": ["email", "address", "shipping", "phone", "tax_id"], "enabled": true],
      "invoice_history": ["enabled": true],
      "payment_method_update": ["enabled": true],
      "subscription_cancel": [
        "cancellation_reason": [
          "enabled": true,
          "options": [
            "too_expensive", "missing_features", "switched_service", "unused", "customer_service", "too_complex",
            "low_quality", "other",
          ],
        ],
        "enabled": true,
      ],
    ])
    return features
  }()

  mutating func merge(_ changes: JSON) { values = Self.merged(values, changes) }

  /// Members of a hash are merged, lists replaced; what is unset is empty.
  private static func merged(_ old: JSON?, _ new: JSON) -> JSON {
    switch new {
    case .object(let changes):
      var members = old?.object ?? [:]
      for (name, value) in changes { members[name] = merged(members[name], value) }
      return .object(members)
    case .null: return old?.array == nil ? .null : []
    default: return new
    }
  }

  func write(_ w: inout ObjectWriter) {
    w.field("customer_update", self["customer_update"])
    w.field("invoice_history", self["invoice_history"])
    w.field("payment_method_update", self["payment_method_update"])
    writeCancel(&w)
    writePause(&w)
    let update = self["subscription_update"]
    w.object("subscription_update") { w in
      w.field("billing_cycle_anchor", update["billing_cycle_anchor"] ?? .null)
      w.field("default_allowed_updates", update["default_allowed_updates"] ?? [])
      w.field("enabled", update["enabled"] ?? false)
      if w.isExpanded("products") { w.array("products", products) { $1.write(&$0) } }
      w.field("proration_behavior", update["proration_behavior"] ?? "none")
      w.field("schedule_at_period_end", update["schedule_at_period_end"] ?? .null)
      w.field("trial_update_behavior", update["trial_update_behavior"] ?? "end_trial")
    }
  }

  /// Configurations showed it until 2024-04-10, and do again since endive; in between where it is set.
  private func writePause(_ w: inout ObjectWriter) {
    let pause = self["subscription_pause"]
    guard pause != .null || w.version < .marketingFeatures || w.version >= .endive else { return }
    w.object("subscription_pause") { w in
      if w.version >= .marketingFeatures {
        let type = pause["duration"]?["type"]?.string ?? "interval_options"
        let month: JSON = ["interval": "month", "interval_count": 1]
        w.object("duration") { w in
          w.field("interval_options", pause["duration"]?["interval_options"] ?? (type == "indefinite" ? [] : [month]))
          w.field("type", type)
        }
      }
      w.field("enabled", pause["enabled"] ?? false)
    }
  }

  private func writeCancel(_ w: inout ObjectWriter) {
    let cancel = self["subscription_cancel"]
    w.object("subscription_cancel") { w in
      let reason = cancel["cancellation_reason"] ?? .null
      w.object("cancellation_reason") { w in
        w.field("enabled", reason["enabled"] ?? false)
        if w.version >= .endive {
          if feedbackOptions.isEmpty {
            w.null("feedback_options")
          } else {
            w.references("feedback_options", feedbackOptions)
          }
        }
        w.field("options", reason["options"] ?? [])
      }
      w.field("enabled", cancel["enabled"] ?? false)
      w.field("mode", cancel["mode"] ?? "at_period_end")
      w.field("proration_behavior", cancel["proration_behavior"] ?? "none")
    }
  }

  /// Reasons of the account's own that a customer may give for canceling.
  private var feedbackOptions: [String] {
    (self["subscription_cancel"]["cancellation_reason"]?["feedback_options"]?.array ?? []).compactMap(\.string)
  }

  /// The products and prices that a customer may change a subscription to.
  var products: [Offer] { (self["subscription_update"]["products"]?.array ?? []).map(Offer.init) }

  struct Offer {
    let product: String
    let prices: [String]
    private let quantity: JSON

    init(_ value: JSON) {
      product = value["product"]?.string ?? ""
      prices = value["prices"]?.array?.compactMap(\.string) ?? []
      quantity = value["adjustable_quantity"] ?? .null
    }

    func write(_ w: inout ObjectWriter) {
      w.object("adjustable_quantity") { w in
        w.field("enabled", quantity["enabled"]?.bool ?? false)
        w.field("maximum", quantity["maximum"]?.integer)
        w.field("minimum", quantity["minimum"]?.integer ?? 1)
      }
      w.field("prices", prices)
      w.field("product", product)
    }
  }
}

extension PortalFeatures {
  private static let reasons =
    "customer_service|low_quality|missing_features|other|switched_service|too_complex|too_expensive|unused"

  private static let pauseDuration = """
    duration: {
      interval_options: [{interval: day|month|week|year!, interval_count: integer}]?
      type: indefinite|interval_options!
    }
    """

  /// - Parameter isNew: features of a new configuration say whether they are on.
  static func parameters(isNew: Bool) -> String {
    let mark = isNew ? "!" : ""
    return """
      {
        customer_update: {allowed_updates: [email|address|name|phone|shipping|tax_id]?, enabled: boolean\(mark)}
        invoice_history: {enabled: boolean!}
        payment_method_update: {enabled: boolean!, payment_method_configuration?}
        subscription_cancel: {
          cancellation_reason: {
            enabled: boolean!
            feedback_options: [string]?
            options: [\(reasons)]?\(mark)
          }
          enabled: boolean\(mark)
          mode: at_period_end|immediately
          proration_behavior: always_invoice|create_prorations|none
        }
        subscription_pause: {\(pauseDuration), enabled: boolean}
        subscription_update: {
          billing_cycle_anchor: now|unchanged
          default_allowed_updates: [price|promotion_code|quantity]?
          enabled: boolean\(mark)
          products: [{
            adjustable_quantity: {enabled: boolean!, maximum: integer, minimum: integer}
            prices: [string]!
            product: id!
          }]?
          proration_behavior: always_invoice|create_prorations|none
          schedule_at_period_end: {
            conditions: [{type: decreasing_item_amount|shortening_interval!}]\(isNew ? "" : "?")
          }
          trial_update_behavior: continue_trial|end_trial
        }
      }\(mark)
      """
  }

  /// Holds what may be bought and answered against what there is.
  func check(_ call: Call) throws(StripeError) {
    let cancel = call.arguments.object("features")?.object("subscription_cancel")
    let options = cancel?.object("cancellation_reason")?.strings("feedback_options") ?? []
    for (index, id) in options.enumerated() {
      let param = "features[subscription_cancel][cancellation_reason][feedback_options][\(index)]"
      guard try call.feedbackOption(id, param: param).deactivatedAt == nil else {
        throw StripeError("The feedback option `\(id)` has been deactivated.", param: param)
      }
    }
    let path = "features[subscription_update][products]"
    if isEnabled("subscription_update") {
      guard !(self["subscription_update"]["default_allowed_updates"]?.array ?? []).isEmpty else {
        throw .missing("features[subscription_update][default_allowed_updates]")
      }
      guard !products.isEmpty else { throw .missing(path) }
      guard isEnabled("payment_method_update") else {
        throw StripeError("Cannot enable subscription updates while payment method update is disabled.")
      }
    }
    guard products.count <= 10 else {
      throw StripeError("You can only specify up to 10 products.", param: path)
    }
    for (index, offer) in products.enumerated() {
      let path = path + "[\(index)]"
      guard call.sandbox.store[Product.self][offer.product] != nil else {
        throw .noSuch(Product.self, offer.product, param: path + "[product]")
      }
      for (index, id) in offer.prices.enumerated() {
        let param = path + "[prices][\(index)]"
        let price = try call.foundPrice(id, param: param)
        guard price.product == offer.product else {
          throw StripeError("The price `\(id)` does not belong to the product `\(offer.product)`.", param: param)
        }
        guard price.recurring != nil else {
          throw StripeError("The price `\(id)` is not recurring.", param: param)
        }
      }
    }
  }
}
