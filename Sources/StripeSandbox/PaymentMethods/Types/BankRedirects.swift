import Wire

extension PaymentMethodType {
  static let bankRedirects = [
    bancontact, bizum, blik, eps, fpx, giropay, ideal, p24, payByBank, sofort, twint,
  ]

  static let bancontact = PaymentMethodType(
    name: "bancontact",
    needs: ["name"],
    charged:
      "bank_code bank_name bic generated_sepa_debit generated_sepa_debit_mandate iban_last4 preferred_language verified_name",
    currencies: ["eur"],
    isReusable: false,
    options: "preferred_language: de|en|fr|nl, setup_future_usage: none|off_session?",
    shownOptions: ["preferred_language": "en"])

  static let bizum = PaymentMethodType(
    name: "bizum",
    details: ["buyer_id": nil],
    charged: "buyer_id transaction_id",
    currencies: ["eur"],
    options: "",
    setupOptions: "")

  static let blik = PaymentMethodType(
    name: "blik",
    details: ["buyer_id": nil],
    charged: "buyer_id",
    currencies: ["pln"],
    isReusable: false,
    action: .display { _ in ("blik_authorize", [:]) },
    lifetime: 60,
    options: "code, mandate_options: {expires_at: integer}, setup_future_usage: none|off_session?",
    setupOptions: "code, mandate_options: {expires_at: integer}",
    shownOptions: [:])

  static let eps = PaymentMethodType(
    name: "eps",
    needs: ["name"],
    takes: "bank",
    details: ["bank": .given("bank")],
    charged: "bank verified_name",
    currencies: ["eur"],
    isReusable: false,
    options: "setup_future_usage: none",
    shownOptions: [:])

  static let fpx = PaymentMethodType(
    name: "fpx",
    takes: "account_holder_type: company|individual, bank!",
    details: ["bank": .needed("bank")],
    charged: "account_holder_type bank transaction_id",
    currencies: ["myr"],
    isReusable: false,
    options: "setup_future_usage: none",
    shownOptions: [:])

  static let giropay = PaymentMethodType(
    name: "giropay",
    needs: ["name"],
    charged: "bank_code bank_name bic verified_name",
    currencies: ["eur"],
    isReusable: false,
    options: "setup_future_usage: none",
    shownOptions: [:])

  static let ideal = PaymentMethodType(
    name: "ideal",
    takes: "bank",
    details: ["bank": .given("bank"), "bic": nil],
    charged: "bank bic generated_sepa_debit generated_sepa_debit_mandate iban_last4 transaction_id verified_name",
    currencies: ["eur"],
    isReusable: false,
    options: "setup_future_usage: none|off_session?",
    shownOptions: [:])

  static let p24 = PaymentMethodType(
    name: "p24",
    needs: ["email"],
    takes: "bank",
    details: ["bank": .given("bank")],
    charged: "bank reference verified_name",
    currencies: ["eur", "pln"],
    isReusable: false,
    options: "setup_future_usage: none, tos_shown_and_accepted: boolean",
    shownOptions: [:])

  static let payByBank = PaymentMethodType(
    name: "pay_by_bank",
    currencies: ["gbp", "eur"],
    options: "")

  static let sofort = PaymentMethodType(
    name: "sofort",
    takes: "country: AT|BE|DE|ES|IT|NL!",
    details: ["country": .needed("country")],
    charged:
      "bank_code bank_name bic country generated_sepa_debit generated_sepa_debit_mandate iban_last4 preferred_language verified_name",
    currencies: ["eur"],
    isReusable: false,
    settles: .later,
    options: "preferred_language: de|en|es|fr|it|nl|pl?, setup_future_usage: none|off_session?",
    shownOptions: ["preferred_language": nil])

  static let twint = PaymentMethodType(
    name: "twint",
    charged: "mandate",
    currencies: ["chf"],
    options: "setup_future_usage: none|off_session",
    shownOptions: [:])
}
