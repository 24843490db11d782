// The parameters of requests about invoices.
extension Invoice {
  private static let shared = """
    account_tax_ids: [id]?
    application_fee_amount: integer
    auto_advance: boolean
    \(BillingParameters.automaticTax)
    automatically_finalizes_at: timestamp
    collection_method: charge_automatically|send_invoice
    custom_fields: [{name: string(40)!, value: string(140)!}]?
    days_until_due: integer
    default_payment_method: id
    default_source?
    default_tax_rates: [id]?
    description: string(1500)?
    \(BillingParameters.discounts)
    due_date: timestamp
    effective_at: timestamp?
    footer?
    \(BillingParameters.issuer)
    metadata
    number: string(26)?
    on_behalf_of?
    \(BillingParameters.invoicePayment)
    rendering: {
      amount_tax_display: exclude_tax|include_inclusive_tax?
      pdf: {page_size: a4|auto|letter}
      template: id
      template_version: integer?
    }
    shipping_cost: {shipping_rate: id, shipping_rate_data: {\(ShippingRate.dataParameters)}}?
    shipping_details: {address!, name!, phone?}?
    statement_descriptor: descriptor(22)
    transfer_data: {amount: integer, destination: id!}?

    """

  static let createParameters = Parameters(
    shared + """
      coupon?
      currency: currency
      customer: id
      customer_account: id
      from_invoice: {action: revision!, invoice: id!}
      pending_invoice_items_behavior: exclude|include|include_and_require
      subscription: id
      """)

  static let updateParameters = Parameters(shared)

  static let listParameters = Parameters.list(
    """
    collection_method: charge_automatically|send_invoice
    created: range
    customer: id
    customer_account: id
    due_date: range
    status: draft|open|void|paid|uncollectible
    subscription: id
    """)

  static let payParameters = Parameters(
    """
    forgive: boolean
    mandate?
    off_session: boolean
    paid_out_of_band: boolean
    payment_method: id
    source: id
    """)

  /// A line as it is added or changed.
  private static let line =
    BillingParameters.billed + """
      price_data: {\(Price.dataParameters(isRecurring: false))}
      pricing: {price: id}
      tax_amounts: [{
        amount: integer!
        tax_rate_data: {
          country
          description
          display_name!
          inclusive: boolean!
          jurisdiction
          jurisdiction_level: city|country|county|district|multiple|state
          percentage: number!
          state
          tax_type
        }!
        taxability_reason
        taxable_amount: integer!
      }]?

      """

  static let addLinesParameters = Parameters("invoice_metadata: metadata?\nlines: [{\ninvoice_item: id\n\(line)}]!")
  static let updateLinesParameters = Parameters("invoice_metadata: metadata?\nlines: [{\nid: id!\n\(line)}]!")
  static let updateLineParameters = Parameters(line)
  static let removeLinesParameters = Parameters(
    "invoice_metadata: metadata?\nlines: [{behavior: delete|unassign!, id: id!}]!")
}
