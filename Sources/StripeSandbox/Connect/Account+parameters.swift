import Wire

// The parameters of requests about an account.
extension Account {
  static let createParameters = Parameters(
    """
    controller: \(Controller.parameters)
    country: id
    type: custom|express|standard

    """ + sharedDeclaration)

  static let updateParameters = Parameters(sharedDeclaration)

  private static let sharedDeclaration = """
    account_token: id
    bank_account: \(ExternalAccount.parameter)
    business_profile: {\(profileDeclaration)}
    business_type: company|government_entity|individual|non_profit?
    capabilities: \(Capability.parameters)
    company: {\(companyDeclaration)}
    default_currency: currency
    documents: {\(documentsDeclaration)}
    email
    external_account: \(ExternalAccount.parameter)
    groups: {payments_pricing?}
    individual: {
      \(Person.sharedParameters)
      relationship: {
        authorizer: boolean, director: boolean, executive: boolean, owner: boolean, percent_ownership: number?, title
      }
    }
    metadata
    requested_capabilities: [string]
    risk_controls: {charges: {pause_requested: boolean}, payouts: {pause_requested: boolean}}
    settings: {\(settingsDeclaration)}
    tos_acceptance: {date: timestamp, ip, service_agreement: full|recipient, user_agent}
    """

  private static let profileDeclaration = """
    annual_revenue: {amount: integer!, currency: currency!, fiscal_year_end!}
    estimated_worker_count: integer
    mcc: string(4)
    minority_owned_business_designation: [string]
    monthly_estimated_revenue: {amount: integer!, currency: currency!}
    name
    product_description: string(40000)
    specified_commercial_transactions_act_url?
    support_address: address
    support_email
    support_phone
    support_url?
    url
    """

  private static let declaration = "{date: timestamp, ip, user_agent}"
  private static let plainAddress = "{city, country, line1, line2, postal_code, state}"

  static let companyDeclaration = """
    address
    address_kana: \(Person.addressInJapan)
    address_kanji: \(Person.addressInJapan)
    administrative_address: \(plainAddress)
    directors_provided: boolean
    directorship_declaration: \(declaration)
    executives_provided: boolean
    export_license_id
    export_purpose_code
    name
    name_kana
    name_kanji
    owners_provided: boolean
    ownership_declaration: \(declaration)
    ownership_exemption_reason: qualified_entity_exceeds_ownership_threshold|qualifies_as_financial_institution?
    phone
    physical_address: \(plainAddress)
    principal_place_of_business: \(plainAddress)
    registration_date: {day: integer!, month: integer!, year: integer!}?
    registration_number
    representative_declaration: \(declaration)
    structure?
    tax_id
    tax_id_registrar
    vat_id
    verification: {document: {back: string(500), front: string(500)}}
    """

  private static let documentsDeclaration = [
    "bank_account_ownership_verification", "company_license", "company_memorandum_of_association",
    "company_ministerial_decree", "company_registration_verification", "company_tax_id_verification",
    "proof_of_address", "proof_of_business_presence", "proof_of_registration", "proof_of_ultimate_beneficial_ownership",
  ].map { "\($0): {files: [string], signer: {person: id}}" }.joined(separator: "\n")

  private static let acceptance = "{tos_acceptance: {date: timestamp, ip, user_agent?}}"

  private static let settingsDeclaration = """
    bacs_debit_payments: {display_name}
    branding: {icon, logo, primary_color, secondary_color}
    card_issuing: \(acceptance)
    card_payments: {
      decline_on: {avs_failure: boolean, cvc_failure: boolean}, statement_descriptor_prefix: string(10)
      statement_descriptor_prefix_kana: string(10)?, statement_descriptor_prefix_kanji: string(10)?
    }
    invoices: {default_account_tax_ids: [string]?, hosted_payment_method_save: always|never|offer}
    payments: {
      statement_descriptor: descriptor(22), statement_descriptor_kana: string(22), statement_descriptor_kanji: string(22)
    }
    payouts: {
      debit_negative_balances: boolean
      schedule: {
        delay_days: any(integer, minimum), interval: daily|manual|monthly|weekly
        monthly_anchor: integer, monthly_payout_days: [integer], weekly_payout_days: [string]
        weekly_anchor: friday|monday|saturday|sunday|thursday|tuesday|wednesday
      }
      statement_descriptor: descriptor(22)
    }
    paypay_payments: {
      additional_files: [string], goods_type: digital_content|other
      site: {
        accessible: {}, in_development: {password, username}, restricted: {payment_flow_file: id}
        type: accessible|in_development|restricted
      }
    }
    sepa_debit_payments: {creditor_id}
    treasury: \(acceptance)
    """

  /// The parameters of an account token.
  static let tokenDeclaration = """
    business_type: company|government_entity|individual|non_profit
    company: {\(companyDeclaration)}
    individual: {
      \(Person.sharedParameters)
      relationship: {
        authorizer: boolean, director: boolean, executive: boolean, owner: boolean, percent_ownership: number?, title
      }
    }
    tos_shown_and_accepted: boolean
    """
}
