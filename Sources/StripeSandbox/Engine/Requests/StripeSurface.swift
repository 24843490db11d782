/// The first words of all of Stripe's paths. A request for something that is there at Stripe and not here is not the
/// user's mistake, and is told so.
enum StripeSurface {
  /// The resource of Stripe's to which a path leads, such as `/v1/issuing/cards`. Nil: Stripe has none there.
  static func resource(of path: String) -> String? {
    let words = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
    guard words.count >= 2 else { return nil }
    if let part = words.last(where: parts.contains) { return "/" + words[0] + "/" + part }
    if words[0] == "v1", alone.contains(words[1]) { return "/v1/" + words[1] }
    guard words.count >= 3, let names = families["\(words[0])/\(words[1])"], names.contains(words[2]) else {
      return nil
    }
    return "/\(words[0])/\(words[1])/\(words[2])"
  }

  /// Below resources that the sandbox has.
  private static let parts: Set<String> = ["amount_details_line_items", "person_tokens"]

  private static let alone: Set<String> = [
    "account", "account_links", "account_sessions", "accounts", "application_fees", "balance", "balance_settings",
    "balance_transactions", "charges", "confirmation_tokens", "country_specs", "coupons", "credit_notes",
    "customer_sessions", "customers", "disputes", "ephemeral_keys", "events", "exchange_rates", "file_links", "files",
    "invoice_payments", "invoice_rendering_templates", "invoiceitems", "invoices", "mandates",
    "payment_attempt_records", "payment_intents", "payment_links", "payment_method_configurations",
    "payment_method_domains", "payment_methods", "payment_records", "payouts", "plans", "prices", "product_catalog",
    "products", "promotion_codes", "quotes", "refunds", "reviews", "setup_attempts", "setup_intents", "shipping_rates",
    "sources", "subscription_items", "subscription_schedules", "subscriptions", "tax_codes", "tax_ids", "tax_rates",
    "tokens", "topups", "transfers", "webhook_endpoints",
  ]

  private static let families: [String: Set<String>] = {
    var families: [String: Set<String>] = [:]
    for line in text.split(separator: "\n") {
      let halves = line.split(separator: ":", maxSplits: 1)
      guard halves.count == 2 else { continue }
      families[String(halves[0])] = Set(halves[1].split(separator: " ").map(String.init))
    }
    return families
  }()

  private static let text = """
    v1/apple_pay: domains
    v1/apps: installs secrets
    v1/billing: alerts credit_balance_summary credit_balance_transactions credit_grants feedback_options \
    meter_event_adjustments meter_events meters
    v1/billing_portal: configurations sessions
    v1/checkout: sessions
    v1/climate: orders products suppliers
    v1/entitlements: active_entitlements features
    v1/financial_connections: accounts sessions transactions
    v1/forwarding: requests
    v1/identity: verification_reports verification_sessions
    v1/issuing: authorizations cardholders cards disputes personalization_designs physical_bundles tokens transactions
    v1/radar: early_fraud_warnings payment_evaluations value_list_items value_lists
    v1/reporting: report_runs report_types
    v1/sigma: scheduled_query_runs
    v1/tax: associations calculations locations registrations settings transactions
    v1/terminal: configurations connection_tokens locations onboarding_links readers
    v1/test_helpers: confirmation_tokens customers issuing refunds terminal test_clocks treasury
    v1/three_d_secure: authentications
    v1/treasury: credit_reversals debit_reversals financial_accounts inbound_transfers outbound_payments \
    outbound_transfers received_credits received_debits transaction_entries transactions
    v2/billing: meter_event_adjustments meter_event_session meter_event_stream meter_events
    v2/commerce: product_catalog
    v2/core: account_links account_tokens accounts event_destinations events vault
    v2/money_management: adjustments financial_accounts financial_addresses inbound_transfers outbound_payments \
    outbound_setup_intents payout_intents payout_methods payout_methods_bank_account_spec received_credits \
    recipient_verifications test_helpers transaction_entries transactions
    v2/payments: off_session_payments
    v2/test_helpers: financial_addresses money_management
    """
}
