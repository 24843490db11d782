// The parameters of requests about subscriptions.
enum BillingParameters {
  static let automaticTax = "automatic_tax: {enabled: boolean!, liability: {account: id, type: account|self!}}"
  static let discounts = "discounts: [{coupon: id, discount: id, promotion_code: id}]?"
  static let issuer = "issuer: {account: id, type: account|self!}"
  static let interval = "{interval: day|month|week|year!, interval_count: integer}"
  static let thresholds = "billing_thresholds: {amount_gte: integer, reset_billing_cycle_anchor: boolean}?"
  static let transferData = "transfer_data: {amount_percent: number, destination: id!}?"

  /// A price made for the occasion.
  static let priceData = """
    price_data: {
      currency: currency!
      product: id!
      tax_behavior: exclusive|inclusive|unspecified
      unit_amount: integer
      unit_amount_decimal: decimal
    }
    """

  static let recurringPriceData = """
    price_data: {
      currency: currency!
      product: id!
      recurring: {interval: day|month|week|year!, interval_count: integer}!
      tax_behavior: exclusive|inclusive|unspecified
      unit_amount: integer
      unit_amount_decimal: decimal
    }
    """

  static let addedInvoiceItems = """
    add_invoice_items: [{
      discountable: boolean
      discounts: [{coupon: id, discount: id, promotion_code: id}]
      metadata
      period: {
        end: {timestamp: timestamp, type: min_item_period_end|phase_end|timestamp!}!
        start: {timestamp: timestamp, type: max_item_period_start|now|phase_start|timestamp!}!
      }
      price: id
      \(priceData)
      quantity: integer
      tax_rates: [id]?
    }]
    """

  static let invoiceSettings = """
    invoice_settings: {
      account_tax_ids: [id]?
      custom_fields: [{name: string(40)!, value: string(140)!}]?
      days_until_due: integer
      description?
      footer?
      \(issuer)
    }
    """

  private static let methodOptions = """
    acss_debit: {mandate_options: {transaction_type: business|personal}, verification_method: automatic|instant|microdeposits}?
    bancontact: {preferred_language: de|en|fr|nl}?
    blik: {mandate_options: {expires_at: timestamp}}?
    card: {
      installments: {enabled: boolean, plan: {count: integer, interval: month, type: fixed_count|bonus|revolving!}?}
      mandate_options: {amount: integer, amount_type: fixed|maximum, description: string(200)}
      network: amex|cartes_bancaires|diners|discover|eftpos_au|girocard|interac|jcb|link|mastercard|unionpay|unknown|visa
      request_three_d_secure: any|automatic|challenge
    }?
    customer_balance: {bank_transfer: {eu_bank_transfer: {country: id!}, type: id}, funding_type: id}?
    konbini: {}?
    payto: {mandate_options: {amount: integer, purpose}}?
    pix: {amount_includes_iof: always|never, expires_after_seconds: integer}?
    sepa_debit: {}?
    upi: {mandate_options: {amount: integer, amount_type: fixed|maximum, description, end_date: timestamp}}?
    us_bank_account: {
      financial_connections: {
        filters: {account_subcategories: [checking|savings]}
        permissions: [balances|ownership|payment_method|transactions]
        prefetch: [balances|ownership|transactions]
      }
      verification_method: automatic|instant|microdeposits
    }?
    """

  static let subscriptionPayment = """
    payment_settings: {
      payment_method_options: {
        \(methodOptions)
      }?
      payment_method_types: [string]?
      save_default_payment_method: off|on_subscription
    }
    """

  static let invoicePayment = """
    payment_settings: {
      default_mandate?
      payment_method_options: {
        \(methodOptions)
      }?
      payment_method_types: [string]?
    }
    """

  /// The parameters of a subscription item, wherever it is named.
  static let item = """
    billing_thresholds: {usage_gte: integer!}?
    current_trial: {trial_offer: id!}
    \(discounts)
    metadata
    plan: id
    price: id
    \(recurringPriceData)
    quantity: integer
    tax_rates: [id]?
    """

  /// The parameters of everything that an invoice bills once.
  static let billed = """
    amount: integer
    description?
    discountable: boolean
    \(discounts)
    metadata
    period: {end: timestamp!, start: timestamp!}
    price: id
    quantity: integer
    quantity_decimal: decimal
    tax_rates: [id]?

    """

  /// The same of an item of its own.
  static let invoiceItem =
    billed + """
      \(priceData)
      tax_behavior: exclusive|inclusive|unspecified
      tax_code?
      unit_amount: integer
      unit_amount_decimal: decimal

      """

  static let itemChange = item + "\nclear_usage: boolean\ndeleted: boolean\nid: id\n"

  static let payment = "payment_behavior: allow_incomplete|default_incomplete|error_if_incomplete|pending_if_incomplete"
  static let proration = "proration_behavior: always_invoice|create_prorations|none"
  static let cancellation = """
    cancellation_details: {
      comment?
      feedback: customer_service|low_quality|missing_features|other|switched_service|too_complex|too_expensive|unused?
      feedback_option: id
    }
    """
  static let trialSettings = """
    trial_settings: {
      end_behavior: {
        billing_cycle_anchor: now|unchanged
        missing_payment_method: cancel|create_invoice|pause!
      }!
    }
    """
  static let billingMode = "billing_mode: {flexible: {proration_discounts: included|itemized}, type: classic|flexible!}"
}

extension Subscription {
  /// The parameters that create and update share. `coupon`, `promotion_code`, `prorate`, `tax_percent` and `billing`
  /// are from before basil.
  private static let shared = """
    \(BillingParameters.addedInvoiceItems)
    application_fee_percent: number?
    \(BillingParameters.automaticTax)
    \(BillingParameters.billingSchedules)
    \(BillingParameters.thresholds)
    cancel_at: any(timestamp, max_billed_until|max_period_end|min_period_end)?
    cancel_at_period_end: boolean
    collection_method: charge_automatically|send_invoice
    coupon?
    days_until_due: integer
    default_payment_method: id?
    default_source?
    default_tax_rates: [id]?
    description: string(500)?
    \(BillingParameters.discounts)
    \(BillingParameters.invoiceSettings)
    metadata
    off_session: boolean
    on_behalf_of?
    \(BillingParameters.payment)
    \(BillingParameters.subscriptionPayment)
    pending_invoice_item_interval: \(BillingParameters.interval)?
    plan: id
    promotion_code?
    prorate: boolean
    \(BillingParameters.proration)
    quantity: integer
    tax_percent: number?
    \(BillingParameters.transferData)
    trial_end: any(timestamp, now)
    trial_from_plan: boolean
    \(BillingParameters.trialSettings)

    """

  static let createParameters = Parameters(
    shared + """
      backdate_start_date: timestamp
      billing_cycle_anchor: timestamp
      billing_cycle_anchor_config: {
        day_of_month: integer!, hour: integer, minute: integer, month: integer, second: integer
      }
      \(BillingParameters.billingMode)
      currency: currency
      customer: id
      customer_account: id
      items: [{
        \(BillingParameters.item)
      }]
      price: id
      trial_period_days: integer
      """)

  static let updateParameters = Parameters(
    shared + """
      billing_cycle_anchor: any(now|unchanged, {type: now|unchanged!})
      \(BillingParameters.cancellation)
      items: [{
        \(BillingParameters.itemChange)
      }]
      pause_collection: {behavior: keep_as_draft|mark_uncollectible|void!, resumes_at: timestamp}?
      price: id
      proration_date: timestamp
      """)

  static let cancelParameters = Parameters(
    "\(BillingParameters.cancellation)\ninvoice_now: boolean\nprorate: boolean\nat_period_end: boolean")

  static let pauseParameters = Parameters(
    """
    bill_for: {
      outstanding_usage_through: {type: none|now!}
      unused_time_from: {type: item_current_period_start|none|now!}
    }
    invoicing_behavior: invoice|pending_invoice_item
    type: subscription
    """)

  static let resumeParameters = Parameters(
    """
    billing_cycle_anchor: any(now|unchanged, {type: now|unchanged!})
    payment_behavior: resume_on_payment_attempt|resume_on_payment_success
    \(BillingParameters.proration)
    proration_date: timestamp
    """)

  static let migrateParameters = Parameters(
    "billing_mode: {flexible: {proration_discounts: included|itemized}, type: flexible!}!")

  static let listParameters = Parameters.list(
    """
    automatic_tax: {enabled: boolean!}
    collection_method: charge_automatically|send_invoice
    created: range
    current_period_end: range
    current_period_start: range
    customer: id
    customer_account: id
    plan: id
    price: id
    status: active|all|canceled|ended|incomplete|incomplete_expired|past_due|paused|trialing|unpaid
    test_clock: id
    """)
}
