/// What Stripe's objects are made of at the newest version: which keys, of which type, and which may be null.
///
///     name            text                       name:int name:bool   a number, a truth
///     name?           or null                    ~name                only there where it belongs
///     name{a b}       a hash                     name@a               the hash that is spelled out under `@a`
///     name[x]         an array of these          name[[x]]            a list object of these
///     name->a|b       an id, or the object       name=>a              the object
///     name:map        the user's own keys        name:any             of no fixed shape
enum SchemaFacts {
  static let text = """
    @address city? country? line1? line2? postal_code? state?
    @checks address_line1_check? address_postal_code_check? cvc_check?
    @billing address@address email? name? phone? tax_id?
    @shipping address@address carrier? name? phone? tracking_number?
    @card brand checks@checks country? display_brand exp_month:int exp_year:int fingerprint? funding generated_from:any?
      last4 networks{available[string] preferred?}? regulated_status? three_d_secure_usage{supported:bool}? wallet:any?
    @error ~advice_code ~charge ~code ~decline_code ~doc_url message ~network_advice_code ~network_decline_code ~param
      ~payment_intent=>payment_intent ~payment_method=>payment_method ~payment_method_type ~request_log_url
      ~setup_intent=>setup_intent type
    @secure authentication_flow? electronic_commerce_indicator? exemption_indicator? exemption_indicator_applied?
      result? result_reason? transaction_id? version?
    @money amount:int currency
    @mandateOptions amount:int amount_type ~currency description? end_date:int? interval interval_count:int? reference
      start_date:int supported_types[string]?
    @evidence access_activity_log? billing_address? cancellation_policy? cancellation_policy_disclosure?
      cancellation_rebuttal? customer_communication? customer_email_address? customer_name? customer_purchase_ip?
      customer_signature? duplicate_charge_documentation? duplicate_charge_explanation? duplicate_charge_id?
      enhanced_evidence:any product_description? receipt? refund_policy? refund_policy_disclosure?
      refund_refusal_explanation? service_date? service_documentation? shipping_address? shipping_carrier?
      shipping_date? shipping_documentation? shipping_tracking_number? uncategorized_file? uncategorized_text?

    balance object available[{amount:int currency source_types:any}] livemode:bool
      pending[{amount:int currency source_types:any}]
      refund_and_dispute_prefunding{available[{amount:int currency}] pending[{amount:int currency}]}
    balance_transaction id object amount:int available_on:int balance_type created:int currency description?
      exchange_rate? fee:int fee_details[{amount:int application? currency description type}] net:int
      reporting_category source->charge|dispute|refund? status type
    bank_account id object account_holder_name? account_holder_type? account_type? bank_name? country currency
      ~customer->customer? fingerprint? last4 ~metadata:map routing_number? status
    card id object address_city? address_country? address_line1? address_line1_check? address_line2? address_state?
      address_zip? address_zip_check? ~allow_redisplay brand country? ~customer->customer? cvc_check? dynamic_last4?
      email? exp_month:int exp_year:int fingerprint? funding last4 metadata:map name? ~networks{preferred?} phone?
      regulated_status? tokenization_method? wallet:any?
    cash_balance object available:any? customer customer_account? livemode:bool
      settings{reconciliation_mode using_merchant_default:bool}
    charge id object amount:int amount_captured:int amount_refunded:int application? application_fee?
      application_fee_amount:int? balance_transaction->balance_transaction? billing_details@billing
      calculated_statement_descriptor? captured:bool created:int currency customer->customer? description? destination?
      dispute->dispute? disputed:bool failure_balance_transaction->balance_transaction? failure_code? failure_message?
      fraud_details{~user_report} livemode:bool metadata:map on_behalf_of? order?
      outcome{advice_code? network_advice_code? network_decline_code? network_status? reason? risk_level risk_score:int
      seller_message? type} paid:bool payment_intent->payment_intent? payment_method?
      payment_method_details{
      ~card{amount_authorized:int? authorization_code? brand? ~capture_before:int checks@checks country?
      electronic_commerce_indicator exp_month:int exp_year:int extended_authorization{status} fingerprint? funding?
      incremental_authorization{status} installments:any? last4? mandate? multicapture{status} network?
      network_token{used:bool} network_transaction_id? overcapture{maximum_amount_capturable:int status}
      regulated_status? three_d_secure@secure? transaction_link_id? wallet:any?}
      ~link{country?}
      ~sepa_debit{bank_code? branch_code? country? expected_debit_date? fingerprint? last4? mandate?}
      ~us_bank_account{account_holder_type? account_type? bank_name? expected_debit_date? fingerprint? last4? mandate?
      payment_reference? routing_number?} type}
      radar_options{} receipt_email? receipt_number? receipt_url? refunded:bool ~refunds[[refund]] review?
      shipping@shipping? source=>card? source_transfer? statement_descriptor? statement_descriptor_suffix? status
      transfer_data:any? transfer_group?
    confirmation_token id object created:int expires_at:int livemode:bool mandate_data:any? payment_intent?
      payment_method_options{card{cvc_token?}} payment_method_preview{allow_redisplay billing_details@billing ~card@card
      customer? customer_account? type} return_url? setup_future_usage? setup_intent? shipping:any? use_stripe_sdk:bool
    customer id object address@address? balance:int ~cash_balance=>cash_balance created:int currency?
      customer_account? default_source->bank_account|card|source? delinquent:bool description? discount:any? email?
      ~invoice_credit_balance:any invoice_prefix invoice_settings{custom_fields[{name value}]?
      default_payment_method->payment_method? footer? rendering_options{amount_tax_display? template?}?} livemode:bool
      metadata:map name? next_invoice_sequence:int phone? preferred_locales[string] shipping{address@address name phone?}?
      ~sources[[bank_account|card|source]] ~subscriptions[[any]] ~tax{automatic_tax ip_address? location:any? provider}
      tax_exempt ~tax_ids[[tax_id]] test_clock?
    customer_balance_transaction id object amount:int checkout_session? created:int credit_note? currency
      customer->customer customer_account? description? ending_balance:int invoice? livemode:bool metadata:map type
    dispute id object amount:int balance_transaction->balance_transaction? balance_transactions[balance_transaction]
      charge->charge created:int currency enhanced_eligibility_types[string] evidence@evidence
      evidence_details{due_by:int? enhanced_eligibility:any has_evidence:bool past_due:bool submission_count:int}
      is_charge_refundable:bool livemode:bool metadata:map payment_intent->payment_intent?
      ~payment_method_details{card{brand case_type network network_reason_code?} type} reason status
    event id object api_version? created:int data{object:any ~previous_attributes:any} livemode:bool
      pending_webhooks:int request{id? idempotency_key?} type
    mandate id object customer_acceptance{accepted_at:int? ~offline:any ~online{ip_address? user_agent?} type}
      livemode:bool ~multi_use{} payment_method->payment_method payment_method_details:any ~single_use@money status type
    payment_intent id object allowed_payment_method_types[string]? amount:int amount_capturable:int amount_details:any
      amount_received:int application? application_fee_amount:int?
      automatic_payment_methods{allow_redirects enabled:bool}? canceled_at:int? cancellation_reason? capture_method
      client_secret confirmation_method created:int currency customer->customer? customer_account? description?
      excluded_payment_method_types[string]? last_payment_error@error? latest_charge->charge? livemode:bool
      managed_payments{enabled:bool} metadata:map
      next_action{~redirect_to_url{return_url? url} type ~use_stripe_sdk:any
      ~verify_with_microdeposits{arrival_date:int hosted_verification_url microdeposit_type}}?
      on_behalf_of? ~payment_details{customer_reference? order_reference?} payment_method->payment_method?
      payment_method_configuration_details{id parent?}?
      payment_method_options{
      ~card{installments:any? mandate_options@mandateOptions? network? request_three_d_secure ~setup_future_usage}
      ~link{persistent_token?} ~sepa_debit{mandate_options:any}
      ~us_bank_account{financial_connections{permissions[string] prefetch[any]?} mandate_options:any transaction_purpose
      verification_method}}
      payment_method_types[string] payment_record?
      processing{card{customer_notification{approval_requested:bool completes_at:int}} type}? receipt_email? review?
      setup_future_usage? shared_payment_granted_token? shipping@shipping? source? statement_descriptor?
      statement_descriptor_suffix? status transfer_data:any? transfer_group?
    payment_method id object allow_redisplay billing_details@billing created:int customer->customer? customer_account?
      livemode:bool metadata:map shared_payment_granted_token? type
      ~acss_debit{bank_name? fingerprint? institution_number? last4? transit_number?}
      ~au_becs_debit{bsb_number? fingerprint? last4?} ~bacs_debit{fingerprint? last4? sort_code?} ~boleto{tax_id}
      ~card@card ~ideal{bank? bic?} ~klarna{} ~link{email?}
      ~sepa_debit{bank_code? branch_code? country? fingerprint?
      generated_from{charge->charge? setup_attempt->setup_attempt?}? last4?}
      ~us_bank_account{account_holder_type? account_type? bank_name? financial_connections_account? fingerprint? last4?
      networks{preferred? supported[string]}? routing_number? status_details:any?}
    radar.early_fraud_warning id object actionable:bool charge->charge created:int fraud_type livemode:bool
      ~payment_intent->payment_intent
    refund id object amount:int balance_transaction->balance_transaction? charge->charge? created:int currency
      customer->customer? customer_account? destination_details{card{~reference reference_status reference_type type}
      type} ~failure_balance_transaction ~failure_reason metadata:map payment_intent->payment_intent? payment_method?
      reason? receipt_number? source_transfer_reversal? status? transfer_reversal?
    setup_attempt id object application? created:int customer->customer? customer_account? flow_directions[string]?
      livemode:bool on_behalf_of? payment_method->payment_method
      payment_method_details{~card{brand? checks@checks? country? exp_month:int? exp_year:int? fingerprint? funding? last4?
      network? three_d_secure@secure? wallet:any?} type} setup_error@error? setup_intent->setup_intent status usage
    setup_intent id object allowed_payment_method_types[string]? application?
      automatic_payment_methods{allow_redirects enabled:bool}? cancellation_reason? client_secret created:int
      customer->customer? customer_account? description? excluded_payment_method_types[string]? flow_directions[string]?
      last_setup_error@error? latest_attempt->setup_attempt? livemode:bool managed_payments{enabled:bool}
      mandate->mandate? metadata:map next_action{~redirect_to_url{return_url? url} type ~use_stripe_sdk:any}? on_behalf_of?
      payment_method->payment_method? payment_method_configuration_details{id parent?}?
      payment_method_options{~card{mandate_options@mandateOptions? network? request_three_d_secure}
      ~link{persistent_token?}} payment_method_types[string] single_use_mandate->mandate? status usage
    source id object allow_redisplay? amount:int? ~card{address_line1_check? address_zip_check? brand? country? cvc_check?
      dynamic_last4? exp_month:int? exp_year:int? fingerprint funding? last4? name? three_d_secure tokenization_method?}
      client_secret created:int currency? ~customer flow livemode:bool metadata:map owner{address@address? email? name?
      phone? verified_address:any? verified_email? verified_name? verified_phone?} statement_descriptor? status type
      usage?
    tax_id id object country? created:int customer->customer? customer_account? livemode:bool
      owner{customer? customer_account? type} type value verification{status verified_address? verified_name?}?
    token id object ~bank_account=>bank_account ~card=>card client_ip? created:int livemode:bool type used:bool
    webhook_endpoint id object api_version? application? created:int description? enabled_events[string] livemode:bool
      metadata:map ~secret status url
    """
}
