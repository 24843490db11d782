import Wire

extension CheckoutSession {
  /// The parameters that a session and a payment link share.
  static let sharedParameters = """
    allow_promotion_codes: boolean
    automatic_tax: {enabled: boolean!, liability: {account, type: account|self!}}
    billing_address_collection: auto|required
    consent_collection: {
      payment_method_reuse_agreement: {position: auto|hidden!}
      promotions: auto|none
      terms_of_service: none|required
    }
    custom_fields: [{
      dropdown: {default_value: string(100), options: [{label: string(100)!, value: string(100)!}]!}
      key: string(200)!
      label: {custom: string(50)!, type: custom!}!
      numeric: {default_value: string(255), maximum_length: integer, minimum_length: integer}
      optional: boolean
      text: {default_value: string(255), maximum_length: integer, minimum_length: integer}
      type: dropdown|numeric|text!
    }]?
    custom_text: {
      after_submit: {message: string(1200)!}?
      shipping_address: {message: string(1200)!}?
      submit: {message: string(1200)!}?
      terms_of_service_acceptance: {message: string(1200)!}?
    }
    customer_creation: always|if_required
    invoice_creation: {
      enabled: boolean!
      invoice_data: {
        \(invoiceData)
        metadata
        rendering_options: {amount_tax_display: exclude_tax|include_inclusive_tax?, template}?
      }
    }
    metadata
    name_collection: {
      business: {enabled: boolean!, optional: boolean}
      individual: {enabled: boolean!, optional: boolean}
    }
    optional_items: [{
      adjustable_quantity: {enabled: boolean!, maximum: integer, minimum: integer}
      price: id!
      quantity: integer!
    }]
    payment_method_collection: always|if_required
    phone_number_collection: {enabled: boolean!}
    shipping_address_collection: {allowed_countries: [\(ShippingCountries.all)]!}?
    tax_id_collection: {enabled: boolean!, required: if_supported|never}

    """

  private static let paymentIntentData = """
    application_fee_amount: integer
    capture_method: automatic|automatic_async|manual
    description: string(1000)
    metadata
    on_behalf_of
    receipt_email
    setup_future_usage: off_session|on_session
    shipping: {address!, carrier, name!, phone, tracking_number}
    statement_descriptor: descriptor(22)
    statement_descriptor_suffix: descriptor(22)
    transfer_data: {amount: integer, destination: id!}
    transfer_group
    """

  /// What an invoice of a session or a payment link shows.
  private static let invoiceData = """
    account_tax_ids: [string]?
    custom_fields: [{name: string(40)!, value: string(140)!}]?
    description: string(1500)
    footer
    issuer: {account, type: account|self!}
    """

  /// Of a subscription that a session or a payment link makes.
  static let invoiceSettings = "invoice_settings: {\(invoiceData)}"
  static let trialSettings = "trial_settings: {end_behavior: {missing_payment_method: cancel|create_invoice|pause!}!}"

  private static let subscriptionData = """
    application_fee_percent: decimal
    billing_cycle_anchor: timestamp
    billing_cycle_anchor_config: {
      day_of_month: integer!, hour: integer, minute: integer, month: integer, second: integer
    }
    billing_mode: {flexible: {proration_discounts: included|itemized}, type: classic|flexible!}
    coupon
    default_tax_rates: [string]
    description: string(500)
    \(invoiceSettings)
    items: [{plan: id!, quantity: integer}]
    metadata
    on_behalf_of
    pending_invoice_item_interval: {interval: day|month|week|year!, interval_count: integer}
    proration_behavior: create_prorations|none
    transfer_data: {amount_percent: decimal, destination: id!}
    trial_end: timestamp
    trial_from_plan: boolean
    trial_period_days: integer
    \(trialSettings)
    """

  private static let paymentMethodOptions =
    "map(map(any(string, boolean, [string], map(any(string, boolean, [string], map(string))))))"

  static let shippingOptionParameters =
    "[{shipping_rate: id, shipping_rate_data: {\(ShippingRate.dataParameters)}}]?"

  static let createParameters = Parameters(
    sharedParameters + """
      allowed_payment_method_types: [string]
      currency: currency
      excluded_payment_method_types: [string]
      managed_payments: {enabled: boolean}
      payment_method_options: \(paymentMethodOptions)
      payment_method_types: [string] <endive
      adaptive_pricing: {enabled: boolean}
      after_expiration: {recovery: {allow_promotion_codes: boolean, enabled: boolean!}}
      branding_settings: {
        background_color?, border_style: pill|rectangular|rounded?, button_color?, display_name, font_family?
        icon: {file, type: file|url!, url}, logo: {file, type: file|url!, url}
      }
      cancel_url
      client_reference_id: string(200)
      customer: id
      customer_account: id
      customer_email
      customer_update: {address: auto|never, name: auto|never, shipping: auto|never}
      discounts: [{coupon: id, promotion_code: id}]
      expires_at: timestamp
      integration_identifier
      line_items: \(Call.lineItems)
      locale: \(locales)
      mode: payment|setup|subscription
      origin_context: mobile_app|web
      payment_intent_data: {\(paymentIntentData)}
      payment_method_configuration: id
      payment_method_data: {allow_redisplay: always|limited|unspecified}
      permissions: {update_shipping_details: client_only|server_only}
      redirect_on_completion: always|if_required|never
      return_url
      saved_payment_method_options: {
        allow_redisplay_filters: [always|limited|unspecified]
        payment_method_remove: disabled|enabled
        payment_method_save: disabled|enabled
      }
      setup_intent_data: {description: string(1000), metadata, on_behalf_of}
      shipping_options: \(shippingOptionParameters)
      submit_type: auto|book|donate|pay|subscribe
      subscription_data: {\(subscriptionData)}
      success_url
      ui_mode: custom|elements|embedded|embedded_page|form|hosted|hosted_page
      wallet_options: {link: {display: auto|never}}
      """)

  static let updateParameters = Parameters(
    """
    collected_information: {shipping_details: {address!, name: string(255)!}}
    line_items: [{
      adjustable_quantity: {enabled: boolean!, maximum: integer, minimum: integer}
      id
      metadata
      price: id
      price_data: {\(Price.dataParameters())}
      quantity: integer
      tax_rates: [string]?
    }]
    metadata
    payment_intent_data: {
      description: string(1000), metadata, setup_future_usage: off_session|on_session?
      statement_descriptor: descriptor(22), statement_descriptor_suffix: descriptor(22)
    }
    shipping_options: \(shippingOptionParameters)
    """)

  private static let locales = """
    auto|bg|cs|da|de|el|en|en-GB|es|es-419|et|fi|fil|fr|fr-CA|hi-IN|hr|hu|id|it|ja|ko|lt|lv|ms|mt|nb|nl|pl|pt|pt-BR|ro|\
    ru|sk|sl|sv|th|tr|vi|zh|zh-HK|zh-TW
    """

  /// Members of the request that the session keeps as they are.
  static let kept = [
    "adaptive_pricing", "allow_promotion_codes", "automatic_tax", "billing_address_collection", "branding_settings",
    "cancel_url", "client_reference_id", "consent_collection", "custom_fields", "custom_text", "customer_creation",
    "customer_update", "integration_identifier", "locale", "managed_payments", "name_collection", "optional_items",
    "origin_context", "payment_intent_data", "payment_method_collection", "payment_method_data", "permissions",
    "phone_number_collection", "redirect_on_completion", "return_url", "setup_intent_data",
    "shipping_address_collection", "submit_type", "subscription_data", "success_url", "tax_id_collection", "ui_mode",
    "wallet_options",
  ]
}
