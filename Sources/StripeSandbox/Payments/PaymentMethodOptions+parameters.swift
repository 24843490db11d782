extension PaymentMethodOptions {
  /// What `payment_method_options` may hold on a PaymentIntent, in the notation of `Parameters`.
  static let paymentDeclaration = """
      acss_debit: {
        mandate_options: {
          custom_mandate_url: url?
          interval_description: string(500)
          payment_schedule: combined|interval|sporadic
          transaction_type: business|personal
        }
        setup_future_usage: none|off_session|on_session?
        target_date
        verification_method: automatic|instant|microdeposits
      }?
      affirm: {capture_method: manual?, preferred_locale: string(30), setup_future_usage: none}?
      afterpay_clearpay: {capture_method: manual?, reference: string(128), setup_future_usage: none}?
      alipay: {setup_future_usage: none|off_session?}?
      amazon_pay: {capture_method: manual?, setup_future_usage: none|off_session?}?
      au_becs_debit: {setup_future_usage: none|off_session|on_session?, target_date}?
      bacs_debit: {
        mandate_options: {reference_prefix?}
        setup_future_usage: none|off_session|on_session?
        target_date
      }?
      bancontact: {preferred_language: de|en|fr|nl, setup_future_usage: none|off_session?}?
      card: {
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
      }?
      card_present: {
        capture_method: manual|manual_preferred
        request_extended_authorization: boolean
        request_incremental_authorization_support: boolean
        routing: {requested_priority: domestic|international}
      }?
      cashapp: {capture_method: manual?, setup_future_usage: none|off_session|on_session?}?
      customer_balance: {
        bank_transfer: {
          eu_bank_transfer: {country!}
          requested_address_types: [aba|iban|sepa|sort_code|spei|swift|zengin]
          type: eu_bank_transfer|gb_bank_transfer|jp_bank_transfer|mx_bank_transfer|us_bank_transfer!
        }
        funding_type: bank_transfer
        setup_future_usage: none
      }?
      eps: {setup_future_usage: none}?
      giropay: {setup_future_usage: none}?
      grabpay: {setup_future_usage: none}?
      ideal: {setup_future_usage: none|off_session?}?
      klarna: {
        capture_method: manual?
        on_demand: {
          average_amount: integer
          maximum_amount: integer
          minimum_amount: integer
          purchase_interval: day|month|week|year
          purchase_interval_count: integer
        }
        preferred_locale
        setup_future_usage: none|off_session|on_session
        subscriptions: [{
          interval: day|month|week|year!
          interval_count: integer
          name
          next_billing: {amount: integer!, date!}
          reference!
        }]?
      }?
      link: {capture_method: manual?, persistent_token, setup_future_usage: none|off_session?}?
      mobilepay: {capture_method: manual?, setup_future_usage: none}?
      oxxo: {expires_after_days: integer, setup_future_usage: none}?
      p24: {setup_future_usage: none, tos_shown_and_accepted: boolean}?
      paypal: {
        capture_method: manual?
        preferred_locale
        reference: string(127)
        risk_correlation_id: string(32)
        setup_future_usage: none|off_session?
      }?
      revolut_pay: {capture_method: manual?, setup_future_usage: none|off_session?}?
      sepa_debit: {
        mandate_options: {reference_prefix?}
        setup_future_usage: none|off_session|on_session?
        target_date
      }?
      sofort: {preferred_language: de|en|es|fr|it|nl|pl?, setup_future_usage: none|off_session?}?
      swish: {reference?, setup_future_usage: none}?
      us_bank_account: {
        financial_connections: {
          filters: {account_subcategories: [checking|savings]}
          permissions: [balances|ownership|payment_method|transactions]
          prefetch: [balances|ownership|transactions]
          return_url: url
        }
        mandate_options: {collection_method: paper?}
        networks: {requested: [ach|us_domestic_wire]}
        preferred_settlement_speed: fastest|standard?
        setup_future_usage: none|off_session|on_session?
        target_date
        transaction_purpose: goods|other|services|unspecified?
        verification_method: automatic|instant|microdeposits
      }?
      wechat_pay: {app_id, client: android|ios|web!, setup_future_usage: none}?
      zip: {setup_future_usage: none}?
    \(otherPaymentDeclaration)
    """

  /// The same for a SetupIntent.
  static let setupDeclaration = """
      acss_debit: {
        currency: cad|usd
        mandate_options: {
          custom_mandate_url: url?
          default_for: [invoice|subscription]
          interval_description: string(500)
          payment_schedule: combined|interval|sporadic
          transaction_type: business|personal
        }
        verification_method: automatic|instant|microdeposits
      }
      amazon_pay: {}
    \(otherSetupDeclaration)
      bacs_debit: {mandate_options: {reference_prefix?}}
      card: {
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
      }
      card_present: {}
      klarna: {
        currency
        on_demand: {
          average_amount: integer
          maximum_amount: integer
          minimum_amount: integer
          purchase_interval: day|month|week|year
          purchase_interval_count: integer
        }
        preferred_locale
        subscriptions: [{
          interval: day|month|week|year!
          interval_count: integer
          name
          next_billing: {amount: integer!, date!}!
          reference!
        }]?
      }
      link: {persistent_token}
      paypal: {billing_agreement_id}
      sepa_debit: {mandate_options: {reference_prefix?}}
      us_bank_account: {
        financial_connections: {
          filters: {account_subcategories: [checking|savings]}
          permissions: [balances|ownership|payment_method|transactions]
          prefetch: [balances|ownership|transactions]
          return_url: url
        }
        mandate_options: {collection_method: paper?}
        networks: {requested: [ach|us_domestic_wire]}
        verification_method: automatic|instant|microdeposits
      }
    """
}
