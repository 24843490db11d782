import Wire

extension PaymentMethodType {
  static let wallets = [
    alipay, amazonPay, cashapp, crypto, grabpay, kakaoPay, krCard, mbWay, mobilepay, naverPay, payco, paypal, paypay,
    revolutPay, samsungPay, satispay, swish, wechat, wechatPay,
  ]

  static let alipay = PaymentMethodType(
    name: "alipay",
    charged: "buyer_id fingerprint transaction_id",
    currencies: ["aud", "cad", "cny", "eur", "gbp", "hkd", "jpy", "myr", "nzd", "sgd", "usd"],
    action: .display { slip in
      (
        "alipay_handle_redirect",
        [
          "native_data": nil, "native_url": nil, "return_url": slip.returnURL.map(JSON.string) ?? .null,
          "url": slip.url,
        ]
      )
    },
    options: "setup_future_usage: none|off_session?",
    shownOptions: [:])

  static let amazonPay = PaymentMethodType(
    name: "amazon_pay",
    charged: "funding transaction_id",
    options: "capture_method: manual?, setup_future_usage: none|off_session?",
    setupOptions: "",
    shownOptions: ["express_checkout_element_session_id": nil])

  static let cashapp = PaymentMethodType(
    name: "cashapp",
    details: ["buyer_id": nil, "cashtag": nil],
    charged: "buyer_id cashtag transaction_id",
    currencies: ["usd"],
    action: .display { ("cashapp_handle_redirect_or_display_qr_code", $0.inApp()) },
    options: "capture_method: manual?, setup_future_usage: none|off_session|on_session?",
    shownOptions: [:])

  static let crypto = PaymentMethodType(
    name: "crypto",
    charged: "buyer_address network token_currency transaction_hash",
    currencies: ["usd"],
    options: "setup_future_usage: none",
    shownOptions: [:])

  static let grabpay = PaymentMethodType(
    name: "grabpay",
    charged: "transaction_id",
    currencies: ["myr", "sgd"],
    isReusable: false,
    options: "setup_future_usage: none",
    shownOptions: [:])

  static let kakaoPay = PaymentMethodType(
    name: "kakao_pay",
    charged: "buyer_id transaction_id",
    currencies: ["krw"],
    options: "capture_method: manual?, setup_future_usage: none|off_session?",
    shownOptions: [:])

  static let krCard = PaymentMethodType(
    name: "kr_card",
    details: ["brand": nil, "last4": nil],
    charged: "brand buyer_id last4 transaction_id",
    currencies: ["krw"],
    options: "capture_method: manual?, setup_future_usage: none|off_session?",
    shownOptions: [:])

  static let mbWay = PaymentMethodType(
    name: "mb_way",
    currencies: ["eur"],
    isReusable: false,
    options: "setup_future_usage: none")

  static let mobilepay = PaymentMethodType(
    name: "mobilepay",
    charged: "card",
    currencies: ["dkk", "eur", "nok", "sek"],
    isReusable: false,
    options: "capture_method: manual?, setup_future_usage: none",
    shownOptions: [:])

  static let naverPay = PaymentMethodType(
    name: "naver_pay",
    takes: "funding: card|points",
    details: ["buyer_id": nil, "funding": .given("funding", or: "card")],
    charged: "buyer_id transaction_id",
    currencies: ["krw"],
    options: "capture_method: manual?, setup_future_usage: none|off_session?",
    shownOptions: [:])

  static let payco = PaymentMethodType(
    name: "payco",
    charged: "buyer_id transaction_id",
    currencies: ["krw"],
    options: "capture_method: manual?, setup_future_usage: none",
    shownOptions: [:])

  static let paypal = PaymentMethodType(
    name: "paypal",
    details: ["country": nil, "payer_email": nil, "payer_id": nil],
    charged: "country payer_email payer_id payer_name seller_protection transaction_id",
    currencies: ["aud", "cad", "chf", "czk", "dkk", "eur", "gbp", "hkd", "nok", "nzd", "pln", "sek", "sgd", "usd"],
    options: """
      capture_method: manual?
      preferred_locale
      reference: string(127)
      risk_correlation_id: string(32)
      setup_future_usage: none|off_session?
      """,
    setupOptions: "billing_agreement_id",
    shownOptions: ["preferred_locale": nil, "reference": nil])

  static let paypay = PaymentMethodType(
    name: "paypay",
    currencies: ["jpy"],
    options: "")

  static let revolutPay = PaymentMethodType(
    name: "revolut_pay",
    charged: "funding transaction_id",
    currencies: ["eur", "gbp"],
    options: "capture_method: manual?, setup_future_usage: none|off_session?",
    shownOptions: [:])

  static let samsungPay = PaymentMethodType(
    name: "samsung_pay",
    charged: "buyer_id transaction_id",
    currencies: ["krw"],
    options: "capture_method: manual?, setup_future_usage: none",
    shownOptions: [:])

  static let satispay = PaymentMethodType(
    name: "satispay",
    charged: "transaction_id",
    currencies: ["eur"],
    options: "capture_method: manual?, setup_future_usage: none|off_session|on_session?")

  static let swish = PaymentMethodType(
    name: "swish",
    charged: "fingerprint payment_reference verified_phone_last4",
    currencies: ["sek"],
    isReusable: false,
    action: .display { ("swish_handle_redirect_or_display_qr_code", $0.inApp(hasData: true)) },
    options: "reference?, setup_future_usage: none",
    shownOptions: ["reference": nil])

  static let wechat = PaymentMethodType(name: "wechat", maker: .source)

  static let wechatPay = PaymentMethodType(
    name: "wechat_pay",
    charged: "fingerprint location reader transaction_id",
    currencies: ["aud", "cad", "chf", "cny", "dkk", "eur", "gbp", "hkd", "jpy", "nok", "sek", "sgd", "usd"],
    isReusable: false,
    action: .display { slip in
      if slip.options["client"] == "ios" { return ("wechat_pay_redirect_to_ios_app", ["native_url": slip.url]) }
      var fields = slip.scanned
      fields["image_data_url"] = slip.qrCode["image_url_png"]
      return ("wechat_pay_display_qr_code", JSON.Object(fields.sorted { $0.key < $1.key }))
    },
    options: "app_id, client: android|ios|web!, setup_future_usage: none",
    shownOptions: ["app_id": nil, "client": nil])
}
