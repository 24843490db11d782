// The parameters of requests about a PaymentIntent.
extension PaymentIntent {
  static let retrieveParameters = Parameters("client_secret: id")

  /// The parameters that create, update and confirm share.
  private static let sharedDeclaration = """
    client_secret: id
    mandate_data: \(Mandate.dataDeclaration)?
    payment_method: id
    payment_method_data: {\(PaymentMethod.dataParameters)}
    payment_method_options: {
    \(PaymentMethodType.paymentOptions)
    }
    payment_method_types: [string]
    receipt_email
    return_url: url
    setup_future_usage: off_session|on_session?
    shipping: {address!, carrier, name!, phone, tracking_number}?
    use_stripe_sdk: boolean
    confirmation_token: id
    \(oldDeclaration)
    excluded_payment_method_types: [string]?
    allowed_payment_method_types: [string]?
    \(detailsDeclaration)
    """

  /// The parameters about a payment's goods, which capture takes as well.
  static let detailsDeclaration = """
    payment_details: {customer_reference?, order_reference?}?
    \(AmountDetails.declaration)
    hooks: {inputs: {tax: {calculation?}}}
    """

  /// The parameters that create and update share.
  private static let settingsDeclaration = """
    application_fee_amount: integer?
    capture_method: automatic|automatic_async|manual
    customer: id
    customer_account: id
    description: string(1000)
    metadata
    statement_descriptor: descriptor(22)
    statement_descriptor_suffix: descriptor(22)
    transfer_group
    payment_method_configuration: id
    radar_options: {referrer, session}

    """ + sharedDeclaration

  static let createParameters = Parameters(
    """
    amount: integer!
    automatic_payment_methods: {allow_redirects: always|never, enabled: boolean!}
    confirm: boolean
    confirmation_method: automatic|manual
    currency: currency!
    error_on_requires_action: boolean
    mandate: id
    off_session: any(boolean, one_off|recurring)
    on_behalf_of: id
    transfer_data: {
      amount: integer, description, destination: id!, metadata, payment_data: {description, metadata}
    }

    """ + settingsDeclaration)

  static let updateParameters = Parameters(
    """
    amount: integer
    currency: currency
    transfer_data: {amount: integer, description, metadata, payment_data: {description, metadata}}

    """ + settingsDeclaration)

  static let confirmParameters = Parameters(
    """
    capture_method: automatic|automatic_async|manual
    error_on_requires_action: boolean
    mandate: id
    off_session: any(boolean, one_off|recurring)
    radar_options: {referrer, session}
    amount: integer
    amount_to_confirm: integer
    expected_payment_method_type

    """ + sharedDeclaration)
}
