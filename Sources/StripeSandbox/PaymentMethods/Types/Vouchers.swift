import Wire

extension PaymentMethodType {
  static let vouchers = [
    boleto, konbini, multibanco, oxxo,
  ]

  static let boleto = PaymentMethodType(
    name: "boleto",
    takes: "tax_id!",
    details: ["tax_id": .needed("tax_id")],
    charged: "tax_id",
    currencies: ["brl"],
    isReusable: false,
    action: .display { slip in
      (
        "boleto_display_details",
        [
          "expires_at": .integer(slip.expiresAt), "hosted_voucher_url": slip.url, "number": slip.digits(47),
          "pdf": .string(slip.page + "&print=true"),
        ]
      )
    },
    lifetime: 3 * 86_400,
    options: "expires_after_days: integer, setup_future_usage: none|off_session|on_session?",
    shownOptions: ["expires_after_days": 3])

  static let konbini = PaymentMethodType(
    name: "konbini",
    charged: "store",
    currencies: ["jpy"],
    isReusable: false,
    action: .display { slip in
      let confirmation = slip.options["confirmation_number"] ?? slip.digits(11)
      let store: JSON = ["confirmation_number": confirmation, "payment_code": slip.digits(6)]
      return (
        "konbini_display_details",
        [
          "expires_at": .integer(slip.expiresAt), "hosted_voucher_url": slip.url,
          "stores": ["familymart": store, "lawson": store, "ministop": store, "seicomart": store],
        ]
      )
    },
    lifetime: 3 * 86_400,
    options: """
      confirmation_number?
      expires_after_days: integer?
      expires_at: integer?
      product_description?
      setup_future_usage: none
      """,
    shownOptions: [
      "confirmation_number": nil, "expires_after_days": nil, "expires_at": nil, "product_description": nil,
    ])

  static let multibanco = PaymentMethodType(
    name: "multibanco",
    charged: "entity reference",
    currencies: ["eur"],
    isReusable: false,
    action: .display { slip in
      (
        "multibanco_display_details",
        [
          "entity": slip.digits(5), "expires_at": .integer(slip.expiresAt), "hosted_voucher_url": slip.url,
          "reference": slip.digits(9),
        ]
      )
    },
    lifetime: 7 * 86_400,
    options: "setup_future_usage: none",
    shownOptions: [:])

  static let oxxo = PaymentMethodType(
    name: "oxxo",
    needs: ["name", "email"],
    charged: "number",
    currencies: ["mxn"],
    isReusable: false,
    action: .display { slip in
      (
        "oxxo_display_details",
        ["expires_after": .integer(slip.expiresAt), "hosted_voucher_url": slip.url, "number": slip.digits(32)]
      )
    },
    lifetime: 3 * 86_400,
    options: "expires_after_days: integer, setup_future_usage: none",
    shownOptions: ["expires_after_days": 3])
}
