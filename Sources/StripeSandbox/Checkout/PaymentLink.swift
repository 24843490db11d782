import Wire

/// An address that any number of customers pay at: each gets a Checkout Session of its own.
package struct PaymentLink: Resource {
  package static let object: StaticString = "payment_link"
  package static let pathParameter = "payment_link"
  package static let idPrefixes = ["plink_"]
  package static let indexes = [Index<PaymentLink>(name: "code") { $0.url.lastPathPart }]
  package static var expandable: [String: Expandable] {
    [
      "application": .absent, "automatic_tax.liability.account": .one("account"),
      "invoice_creation.invoice_data.account_tax_ids": .one("tax_id"),
      "invoice_creation.invoice_data.issuer.account": .one("account"), "line_items": .list("item"),
      "on_behalf_of": .one("account"), "shipping_options.shipping_rate": .one("shipping_rate"),
      "subscription_data.invoice_settings.account_tax_ids": .one("tax_id"),
      "subscription_data.invoice_settings.issuer.account": .one("account"),
      "transfer_data.destination": .one("account"),
    ]
  }
  private static let request =
    """
    POST payment_links line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=2000&line_items[0][price_data][product_data][name]=T-shirt&line_items[0][quantity]=1
    """
  package static let example: Script? = Script(stringLiteral: "paymentLink: " + request)
  package static let events: [EventRecipe] = [
    .init("payment_link.created", Script(stringLiteral: request)),
    .init("payment_link.updated", Script(stringLiteral: "a: \(request)\nPOST payment_links/{a} active=false")),
  ]

  package let id: String
  package let created: Int
  var isActive = true
  let mode: CheckoutSession.Mode
  var currency: String
  var lines: [LineItem] = []
  var metadata = Metadata()
  var shippingOptions: [String] = []
  /// Parameters for the link and for its sessions.
  var settings = CheckoutSession.Settings()
  let url: String

  /// How many of its sessions have been completed.
  func completedSessions(in store: Store) -> Int {
    let sessions = store[CheckoutSession.self]
    return (sessions.positions("payment_link", id) ?? []).count {
      sessions.row(at: Int($0))?.value.status == .complete
    }
  }

  private var sessionLimit: Int? {
    settings["restrictions"]["completed_sessions"]?["limit"]?.integer
  }

  func isOpen(in store: Store) -> Bool {
    isActive && sessionLimit.map { completedSessions(in: store) < $0 } ?? true
  }

  package func write(_ w: inout ObjectWriter) {
    w.field("active", isActive)
    w.object("after_completion") { writeAfterCompletion(&$0) }
    w.field("allow_promotion_codes", settings["allow_promotion_codes"].bool ?? false)
    w.null("application")
    w.field("application_fee_amount", settings["application_fee_amount"])
    w.field("application_fee_percent", settings["application_fee_percent"])
    w.object("automatic_tax") { w in
      let isOn = settings["automatic_tax"]["enabled"]?.bool ?? false
      w.field("enabled", isOn)
      w.field("liability", isOn ? settings["automatic_tax"]["liability"] ?? ["type": "self"] : .null)
    }
    w.field("billing_address_collection", settings.string("billing_address_collection") ?? "auto")
    w.field("consent_collection", settings["consent_collection"])
    w.field("currency", currency)
    w.field("custom_fields", settings["custom_fields"].array == nil ? [] : settings["custom_fields"])
    w.object("custom_text") { w in
      for name in ["after_submit", "shipping_address", "submit", "terms_of_service_acceptance"] as [StaticString] {
        w.field(name, settings["custom_text"][name.description] ?? .null)
      }
    }
    w.field(
      "customer_creation", settings.string("customer_creation") ?? (mode == .payment ? "if_required" : "always"))
    w.field("inactive_message", settings["inactive_message"])
    w.field("invoice_creation", mode == .payment ? CheckoutSession.invoiceCreation(Arguments(settings.members)) : .null)
    if w.isExpanded("line_items") {
      w.list(
        "line_items", Array(lines.prefix(10)), hasMore: lines.count > 10, url: "/v1/payment_links/\(id)/line_items")
    }
    w.field("livemode", false)
    w.object("managed_payments") { $0.field("enabled", settings["managed_payments"]["enabled"]?.bool ?? false) }
    w.field("metadata", metadata)
    if settings["name_collection"] != .null { w.field("name_collection", settings["name_collection"]) }
    w.reference("on_behalf_of", settings.string("on_behalf_of"))
    if settings["optional_items"] != .null { w.field("optional_items", settings["optional_items"]) }
    writePaymentIntentData(&w)
    w.field("payment_method_collection", settings.string("payment_method_collection") ?? "always")
    w.field("payment_method_options", settings["payment_method_options"])
    w.field("payment_method_types", settings["payment_method_types"])
    w.object("phone_number_collection") {
      $0.field("enabled", settings["phone_number_collection"]["enabled"]?.bool ?? false)
    }
    w.object("restrictions", sessionLimit) { w, limit in
      w.object("completed_sessions") { w in
        w.field("count", completedSessions(in: w.sandbox.store))
        w.field("limit", limit)
      }
    }
    w.field("shipping_address_collection", settings["shipping_address_collection"])
    w.array("shipping_options", shippingOptions) { w, rate in
      w.field("shipping_amount", w.sandbox.store[ShippingRate.self][rate]?.amount(in: currency) ?? 0)
      w.reference("shipping_rate", rate)
    }
    w.field("submit_type", settings.string("submit_type") ?? "auto")
    writeSubscriptionData(&w)
    w.object("tax_id_collection") { w in
      w.field("enabled", settings["tax_id_collection"]["enabled"]?.bool ?? false)
      w.field("required", settings["tax_id_collection"]["required"]?.string ?? "never")
    }
    w.object("transfer_data", settings.arguments("transfer_data")) { w, data in
      w.field("amount", data.integer("amount"))
      w.reference("destination", data.string("destination"))
    }
    w.field("url", url)
  }

  private func writeAfterCompletion(_ w: inout ObjectWriter) {
    let after = settings["after_completion"]
    if after["type"] == "redirect" {
      w.field("redirect", after["redirect"] ?? .null)
      return w.field("type", "redirect")
    }
    w.object("hosted_confirmation") {
      $0.field("custom_message", after["hosted_confirmation"]?["custom_message"] ?? .null)
    }
    w.field("type", "hosted_confirmation")
  }

  private func writePaymentIntentData(_ w: inout ObjectWriter) {
    w.object("payment_intent_data", settings.arguments("payment_intent_data")) { w, data in
      w.field("capture_method", data["capture_method"] ?? .null)
      w.field("description", data["description"] ?? .null)
      w.field("metadata", data["metadata"] ?? [:])
      for name in [
        "setup_future_usage", "statement_descriptor", "statement_descriptor_suffix", "transfer_group",
      ] as [StaticString] { w.field(name, data[name.description] ?? .null) }
    }
  }

  private func writeSubscriptionData(_ w: inout ObjectWriter) {
    guard mode == .subscription else { return w.null("subscription_data") }
    let data = settings["subscription_data"]
    w.object("subscription_data") { w in
      w.field("description", data["description"] ?? .null)
      w.object("invoice_settings") { w in
        if let settings = data["invoice_settings"]?.object {
          for name in ["account_tax_ids", "custom_fields", "description", "footer"] as [StaticString] {
            if let value = settings[name.description] { w.field(name, value) }
          }
        }
        w.field("issuer", data["invoice_settings"]?["issuer"] ?? ["type": "self"])
      }
      w.field("metadata", data["metadata"] ?? [:])
      w.field("trial_period_days", data["trial_period_days"] ?? .null)
      w.field("trial_settings", data["trial_settings"] ?? .null)
    }
  }
}
