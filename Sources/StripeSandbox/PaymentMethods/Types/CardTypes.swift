import Wire

extension PaymentMethodType {
  static let cards = [
    card, link, cardPresent, custom, interacPresent,
  ]

  static let card = PaymentMethodType(
    name: "card",
    options: """
      capture_method: manual?
      cvc_token
      installments: {enabled: boolean, plan: {count: integer!, interval: month!, type: fixed_count|bonus|revolving!}?}
      mandate_options: {
        amount: integer!
        amount_type: fixed|maximum!
        description: string(200)
        end_date: timestamp
        interval: day|month|sporadic|week|year!
        interval_count: integer
        reference: string(80)!
        start_date: timestamp!
        supported_types: [india]
      }
      moto: boolean
      network: amex|cartes_bancaires|diners|discover|eftpos_au|interac|jcb|mastercard|unionpay|unknown|visa|girocard|link
      request_extended_authorization: if_available|never
      request_incremental_authorization: if_available|never
      request_multicapture: if_available|never
      request_overcapture: if_available|never
      request_three_d_secure: any|automatic|challenge
      require_cvc_recollection: boolean
      setup_credential_usage: installment|recurring|unscheduled
      setup_future_usage: none|off_session|on_session?
      statement_descriptor_suffix_kana: string(22)?
      statement_descriptor_suffix_kanji: string(17)?
      stored_credential_usage: installment|recurring|unscheduled
      three_d_secure: {
        ares_trans_status: A|C|I|N|R|U|Y
        cryptogram!
        electronic_commerce_indicator: 01|02|05|06|07
        exemption_indicator: low_risk|none
        network_options: {cartes_bancaires: {cb_avalgo: 0|1|2|3|4|A!, cb_exemption, cb_score: integer}}
        requestor_challenge_indicator
        transaction_id!
        version: 1.0.2|2.1.0|2.2.0|2.3.0|2.3.1!
      }
      """,
    setupOptions: """
      mandate_options: {
        amount: integer!
        amount_type: fixed|maximum!
        currency!
        description: string(200)
        end_date: timestamp
        interval: day|month|sporadic|week|year!
        interval_count: integer
        reference: string(80)!
        start_date: timestamp!
        supported_types: [india]
      }
      moto: boolean
      network: amex|cartes_bancaires|diners|discover|eftpos_au|interac|jcb|mastercard|unionpay|unknown|visa|girocard|link
      request_three_d_secure: any|automatic|challenge
      setup_credential_usage: installment|recurring|unscheduled
      three_d_secure: {
        ares_trans_status: A|C|I|N|R|U|Y
        cryptogram
        electronic_commerce_indicator: 01|02|05|06|07
        network_options: {cartes_bancaires: {cb_avalgo: 0|1|2|3|4|A!, cb_exemption, cb_score: integer}}
        requestor_challenge_indicator
        transaction_id
        version: 1.0.2|2.1.0|2.2.0|2.3.0|2.3.1
      }
      """,
    shownOptions: ["installments": nil, "mandate_options": nil, "network": nil, "request_three_d_secure": "automatic"],
    shownSetupOptions: ["mandate_options": nil, "network": nil, "request_three_d_secure": "automatic"])

  static let link = PaymentMethodType(
    name: "link",
    details: ["email": .email],
    charged: "country",
    action: .none,
    options: "capture_method: manual?, persistent_token, setup_future_usage: none|off_session?",
    setupOptions: "persistent_token",
    shownOptions: ["persistent_token": nil],
    shownSetupOptions: ["persistent_token": nil])

  /// A way to pay of the merchant's own, whose type (`cpmt_…`) the dashboard makes.
  static let custom = PaymentMethodType(
    name: "custom",
    maker: .otherProcessor,
    takes: "type: id!",
    details: ["display_name": "Custom payment method", "logo": nil, "type": .needed("type")])

  static let cardPresent = PaymentMethodType(
    name: "card_present",
    maker: .cardReader,
    options: """
      capture_method: manual|manual_preferred
      request_extended_authorization: boolean
      request_incremental_authorization_support: boolean
      routing: {requested_priority: domestic|international}
      """,
    setupOptions: "")

  static let interacPresent = PaymentMethodType(
    name: "interac_present",
    maker: .cardReader,
    options: "")
}
