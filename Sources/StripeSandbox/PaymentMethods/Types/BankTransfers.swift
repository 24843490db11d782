import Wire

extension PaymentMethodType {
  static let bankTransfers = [
    achCreditTransfer, customerBalance, paynow, pix, promptpay, upi,
  ]

  static let achCreditTransfer = PaymentMethodType(
    name: "ach_credit_transfer",
    maker: .source,
    charged: "account_number bank_name routing_number swift_code")

  static let customerBalance = PaymentMethodType(
    name: "customer_balance",
    currencies: ["eur", "gbp", "jpy", "mxn", "usd"],
    isReusable: false,
    action: .none,
    fee: Fee(rate: 50, fixed: 0, maximum: 500),
    options: """
      bank_transfer: {
        eu_bank_transfer: {country!}
        requested_address_types: [aba|iban|sepa|sort_code|spei|swift|zengin]
        type: eu_bank_transfer|gb_bank_transfer|jp_bank_transfer|mx_bank_transfer|us_bank_transfer!
      }
      funding_type: bank_transfer
      setup_future_usage: none
      """,
    shownOptions: ["funding_type": nil])

  static let paynow = PaymentMethodType(
    name: "paynow",
    charged: "location reader reference",
    currencies: ["sgd"],
    isReusable: false,
    action: .display { ("paynow_display_qr_code", $0.scanned) },
    options: "setup_future_usage: none",
    shownOptions: [:])

  static let pix = PaymentMethodType(
    name: "pix",
    details: ["fingerprint": nil],
    charged: "bank_transaction_id fingerprint mandate",
    currencies: ["brl"],
    action: .display { slip in
      var fields = slip.scanned
      fields["expires_at"] = .integer(slip.expiresAt)
      return ("pix_display_qr_code", JSON.Object(fields.sorted { $0.key < $1.key }))
    },
    lifetime: 86_400,
    options: """
      amount_includes_iof: always|never
      expires_after_seconds: integer
      expires_at: integer
      mandate_options: \(pixMandate)
      setup_future_usage: none|off_session
      """,
    setupOptions: "mandate_options: \(pixMandate)",
    shownOptions: ["expires_after_seconds": nil, "expires_at": nil])

  static let promptpay = PaymentMethodType(
    name: "promptpay",
    charged: "reference",
    currencies: ["thb"],
    isReusable: false,
    action: .display { ("promptpay_display_qr_code", $0.scanned) },
    options: "setup_future_usage: none",
    shownOptions: [:])

  static let upi = PaymentMethodType(
    name: "upi",
    takes: "mandate_options: \(upiMandate)",
    details: ["vpa": nil],
    charged: "vpa",
    currencies: ["inr"],
    action: .display { slip in
      var fields = slip.inApp()
      fields["mobile_auth_url"] = nil
      return ("upi_handle_redirect_or_display_qr_code", fields)
    },
    options: "mandate_options: \(upiMandate), setup_future_usage: none|off_session|on_session?",
    setupOptions: "mandate_options: \(upiMandate), setup_future_usage: none|off_session|on_session?")

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
