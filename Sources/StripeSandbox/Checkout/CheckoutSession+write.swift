import Wire

extension CheckoutSession {
  package func write(_ w: inout ObjectWriter) {
    w.object("adaptive_pricing") {
      $0.field("enabled", settings["adaptive_pricing"]["enabled"]?.bool ?? (mode != .setup))
    }
    w.field("after_expiration", settings["after_expiration"])
    w.field("allow_promotion_codes", settings["allow_promotion_codes"])
    w.field("amount_subtotal", amountSubtotal)
    w.field("amount_total", amountTotal)
    w.object("automatic_tax") { [sandbox = w.sandbox] in writeAutomaticTax(sandbox, &$0) }
    w.field("billing_address_collection", settings["billing_address_collection"])
    w.object("branding_settings") { writeBranding(&$0) }
    w.field("cancel_url", settings["cancel_url"])
    w.field("client_reference_id", settings["client_reference_id"])
    w.field("client_secret", settings["client_secret"])
    w.object("collected_information", details) { w, details in
      w.null("business_name")
      w.null("individual_name")
      w.object("shipping_details", details.shipping) { w, shipping in
        w.object("address") { shipping.address.write(&$0) }
        w.field("name", shipping.name)
      }
    }
    w.field("consent", settings["consent"])
    w.field("consent_collection", settings["consent_collection"])
    w.field("created", created)
    w.field("currency", currency)
    w.null("currency_conversion")
    w.field("custom_fields", settings["custom_fields"] == .null ? [] : settings["custom_fields"])
    w.object("custom_text") { w in
      w.field("after_submit", settings["custom_text"]["after_submit"] ?? .null)
      w.field("shipping_address", settings["custom_text"]["shipping_address"] ?? .null)
      w.field("submit", settings["custom_text"]["submit"] ?? .null)
      w.field("terms_of_service_acceptance", settings["custom_text"]["terms_of_service_acceptance"] ?? .null)
    }
    w.reference("customer", customer)
    w.null("customer_account")
    w.field("customer_creation", settings["customer_creation"])
    w.object("customer_details", details) { $1.write(&$0) }
    w.field("customer_email", customerEmail)
    if mode == .setup { w.null("discounts") } else { writeDiscounts(&w) }
    w.field("expires_at", expiresAt)
    w.field("integration_identifier", settings["integration_identifier"])
    w.reference("invoice", invoice)
    w.field("invoice_creation", settings["invoice_creation"])
    if w.isExpanded("line_items") {
      w.list(
        "line_items", Array(lines.prefix(10)), hasMore: lines.count > 10, url: "/v1/checkout/sessions/\(id)/line_items")
    }
    w.field("livemode", false)
    w.field("locale", settings["locale"])
    w.object("managed_payments") { $0.field("enabled", settings["managed_payments"]["enabled"]?.bool ?? false) }
    w.field("metadata", metadata)
    w.field("mode", mode.rawValue)
    if settings["name_collection"] != .null { w.field("name_collection", settings["name_collection"]) }
    if settings["optional_items"] != .null { w.field("optional_items", settings["optional_items"]) }
    w.field("origin_context", settings["origin_context"])
    w.reference("payment_intent", paymentIntent)
    w.reference("payment_link", paymentLink)
    w.field("payment_method_collection", settings["payment_method_collection"])
    w.object("payment_method_configuration_details", isAutomatic ? w.sandbox.paymentMethodConfiguration : nil) {
      $0.field("id", $1)
      $0.null("parent")
    }
    w.field("payment_method_options", settings["payment_method_options"])
    w.field("payment_method_types", paymentMethodTypes)
    w.field("payment_status", paymentStatus)
    w.field("permissions", settings["permissions"])
    w.object("phone_number_collection") {
      $0.field("enabled", settings["phone_number_collection"]["enabled"]?.bool ?? false)
    }
    w.field("recovered_from", recoveredFrom)
    if !settings.isHosted {
      w.field("redirect_on_completion", settings["redirect_on_completion"])
      w.field("return_url", settings["return_url"])
    }
    w.field("saved_payment_method_options", settings["saved_payment_method_options"])
    w.reference("setup_intent", setupIntent)
    if w.version < .lateCheckoutIntents { w.object("shipping", details?.shipping) { $1.writeWithCarrier(&$0) } }
    w.field("shipping_address_collection", settings["shipping_address_collection"])
    w.object("shipping_cost", shippingCost) { w, cost in
      w.field("amount_subtotal", cost.amount)
      w.field("amount_tax", cost.tax)
      w.field("amount_total", cost.total)
      w.reference("shipping_rate", cost.rate)
      if w.isExpanded("taxes") { LineItem.write(taxes: cost.taxes ?? [], &w) }
    }
    if w.version >= .lateCheckoutIntents, w.version < .basil {
      w.object("shipping_details", details?.shipping) { $1.writeWithCarrier(&$0) }
    }
    w.array("shipping_options", shippingOptions) { w, rate in
      w.field("shipping_amount", currency.flatMap { w.sandbox.store[ShippingRate.self][rate]?.amount(in: $0) } ?? 0)
      w.reference("shipping_rate", rate)
    }
    w.field("status", status.rawValue)
    w.field("submit_type", settings["submit_type"])
    w.reference("subscription", subscription)
    w.field("success_url", settings["success_url"])
    if settings["tax_id_collection"] != .null { w.field("tax_id_collection", settings["tax_id_collection"]) }
    if mode == .setup { w.null("total_details") } else { w.object("total_details") { writeTotals(&$0) } }
    w.field("ui_mode", Self.uiMode(settings.string("ui_mode") ?? "hosted", at: w.version))
    w.field("url", url)
    w.field("wallet_options", settings["wallet_options"])
  }

  /// The modes were renamed in 2026.
  static func uiMode(_ name: String, at version: APIVersion) -> String {
    let names = [("hosted", "hosted_page"), ("embedded", "embedded_page"), ("custom", "elements")]
    guard let pair = names.first(where: { $0.0 == name || $0.1 == name }) else { return name }
    return version < .checkoutPages ? pair.0 : pair.1
  }

  private func writeAutomaticTax(_ sandbox: Sandbox, _ w: inout ObjectWriter) {
    let isEnabled = settings["automatic_tax"]["enabled"]?.bool ?? false
    w.field("enabled", isEnabled)
    w.field("liability", isEnabled ? settings["automatic_tax"]["liability"] ?? ["type": "self"] : .null)
    w.field("provider", isEnabled ? "stripe" : nil)
    w.field("status", isEnabled ? (taxLocation(in: sandbox) == nil ? "requires_location_inputs" : "complete") : nil)
  }

  private func writeBranding(_ w: inout ObjectWriter) {
    let branding = settings["branding_settings"]
    w.field("background_color", branding["background_color"]?.string ?? "#ffffff")
    w.field("border_style", branding["border_style"]?.string ?? "rounded")
    w.field("button_color", branding["button_color"]?.string ?? "#0074d4")
    w.field("display_name", branding["display_name"]?.string ?? "Nestbox")
    w.field("font_family", branding["font_family"]?.string ?? "default")
    w.field("icon", branding["icon"] ?? .null)
    w.field("logo", branding["logo"] ?? .null)
  }

  private func writeDiscounts(_ w: inout ObjectWriter) {
    w.array("discounts", discounts) { w, discount in
      if discount.promotionCode == nil { w.reference("coupon", discount.coupon, Coupon.self) } else { w.null("coupon") }
      w.reference("promotion_code", discount.promotionCode)
    }
  }

  private func writeTotals(_ w: inout ObjectWriter) {
    w.field("amount_discount", lines.amountDiscount)
    w.field("amount_shipping", shippingCost?.amount ?? 0)
    w.field("amount_tax", lines.amountTax + (shippingCost?.tax ?? 0))
    guard w.isExpanded("breakdown") else { return }
    w.object("breakdown") { w in
      w.array("discounts", discounts) { w, applied in
        let amounts = lines.flatMap(\.discounts).filter { $0.discount == applied.coupon }
        w.field("amount", amounts.reduce(0) { $0 + $1.amount })
        w.object("discount", discount(applied, w.sandbox)) { $1.writeWhole(&$0) }
      }
      LineItem.write(taxes: lines.flatMap(\.taxes), &w)
    }
  }
}

extension CheckoutSession {
  /// A discount of the session as an object.
  private func discount(_ applied: AppliedDiscount, _ sandbox: Sandbox) -> Discount? {
    sandbox.store[Coupon.self][applied.coupon].map { coupon in
      Discount(
        id: "di_" + id.drop { $0 != "_" }.dropFirst().drop { $0 != "_" }.dropFirst().prefix(24), start: created,
        holder: Discount.Holder(checkoutSession: id, customer: customer), coupon: coupon,
        promotionCode: applied.promotionCode, end: coupon.end(from: created))
    }
  }
}

extension CheckoutSession.Details {
  func write(_ w: inout ObjectWriter) {
    w.object("address", address) { $1.write(&$0) }
    w.null("business_name")
    w.field("email", email)
    w.null("individual_name")
    w.field("name", name)
    w.field("phone", phone)
    w.field("tax_exempt", taxExempt)
    w.field("tax_ids", taxIDs)
  }
}
