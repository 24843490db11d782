/// The hashes that objects hold, from `x-expandableFields` of Stripe's OpenAPI description. A request may expand them,
/// which changes nothing: they are whole already.
enum Hashes {
  static func contain(_ name: String, of object: StaticString) -> Bool {
    names[object.description]?.contains(name) ?? false
  }

  private static let names: [String: Set<String>] = Dictionary(
    uniqueKeysWithValues: table.split(separator: "\n").map { line in
      let words = line.split(separator: " ").map(String.init)
      return (String(words[0].dropLast()), Set(words.dropFirst()))
    })

  private static let table = """
    account: business_profile capabilities company controller future_requirements individual requirements settings \
      tos_acceptance
    apps.secret: scope
    balance_transaction: fee_details
    billing_portal.configuration: business_profile features login_page
    billing_portal.session: flow
    capability: future_requirements requirements
    charge: billing_details fraud_details outcome payment_method_details shipping transfer_data
    checkout.session: after_expiration automatic_tax consent consent_collection currency_conversion custom_fields \
      custom_text customer_details invoice_creation payment_method_options phone_number_collection \
      shipping_address_collection shipping_cost shipping_details shipping_options tax_id_collection total_details
    country_spec: verification_fields
    coupon: applies_to currency_options
    credit_note: discount_amounts shipping_cost tax_amounts
    credit_note_line_item: discount_amounts tax_amounts tax_rates
    customer: address cash_balance discount invoice_settings shipping tax
    customer_cash_balance_transaction: adjusted_for_overdraft applied_to_payment funded refunded_from_payment \
      unapplied_from_payment
    discount: coupon
    dispute: balance_transactions evidence evidence_details payment_method_details
    event: data request
    invoice: account_tax_ids automatic_tax custom_fields customer_address customer_shipping customer_tax_ids \
      default_tax_rates discount discounts from_invoice last_finalization_error payment_settings rendering_options \
      shipping_cost shipping_details status_transitions subscription_details threshold_reason total_discount_amounts \
      total_tax_amounts transfer_data
    invoiceitem: discounts period price tax_rates
    item: discounts price taxes
    mandate: customer_acceptance multi_use payment_method_details single_use
    payment_intent: amount_details automatic_payment_methods last_payment_error next_action payment_method_options \
      processing shipping transfer_data
    payment_link: after_completion automatic_tax consent_collection custom_fields custom_text invoice_creation \
      payment_intent_data phone_number_collection shipping_address_collection shipping_options subscription_data \
      tax_id_collection transfer_data
    payment_method: acss_debit affirm afterpay_clearpay alipay au_becs_debit bacs_debit bancontact billing_details \
      blik boleto card card_present cashapp customer_balance eps fpx giropay grabpay ideal interac_present klarna \
      konbini link oxxo p24 paynow paypal pix promptpay sepa_debit sofort us_bank_account wechat_pay zip
    payment_method_domain: apple_pay google_pay link paypal
    person: address address_kana address_kanji dob future_requirements registered_address relationship \
      requirements verification
    plan: tiers transform_usage
    price: currency_options custom_unit_amount recurring tiers transform_quantity
    product: features package_dimensions
    promotion_code: coupon restrictions
    quote: automatic_tax computed default_tax_rates discounts from_quote invoice_settings status_transitions \
      subscription_data total_details transfer_data
    refund: next_action
    review: ip_address_location session
    setup_attempt: payment_method_details setup_error
    setup_intent: automatic_payment_methods last_setup_error next_action payment_method_options
    shipping_rate: delivery_estimate fixed_amount
    source: code_verification owner receiver redirect source_order
    subscription: automatic_tax billing_thresholds cancellation_details default_tax_rates discount \
      pause_collection payment_settings pending_invoice_item_interval pending_update transfer_data trial_settings
    subscription_item: billing_thresholds price tax_rates
    subscription_schedule: current_phase default_settings phases
    tax.calculation: customer_details shipping_cost tax_breakdown
    tax.calculation_line_item: tax_breakdown
    tax.settings: defaults head_office status_details
    tax.transaction: customer_details reversal shipping_cost
    tax.transaction_line_item: reversal
    tax_id: verification
    token: bank_account card
    topup: source
    usage_record_summary: period
    """
}
