import Wire

// The parameters of requests about an account in version 2 of the API.
extension AccountV2 {
  static let addressDeclaration = "{city, country!, line1, line2, postal_code, state, town}"
  private static let requested = "{requested: boolean!}"
  private static let acceptance = "{date, ip, user_agent}"
  static let files = "{files: [string]!, type: files!}"
  static let faces = "{front_back: {back, front!}!, type: front_back!}"
  private static let signedFiles = "{files: [string]!, signer: {person!}, type: files!}"
  private static let exemption = "qualified_entity_exceeds_ownership_threshold|qualifies_as_financial_institution"
  private static let amount = "{currency, value: integer}"

  private static func customer(isUpdate: Bool) -> String {
    """
    {
      automatic_indirect_tax: {exempt: exempt|none|reverse, ip_address}
      billing: {
        \(isUpdate ? "default_payment_method, " : "")invoice: {
          custom_fields: [{name!, value!}], footer, next_sequence: integer, prefix
          rendering: {amount_tax_display: exclude_tax|include_inclusive_tax, template}
        }
      }
      capabilities: {automatic_indirect_tax: \(requested)}
      shipping: {address: {city, country, line1, line2, postal_code, state}, name, phone}
      test_clock: id
    }
    """
  }

  private static let merchantDeclaration = """
    {
      bacs_debit_payments: {display_name}
      branding: {icon, logo, primary_color, secondary_color}
      capabilities: {
        \(Capability.merchantNames.map { "\(Capability.nameV2($0)): \(requested)" }.joined(separator: ", "))
      }
      card_payments: {decline_on: {avs_failure: boolean, cvc_failure: boolean}}
      konbini_payments: {support: {email, hours: {end_time, start_time}, phone}}
      mcc, script_statement_descriptor: {kana: {descriptor, prefix}, kanji: {descriptor, prefix}}
      sepa_debit_payments: {creditor_id}
      statement_descriptor: {descriptor, prefix}
      support: {address: \(addressDeclaration), email, phone, url}
    }
    """

  private static func configuration(isUpdate: Bool) -> String {
    """
    {
      customer: \(customer(isUpdate: isUpdate))
      merchant: \(merchantDeclaration)
      recipient: {
        capabilities: {stripe_balance: {stripe_transfers: \(requested), payouts: \(requested)}}
      }
    }
    """
  }

  private static let businessDeclaration = """
    {
      additional_addresses: [{
        city, country, line1, line2, postal_code, purpose: administrative|principal_place_of_business!, state, town
      }]
      address: \(addressDeclaration), annual_revenue: {amount: \(amount), fiscal_year_end}
      documents: {
        bank_account_ownership_verification: \(files), company_license: \(files)
        company_memorandum_of_association: \(files), company_ministerial_decree: \(files)
        company_registration_verification: \(files), company_tax_id_verification: \(files)
        primary_verification: \(faces), proof_of_address: \(files)
        proof_of_registration: \(signedFiles), proof_of_ultimate_beneficial_ownership: \(signedFiles)
      }
      estimated_worker_count: integer, id_numbers: [{registrar, type!, value!}]
      monthly_estimated_revenue: {amount: \(amount)}, phone, product_description, registered_name
      registration_date: {day: integer!, month: integer!, year: integer!}
      script_addresses: {kana: \(addressDeclaration), kanji: \(addressDeclaration)}
      script_names: {kana: {registered_name}, kanji: {registered_name}}
      structure, url
    }
    """

  private static let identityDeclaration = """
    {
      attestations: {
        directorship_declaration: \(acceptance), ownership_declaration: \(acceptance)
        persons_provided: {
          directors: boolean, executives: boolean, owners: boolean, ownership_exemption_reason: \(exemption)
        }
        representative_declaration: {attested: boolean, date, ip, user_agent}
        terms_of_service: {account: {date!, ip!, user_agent}}
      }
      business_details: \(businessDeclaration)
      country, entity_type: company|government_entity|individual|non_profit
      individual: {\(PersonV2.declaration)}
    }
    """

  static let createParameters = Parameters(declaration(isUpdate: false))
  static let updateParameters = Parameters(optional(declaration(isUpdate: true)))

  /// What has to be told with other things the first time need not be told again.
  static func optional(_ declaration: String) -> String {
    ["boolean", "country", "date", "front", "ip"].reduce(declaration) { $0.replacing($1 + "!", with: $1) }
  }

  private static func declaration(isUpdate: Bool) -> String {
    """
    account_token: id
    \(include)
    configuration: \(configuration(isUpdate: isUpdate))
    contact_email?
    contact_phone?
    dashboard: express|full|none
    defaults: {
      currency: currency, locales: [string], profile: {business_url, doing_business_as, product_description}
      responsibilities: {
        fees_collector: application|application_custom|application_express|stripe, losses_collector: application|stripe
      }
    }
    display_name?
    identity: \(identityDeclaration)
    metadata
    """
  }
}
