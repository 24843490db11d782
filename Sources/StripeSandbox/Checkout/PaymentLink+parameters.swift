extension PaymentLink {
  private static let methodTypes = """
    affirm|afterpay_clearpay|alipay|alma|au_becs_debit|bacs_debit|bancontact|billie|bizum|blik|boleto|card|cashapp|eps|\
    fpx|giropay|grabpay|ideal|klarna|konbini|link|mb_way|mobilepay|multibanco|oxxo|p24|pay_by_bank|paynow|paypal|\
    paypay|payto|pix|promptpay|satispay|scalapay|sepa_debit|sequra|sofort|sunbit|swish|twint|upi|us_bank_account|\
    wechat_pay|zip
    """

  private static let brands = "[american_express|discover_global_network|mastercard|visa]"

  /// The parameters that creating and changing share, besides those of sessions.
  private static let shared =
    CheckoutSession.sharedParameters + """
      after_completion: {
        hosted_confirmation: {custom_message: string(500)}
        redirect: {url: url!}
        type: hosted_confirmation|redirect!
      }
      application_fee_amount: integer?
      application_fee_percent: number?
      inactive_message: string(500)?
      on_behalf_of: id?
      payment_method_types: [\(methodTypes)]?
      restrictions: {completed_sessions: {limit: integer!}!}?
      shipping_options: [{shipping_rate: id}]?
      submit_type: auto|book|donate|pay|subscribe
      transfer_data: {amount: integer?, destination: id!}?

      """

  static let createParameters = Parameters(
    shared + """
      currency: currency
      line_items: [{
        adjustable_quantity: {enabled: boolean!, maximum: integer, minimum: integer}
        price: id
        price_data: {\(Price.dataParameters())}
        quantity: integer!
      }]!
      managed_payments: {enabled: boolean}
      payment_intent_data: {
        capture_method: automatic|automatic_async|manual
        description: string(1000)
        metadata
        setup_future_usage: off_session|on_session
        statement_descriptor: descriptor(22)
        statement_descriptor_suffix: descriptor(22)
        transfer_group
      }
      payment_method_options: {card: {restrictions: {brands_blocked: \(brands)}}}
      subscription_data: {
        description: string(500)
        \(CheckoutSession.invoiceSettings)
        metadata
        trial_period_days: integer
        \(CheckoutSession.trialSettings)
      }
      """)

  static let updateParameters = Parameters(
    shared + """
      active: boolean
      line_items: [{
        adjustable_quantity: {enabled: boolean!, maximum: integer, minimum: integer}
        id: id!
        quantity: integer
      }]
      payment_intent_data: {
        description: string(1000)?
        metadata
        setup_future_usage: off_session|on_session?
        statement_descriptor: descriptor(22)?
        statement_descriptor_suffix: descriptor(22)?
        transfer_group?
      }
      payment_method_options: {card: {restrictions: {brands_blocked: \(brands)?}?}?}?
      subscription_data: {
        \(CheckoutSession.invoiceSettings)
        metadata
        trial_period_days: integer?
        \(CheckoutSession.trialSettings)?
      }
      """)

  /// Members of the request that the link keeps as they are.
  static let kept = [
    "after_completion", "allow_promotion_codes", "application_fee_amount", "application_fee_percent", "automatic_tax",
    "billing_address_collection", "consent_collection", "custom_fields", "custom_text", "customer_creation",
    "inactive_message", "invoice_creation", "managed_payments", "name_collection", "on_behalf_of", "optional_items",
    "payment_intent_data", "payment_method_collection", "payment_method_options", "payment_method_types",
    "phone_number_collection", "restrictions", "shipping_address_collection", "submit_type", "subscription_data",
    "tax_id_collection", "transfer_data",
  ]
}
