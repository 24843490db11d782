extension PaymentMethodOptions {
  /// What the ways to pay take that have no more to say than when money is taken and whether they are kept.
  static let otherPaymentDeclaration = """
      alma: {capture_method: manual?}?
      billie: {
        capture_method: manual?
        company_details: {
          registered_address: {city, country, line1, line2, postal_code, state}?
          registered_name
          registration_number
          registration_type?
          vat
        }?
        reference
      }?
      bizum: {}?
      blik: {code, mandate_options: {expires_at: integer}, setup_future_usage: none|off_session?}?
      boleto: {expires_after_days: integer, setup_future_usage: none|off_session|on_session?}?
      crypto: {setup_future_usage: none}?
      fpx: {setup_future_usage: none}?
      interac_present: {}?
      kakao_pay: {capture_method: manual?, setup_future_usage: none|off_session?}?
      konbini: {
        confirmation_number?
        expires_after_days: integer?
        expires_at: integer?
        product_description?
        setup_future_usage: none
      }?
      kr_card: {capture_method: manual?, setup_future_usage: none|off_session?}?
      mb_way: {setup_future_usage: none}?
      multibanco: {setup_future_usage: none}?
      naver_pay: {capture_method: manual?, setup_future_usage: none|off_session?}?
      nz_bank_account: {setup_future_usage: none|off_session|on_session?, target_date}?
      pay_by_bank: {}?
      payco: {capture_method: manual?, setup_future_usage: none}?
      paynow: {setup_future_usage: none}?
      paypay: {}?
      payto: {mandate_options: \(payToMandate), setup_future_usage: none|off_session?}?
      pix: {
        amount_includes_iof: always|never
        expires_after_seconds: integer
        expires_at: integer
        mandate_options: \(pixMandate)
        setup_future_usage: none|off_session
      }?
      promptpay: {setup_future_usage: none}?
      samsung_pay: {capture_method: manual?, setup_future_usage: none}?
      satispay: {capture_method: manual?, setup_future_usage: none|off_session|on_session?}?
      scalapay: {capture_method: manual?}?
      sequra: {capture_method: manual?, setup_future_usage: none}?
      sunbit: {capture_method: manual?, setup_future_usage: none}?
      twint: {setup_future_usage: none|off_session}?
      upi: {mandate_options: \(upiMandate), setup_future_usage: none|off_session|on_session?}?
    """

  /// The same for a SetupIntent.
  static let otherSetupDeclaration = """
      bizum: {}
      blik: {code, mandate_options: {expires_at: integer}}
      payto: {mandate_options: \(payToMandate)}
      pix: {mandate_options: \(pixMandate)}
      upi: {mandate_options: \(upiMandate), setup_future_usage: none|off_session|on_session?}
    """

  private static let payToMandate = """
    {
      amount: integer?
      amount_type: fixed|maximum?
      end_date?
      payment_schedule: adhoc|annual|daily|fortnightly|monthly|quarterly|semi_annual|weekly?
      payments_per_period: integer?
      purpose: dependant_support|government|loan|mortgage|other|pension|personal|retail|salary|tax|utility?
      start_date?
    }
    """

  private static let pixMandate = """
    {
      amount: integer
      amount_includes_iof: always|never
      amount_type: fixed|maximum
      currency
      end_date
      payment_schedule: halfyearly|monthly|quarterly|weekly|yearly
      reference
      start_date
    }
    """

  private static let upiMandate = "{amount: integer, amount_type: fixed|maximum, description, end_date: integer}"
}
