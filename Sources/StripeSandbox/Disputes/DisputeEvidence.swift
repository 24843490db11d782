import Wire

/// The merchant's evidence, field by field.
struct DisputeEvidence: Codable, Sendable {
  private var texts: [String: String] = [:]
  private var enhanced: JSON = [:]
  /// The merchant gave some of it; what Stripe filled in by itself does not count.
  private(set) var isGiven = false

  private static let names: [StaticString] = [
    "access_activity_log", "billing_address", "cancellation_policy", "cancellation_policy_disclosure",
    "cancellation_rebuttal", "customer_communication", "customer_email_address", "customer_name",
    "customer_purchase_ip", "customer_signature", "duplicate_charge_documentation", "duplicate_charge_explanation",
    "duplicate_charge_id", "enhanced_evidence", "product_description", "receipt", "refund_policy",
    "refund_policy_disclosure", "refund_refusal_explanation", "service_date", "service_documentation",
    "shipping_address", "shipping_carrier", "shipping_date", "shipping_documentation", "shipping_tracking_number",
    "uncategorized_file", "uncategorized_text",
  ]

  /// Those that hold the id of a file.
  static let files = [
    "cancellation_policy", "customer_communication", "customer_signature", "duplicate_charge_documentation", "receipt",
    "refund_policy", "service_documentation", "shipping_documentation", "uncategorized_file",
  ]

  /// The evidence that Stripe has already.
  init(email: String?, name: String?, product: String?) {
    texts["customer_email_address"] = email
    texts["customer_name"] = name
    texts["product_description"] = product
  }

  /// The text that decides a test dispute.
  var verdict: String? { texts["uncategorized_text"] }

  mutating func update(_ arguments: Arguments) {
    for (name, value) in arguments.values {
      if name == "enhanced_evidence" {
        enhanced = value.isNull ? [:] : value
      } else {
        texts[name] = value.string
      }
    }
    isGiven = true
  }

  func write(_ w: inout ObjectWriter) {
    for name in Self.names {
      let key = name.description
      if key == "enhanced_evidence" { w.field(name, enhanced) } else { w.field(name, texts[key]) }
    }
  }

  static let parameters = """
    evidence: {
      access_activity_log: string(20000), billing_address, cancellation_policy
      cancellation_policy_disclosure: string(20000), cancellation_rebuttal: string(20000), customer_communication
      customer_email_address, customer_name, customer_purchase_ip, customer_signature
      duplicate_charge_documentation, duplicate_charge_explanation: string(20000), duplicate_charge_id
      enhanced_evidence: {
        mastercard_compliance: {fee_acknowledged: boolean}
        visa_compelling_evidence_3: {
          disputed_transaction: {
            \(transaction), merchandise_or_services: merchandise|services
          }
          prior_undisputed_transactions: [{charge: id!, \(transaction)}]
        }
        visa_compliance: {fee_acknowledged: boolean}
      }?
      product_description: string(20000), receipt, refund_policy, refund_policy_disclosure: string(20000)
      refund_refusal_explanation: string(20000), service_date, service_documentation, shipping_address
      shipping_carrier, shipping_date, shipping_documentation, shipping_tracking_number, uncategorized_file
      uncategorized_text: string(20000)
    }
    """

  private static let transaction = """
    customer_account_id, customer_device_fingerprint, customer_device_id, customer_email_address
    customer_purchase_ip, product_description, shipping_address: address
    """
}
