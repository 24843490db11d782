import Wire

extension PaymentMethodType {
  static let payLater = [
    affirm, afterpayClearpay, alma, billie, klarna, scalapay, sequra, sunbit, zip,
  ]

  static let affirm = PaymentMethodType(
    name: "affirm",
    charged: "location reader transaction_id",
    currencies: ["cad", "usd"],
    isReusable: false,
    options: "capture_method: manual?, preferred_locale: string(30), setup_future_usage: none",
    shownOptions: [:])

  static let afterpayClearpay = PaymentMethodType(
    name: "afterpay_clearpay",
    charged: "order_id reference",
    currencies: ["aud", "cad", "gbp", "nzd", "usd"],
    isReusable: false,
    options: "capture_method: manual?, reference: string(128), setup_future_usage: none",
    shownOptions: ["reference": nil])

  static let alma = PaymentMethodType(
    name: "alma",
    charged: "installments transaction_id",
    currencies: ["eur"],
    isReusable: false,
    options: "capture_method: manual?")

  static let billie = PaymentMethodType(
    name: "billie",
    charged: "transaction_id",
    currencies: ["eur", "gbp"],
    isReusable: false,
    options: """
      capture_method: manual?
      company_details: {
        registered_address: {city, country, line1, line2, postal_code, state}?
        registered_name
        registration_number
        registration_type?
        vat
      }?
      reference
      """)

  static let klarna = PaymentMethodType(
    name: "klarna",
    takes: "dob: {day: integer!, month: integer!, year: integer!}",
    charged: "location payer_details payment_method_category preferred_locale reader",
    currencies: ["aud", "cad", "chf", "czk", "dkk", "eur", "gbp", "nok", "nzd", "pln", "ron", "sek", "usd"],
    options: """
      capture_method: manual?
      \(onDemand)
      preferred_locale
      setup_future_usage: none|off_session|on_session
      subscriptions: [{
        interval: day|month|week|year!
        interval_count: integer
        name
        next_billing: {amount: integer!, date!}
        reference!
      }]?
      """,
    setupOptions: """
      currency
      \(onDemand)
      preferred_locale
      subscriptions: [{
        interval: day|month|week|year!
        interval_count: integer
        name
        next_billing: {amount: integer!, date!}!
        reference!
      }]?
      """,
    shownOptions: ["preferred_locale": nil])

  static let scalapay = PaymentMethodType(
    name: "scalapay",
    charged: "transaction_id",
    currencies: ["eur"],
    isReusable: false,
    options: "capture_method: manual?")

  static let sequra = PaymentMethodType(
    name: "sequra",
    charged: "transaction_id",
    currencies: ["eur"],
    isReusable: false,
    options: "capture_method: manual?, setup_future_usage: none")

  static let sunbit = PaymentMethodType(
    name: "sunbit",
    charged: "transaction_id",
    currencies: ["usd"],
    isReusable: false,
    options: "capture_method: manual?, setup_future_usage: none")

  static let zip = PaymentMethodType(
    name: "zip",
    currencies: ["aud", "usd"],
    isReusable: false,
    options: "setup_future_usage: none",
    shownOptions: [:])

  /// Klarna's terms for payments at the customer's wish, for a payment as for a setup.
  private static let onDemand = """
    on_demand: {
      average_amount: integer
      maximum_amount: integer
      minimum_amount: integer
      purchase_interval: day|month|week|year
      purchase_interval_count: integer
    }
    """
}
