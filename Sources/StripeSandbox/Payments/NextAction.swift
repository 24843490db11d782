import Wire

/// The customer's action before an intent goes on.
enum NextAction: Codable, Sendable {
  /// 3-D Secure by Stripe.js, in the page.
  case useStripeSDK(ThreeDSecure)
  /// 3-D Secure, or the wallet or bank of another method, on a page of its own.
  case redirect(returnURL: String, url: String)
  case verifyMicrodeposits(arrival: Int, hostedURL: String)
  case bankTransfer(BankTransferInstructions)
  /// Something to pay with elsewhere, under a name of its own. A voucher expires.
  case display(String, fields: JSON, expiresAt: Int?)

  struct ThreeDSecure: Codable, Sendable {
    let brand: String
    let attempt: String
    let transaction: String
  }

  func write(_ w: inout ObjectWriter) {
    switch self {
    case .redirect(let returnURL, let url):
      w.object("redirect_to_url") {
        $0.field("return_url", returnURL)
        $0.field("url", url)
      }
      w.field("type", "redirect_to_url")
    case .useStripeSDK(let secure):
      w.field("type", "use_stripe_sdk")
      w.object("use_stripe_sdk") { secure.write(&$0) }
    case .bankTransfer(let instructions):
      w.object("display_bank_transfer_instructions") { instructions.write(&$0) }
      w.field("type", "display_bank_transfer_instructions")
    case .display(let name, let fields, _):
      w.json.key(name)
      w.json.value(fields)
      w.field("type", name)
    case .verifyMicrodeposits(let arrival, let url):
      w.field("type", "verify_with_microdeposits")
      w.object("verify_with_microdeposits") {
        $0.field("arrival_date", arrival)
        $0.field("hosted_verification_url", url)
        $0.field("microdeposit_type", "descriptor_code")
      }
    }
  }
}

extension NextAction.ThreeDSecure {
  /// The card networks' directory servers, as EMV 3-D Secure names them.
  private var directoryServer: String {
    switch brand {
    case "mastercard": "A000000004"
    case "amex": "A000000025"
    case "discover", "diners": "A000000152"
    case "jcb": "A000000065"
    case "unionpay": "A000000333"
    default: "A000000003"
    }
  }

  /// A fingerprint request of EMV 3-D Secure. The certificates are empty: no server outside the sandbox is ever asked.
  func write(_ w: inout ObjectWriter) {
    w.object("directory_server_encryption") {
      $0.field("algorithm", "RSA")
      $0.field("certificate", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n")
      $0.field("directory_server_id", directoryServer)
      $0.field("root_certificate_authorities", ["-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n"])
    }
    w.field("directory_server_name", brand)
    w.field("merchant", w.sandbox.accountID)
    w.null("one_click_authn")
    w.field("server_transaction_id", transaction)
    w.field("three_d_secure_2_source", attempt)
    w.null("three_ds_frontend_optimizations")
    w.field("three_ds_method_url", "")
    w.field("three_ds_optimizations", "kf")
    w.field("type", "stripe_3ds2_fingerprint")
  }
}

extension Call {
  /// Two small deposits to the bank account, whose amounts or code the customer then tells.
  func microdeposits(for intent: String) -> NextAction {
    .verifyMicrodeposits(
      arrival: now.addingReportingOverflow(86_400).partialValue,
      hostedURL: sandbox.url(of: "/_sandbox/microdeposits/\(intent)"))
  }

  /// 3-D Secure (or another method's own page) for an intent, where the request can be sent back to or in the page.
  func challenge(_ intent: String, secret: String, paymentMethod: PaymentMethod, returnURL: String?) -> NextAction {
    let attempt = attempt(of: intent)
    if let returnURL {
      return .redirect(returnURL: returnURL, url: challengePage(intent, secret: secret, attempt))
    }
    let transaction = sandbox.identifiers.uuid()
    return .useStripeSDK(
      NextAction.ThreeDSecure(
        brand: paymentMethod.card?.brand.name ?? "visa", attempt: attempt, transaction: transaction))
  }

  func attempt(of intent: String) -> String {
    sandbox.identifiers.sibling(intent.hasPrefix("seti_") ? "setatt_" : "payatt_", of: intent)
  }

  /// The sandbox's page on which a customer authorises, or does not.
  func challengePage(_ intent: String, secret: String, _ attempt: String) -> String {
    sandbox.url(of: "/_sandbox/3ds/\(intent)?client_secret=\(secret)&source=\(attempt)")
  }
}
