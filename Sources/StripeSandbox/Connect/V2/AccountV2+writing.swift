import Wire

extension Account {
  /// The configurations of the account: merchant, recipient.
  var appliedConfigurations: [String] {
    var configurations: [String] = []
    let isMerchant = capabilities.contains { Capability.merchantNames.contains($0.name) }
    if isMerchant { configurations.append("merchant") }
    if capabilities.contains(where: { $0.name == "transfers" }) { configurations.append("recipient") }
    return configurations
  }

  func writeV2(_ parts: Set<String>, _ w: inout ObjectWriter) {
    let requirements = Requirements(of: self, in: w.sandbox.store)
    w.field("id", id)
    w.field("object", AccountV2.object)
    w.field("applied_configurations", appliedConfigurations)
    w.field("closed", isClosed)
    if parts.contains(where: { $0.hasPrefix("configuration.") }) {
      w.object("configuration") { writeConfiguration(parts, requirements, &$0) }
    } else {
      w.null("configuration")
    }
    w.field("contact_email", email)
    w.null("contact_phone")
    w.field("created", Timestamp.text(created))
    w.field("dashboard", controller.dashboard)
    w.object("defaults", parts.contains("defaults") ? self : nil) { $1.writeDefaults(&$0) }
    w.field("display_name", displayNameV2)
    w.object("future_requirements", parts.contains("future_requirements") ? self : nil) { w, _ in
      Requirements().writeV2(of: self, &w)
    }
    w.object("identity", parts.contains("identity") ? self : nil) { $1.writeIdentity(&$0) }
    w.field("livemode", false)
    w.field("metadata", metadata)
    w.object("requirements", parts.contains("requirements") ? self : nil) { w, _ in
      requirements.writeV2(of: self, &w)
    }
  }

  private func writeConfiguration(_ parts: Set<String>, _ requirements: Requirements, _ w: inout ObjectWriter) {
    w.null("customer")
    let isMerchant = parts.contains("configuration.merchant") && appliedConfigurations.contains("merchant")
    w.object("merchant", isMerchant ? self : nil) { w, _ in
      w.field("applied", true)
      w.object("branding") { w in
        w.fields(["icon", "logo", "primary_color", "secondary_color"], of: given.part("settings.branding"))
      }
      w.object("capabilities") { w in
        for name in Capability.merchantNames where capability(name) != nil { write(name, as: name, requirements, &w) }
      }
      w.object("card_payments") { w in
        w.object("decline_on") { w in
          w.field("avs_failure", false)
          w.field("cvc_failure", false)
        }
      }
      w.fields(["mcc"], of: given.part("business_profile"))
      w.object("statement_descriptor") { w in
        w.field("descriptor", given.string("settings.payments.statement_descriptor"))
        w.null("prefix")
      }
      w.null("support")
    }
    let isRecipient = parts.contains("configuration.recipient") && appliedConfigurations.contains("recipient")
    w.object("recipient", isRecipient ? self : nil) { w, _ in
      w.field("applied", true)
      w.object("capabilities") { w in
        w.object("stripe_balance") { w in
          write("transfers", as: "payouts", requirements, &w)
          write("transfers", as: "stripe_transfers", requirements, &w)
        }
      }
    }
  }

  private func write(_ name: String, as key: String, _ requirements: Requirements, _ w: inout ObjectWriter) {
    let status = status(of: name, requirements)
    w.json.key(key)
    w.json.open(UInt8(ascii: "{"))
    w.field("requested", capability(name)?.isRequested ?? false)
    w.field("status", status == "inactive" ? "restricted" : status)
    w.array("status_details", status == "active" ? [] : [status]) { w, status in
      w.field("code", status == "pending" ? "requirements_pending_verification" : "requirements_past_due" as String)
      w.field("resolution", status == "pending" ? "no_resolution" : "provide_info" as String)
    }
    w.json.close(UInt8(ascii: "}"))
  }

  private func writeDefaults(_ w: inout ObjectWriter) {
    w.field("currency", defaultCurrency)
    w.field("locales", [String]())
    w.object("profile") { w in
      w.field("business_url", given.string("business_profile.url"))
      w.field("doing_business_as", given.string("business_profile.name"))
      w.field("product_description", given.string("business_profile.product_description"))
    }
    w.object("responsibilities") { w in
      w.field("fees_collector", controller.feesPayer == "account" ? "stripe" : controller.feesPayer)
      w.field("losses_collector", controller.lossesPayer)
      w.field("requirements_collector", controller.requirementCollection)
    }
  }

  private func writeIdentity(_ w: inout ObjectWriter) {
    w.null("attestations")
    let company = given.part("company")
    w.object("business_details", company.values.isEmpty ? nil : self) { w, _ in
      w.address("address", company.part("address"))
      w.array("id_numbers", company.has("tax_id") ? ["us_ein"] : []) { w, type in
        w.null("registrar")
        w.field("type", type)
      }
      w.fields(["phone"], of: company)
      w.field("registered_name", company.string("name"))
      w.fields(["structure"], of: company)
      w.field("url", given.string("business_profile.url"))
    }
    w.field("country", country.lowercased())
    w.field("entity_type", businessType)
    let person = individual.flatMap { w.sandbox.store[Person.self][$0] }
    w.object("individual", person) { $1.writeV2(&$0) }
  }
}

extension Requirements {
  func writeV2(of account: Account, _ w: inout ObjectWriter) {
    w.field("collector", account.controller.requirementCollection)
    let restricted = account.capabilities.filter(\.isRequested).map(\.name)
    w.array("entries", currentlyDue) { w, name in
      w.field("awaiting_action_from", "user")
      w.field("description", name)
      w.array("errors", errors.filter { $0.requirement == name }) { w, problem in
        w.field("code", problem.code)
        w.field("description", problem.reason)
      }
      w.object("impact") { w in
        w.array("restricts_capabilities", restricted) { w, capability in
          w.field("capability", capability)
          w.field("configuration", capability == "transfers" ? "recipient" : "merchant" as String)
          w.object("deadline") { $0.field("status", "past_due") }
        }
      }
      w.object("minimum_deadline") { $0.field("status", "past_due") }
      w.null("reference")
      w.array("requested_reasons", ["routine_onboarding"]) { $0.field("code", $1) }
    }
    w.object("summary", currentlyDue.isEmpty ? nil : self) { w, _ in
      w.object("minimum_deadline") { $0.field("status", "past_due") }
    }
  }
}
