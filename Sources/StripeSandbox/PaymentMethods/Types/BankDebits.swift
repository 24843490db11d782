import Wire

extension PaymentMethodType {
  static let bankDebits = [
    achDebit, acssDebit, auBecsDebit, bacsDebit, nzBankAccount, payto, sepaDebit, usBankAccount,
  ]

  static let achDebit = PaymentMethodType(
    name: "ach_debit",
    maker: .source,
    charged: "account_holder_type bank_name country fingerprint last4 routing_number",
    settles: .later,
    action: .none)

  static let acssDebit = PaymentMethodType(
    name: "acss_debit",
    needs: ["name", "email"],
    takes: "account_number!, institution_number!, transit_number!",
    details: [
      "bank_name": "STRIPE TEST BANK", "fingerprint": .fingerprint("account_number"),
      "institution_number": .needed("institution_number"), "last4": .last4("account_number"),
      "transit_number": .needed("transit_number"),
    ],
    charged: "bank_name expected_debit_date fingerprint institution_number last4 mandate transit_number",
    currencies: ["cad", "usd"],
    settles: .later,
    action: .none,
    mandate: { _, _ in
      ["interval_description": nil, "payment_schedule": "sporadic", "transaction_type": "personal"]
    },
    options: """
      mandate_options: {
        custom_mandate_url: url?
        interval_description: string(500)
        payment_schedule: combined|interval|sporadic
        transaction_type: business|personal
      }
      setup_future_usage: none|off_session|on_session?
      target_date
      verification_method: automatic|instant|microdeposits
      """,
    setupOptions: """
      currency: cad|usd
      mandate_options: {
        custom_mandate_url: url?
        default_for: [invoice|subscription]
        interval_description: string(500)
        payment_schedule: combined|interval|sporadic
        transaction_type: business|personal
      }
      verification_method: automatic|instant|microdeposits
      """,
    shownOptions: [
      "mandate_options": ["interval_description": nil, "payment_schedule": nil, "transaction_type": nil],
      "verification_method": "automatic",
    ],
    shownSetupOptions: ["currency": nil, "verification_method": "automatic"])

  static let auBecsDebit = PaymentMethodType(
    name: "au_becs_debit",
    needs: ["name", "email"],
    takes: "account_number!, bsb_number!",
    details: [
      "bsb_number": .needed("bsb_number"), "fingerprint": .fingerprint("account_number"),
      "last4": .last4("account_number"),
    ],
    charged: "bsb_number expected_debit_date fingerprint last4 mandate",
    currencies: ["aud"],
    settles: .later,
    action: .none,
    mandate: { _, url in ["url": .string(url)] },
    options: "setup_future_usage: none|off_session|on_session?, target_date",
    shownOptions: [:])

  static let bacsDebit = PaymentMethodType(
    name: "bacs_debit",
    needs: ["name", "email"],
    takes: "account_number, sort_code",
    details: [
      "fingerprint": .fingerprint("account_number"), "last4": .last4("account_number"),
      "sort_code": .needed("sort_code"),
    ],
    charged: "expected_debit_date fingerprint last4 mandate sort_code",
    currencies: ["gbp"],
    settles: .later,
    action: .none,
    mandate: { reference, url in
      [
        "display_name": nil, "network_status": "accepted", "reference": .string(reference), "revocation_reason": nil,
        "service_user_number": nil, "url": .string(url),
      ]
    },
    options: "\(prefixedMandate), setup_future_usage: none|off_session|on_session?, target_date",
    setupOptions: prefixedMandate,
    shownOptions: ["mandate_options": [:]],
    shownSetupOptions: ["mandate_options": [:]])

  static let nzBankAccount = PaymentMethodType(
    name: "nz_bank_account",
    takes: "account_holder_name, account_number!, bank_code!, branch_code!, reference, suffix!",
    details: [
      "account_holder_name": .given("account_holder_name"), "bank_code": .needed("bank_code"),
      "bank_name": "STRIPE TEST BANK", "branch_code": .needed("branch_code"), "last4": .last4("account_number"),
      "suffix": .needed("suffix"),
    ],
    charged: "account_holder_name bank_code bank_name branch_code expected_debit_date last4 suffix",
    currencies: ["nzd"],
    settles: .later,
    action: .none,
    mandate: { _, _ in [:] },
    options: "setup_future_usage: none|off_session|on_session?, target_date")

  static let payto = PaymentMethodType(
    name: "payto",
    takes: "account_number, bsb_number, pay_id",
    details: ["bsb_number": .given("bsb_number"), "last4": .givenLast4("account_number"), "pay_id": .given("pay_id")],
    charged: "bsb_number last4 mandate pay_id",
    currencies: ["aud"],
    settles: .later,
    action: .none,
    options: "mandate_options: \(payToMandate), setup_future_usage: none|off_session?",
    setupOptions: "mandate_options: \(payToMandate)")

  static let sepaDebit = PaymentMethodType(
    name: "sepa_debit",
    needs: ["name", "email"],
    takes: "iban!",
    open: { method, data, name, account throws(StripeError) in
      guard let number = data.string("iban") else { throw .missing("\(name)[iban]") }
      let iban = try IBAN(number, param: "\(name)[iban]")
      method.details = iban.details(fingerprint: .string(CardNumber.fingerprint(iban.text, account: account)))
      method.debitOutcome = iban.outcome
    },
    charged: "bank_code branch_code country expected_debit_date fingerprint last4 mandate",
    currencies: ["eur"],
    settles: .later,
    action: .none,
    fee: Fee(rate: 0, fixed: 35),
    mandate: { reference, url in ["reference": .string(reference), "url": .string(url)] },
    options: "\(prefixedMandate), setup_future_usage: none|off_session|on_session?, target_date",
    setupOptions: prefixedMandate,
    shownOptions: ["mandate_options": [:]],
    shownSetupOptions: ["mandate_options": [:]])

  static let usBankAccount = PaymentMethodType(
    name: "us_bank_account",
    needs: ["name"],
    takes: """
      account_holder_type: company|individual
      account_number
      account_type: checking|savings
      financial_connections_account
      routing_number
      """,
    open: { method, data, name, account throws(StripeError) in
      try TestBankAccount(data, name: name).open(in: &method, account: account)
    },
    charged: """
      account_holder_type account_type bank_name expected_debit_date fingerprint last4 mandate payment_reference \
      routing_number
      """,
    currencies: ["usd"],
    settles: .later,
    action: .none,
    mandate: { _, _ in ["collection_method": nil] },
    options: """
      \(connection)
      preferred_settlement_speed: fastest|standard?
      setup_future_usage: none|off_session|on_session?
      target_date
      transaction_purpose: goods|other|services|unspecified?
      verification_method: automatic|instant|microdeposits
      """,
    setupOptions: """
      \(connection)
      verification_method: automatic|instant|microdeposits
      """,
    shownOptions: [
      "financial_connections": ["permissions": ["payment_method"], "prefetch": []], "mandate_options": [:],
      "transaction_purpose": "unspecified", "verification_method": "automatic",
    ],
    shownSetupOptions: [
      "financial_connections": ["permissions": ["payment_method"], "prefetch": []], "mandate_options": [:],
      "verification_method": "automatic",
    ],
    publicOptions: ["verification_method": "automatic"])

  /// A mandate's reference may begin as the business wants it.
  private static let prefixedMandate = "mandate_options: {reference_prefix?}"

  /// How an American account is connected, for a payment as for a setup.
  private static let connection = """
    financial_connections: {
      filters: {account_subcategories: [checking|savings]}
      permissions: [balances|ownership|payment_method|transactions]
      prefetch: [balances|ownership|transactions]
      return_url: url
    }
    mandate_options: {collection_method: paper?}
    networks: {requested: [ach|us_domestic_wire]}
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
}
