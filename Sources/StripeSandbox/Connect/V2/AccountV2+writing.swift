import Wire

extension Account {
  /// The configurations of the account: customer, merchant, recipient.
  var appliedConfigurations: [String] {
    let isMerchant = capabilities.contains { Capability.merchantNames.contains($0.name) }
    let isReceiver = capabilities.contains { $0.name == "transfers" }
    return [("customer", false), ("merchant", isMerchant), ("recipient", isReceiver)].compactMap { name, isKnown in
      isKnown || givenV2?["configuration." + name] != nil ? name : nil
    }
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
    w.field("contact_phone", givenV2?.string("contact_phone"))
    w.field("created", Timestamp.text(created))
    w.field("dashboard", controller.dashboard)
    w.object("defaults", parts.contains("defaults") ? self : nil) { $1.writeDefaults(&$0) }
    w.field("display_name", displayNameV2)
    w.object("future_requirements", parts.contains("future_requirements") ? self : nil) { w, _ in
      Requirements().writeV2(of: self, &w, isFuture: true)
    }
    w.object("identity", parts.contains("identity") ? self : nil) { $1.writeIdentityV2(&$0) }
    w.field("livemode", false)
    w.field("metadata", metadata)
    w.object("requirements", parts.contains("requirements") ? self : nil) { w, _ in
      requirements.writeV2(of: self, &w)
    }
  }

  private func writeConfiguration(_ parts: Set<String>, _ requirements: Requirements, _ w: inout ObjectWriter) {
    let shown = appliedConfigurations.filter { parts.contains("configuration." + $0) }
    w.object("customer", shown.contains("customer") ? self : nil) { w, _ in writeCustomer(&w) }
    w.object("merchant", shown.contains("merchant") ? self : nil) { w, _ in writeMerchant(requirements, &w) }
    w.object("recipient", shown.contains("recipient") ? self : nil) { w, _ in
      w.field("applied", true)
      w.object("capabilities") { w in
        w.object("stripe_balance") { w in
          write("transfers", as: "payouts", requirements, &w)
          write("transfers", as: "stripe_transfers", requirements, &w)
        }
      }
    }
  }

  private func writeCustomer(_ w: inout ObjectWriter) {
    let customer = givenV2?.part("configuration.customer") ?? Given()
    let isPerson = businessType == "individual"
    let address = isPerson ? givenV2?.part("identity.individual.address") ?? Given() : given.part("company.address")
    w.field("applied", true)
    w.object("automatic_indirect_tax") { w in
      w.field("exempt", customer.string("automatic_indirect_tax.exempt") ?? "none")
      w.fields(["ip_address"], of: customer.part("automatic_indirect_tax"))
      w.object("location", address.has("country") ? address : nil) { $0.fields(["country", "state"], of: $1) }
      w.field("location_source", "identity_address")
    }
    w.object("billing") { w in
      let billing = customer.part("billing")
      w.fields(["default_payment_method"], of: billing)
      w.object("invoice") { w in
        w.field("custom_fields", billing["invoice.custom_fields"] ?? .array([]))
        w.fields(["footer"], of: billing.part("invoice"))
        w.field("next_sequence", billing.integer("invoice.next_sequence") ?? 1)
        let prefix = CardNumber.fingerprint("invoice", account: id).prefix(8).uppercased()
        w.field("prefix", billing.string("invoice.prefix") ?? prefix)
        let rendering = billing.part("invoice.rendering")
        w.object("rendering", rendering.values.isEmpty ? nil : rendering) { w, rendering in
          w.fields(["amount_tax_display", "template"], of: rendering)
        }
      }
    }
    w.object("capabilities") { w in
      guard customer.bool("capabilities.automatic_indirect_tax.requested") == true else { return }
      w.object("automatic_indirect_tax") { writeStatus(address.has("country") ? "active" : "inactive", &$0) }
    }
    let shipping = customer.part("shipping")
    w.object("shipping", shipping.values.isEmpty ? nil : shipping) { w, shipping in
      w.address("address", shipping.part("address"))
      w.fields(["name", "phone"], of: shipping)
    }
    w.fields(["test_clock"], of: customer)
  }

  private func writeMerchant(_ requirements: Requirements, _ w: inout ObjectWriter) {
    let settings = given.part("settings")
    w.field("applied", true)
    w.object("bacs_debit_payments", settings["bacs_debit_payments"]?.object) { w, bacs in
      w.fields(["display_name", "service_user_number"], of: Given(bacs))
    }
    w.object("branding") { w in
      w.fields(["icon", "logo", "primary_color", "secondary_color"], of: settings.part("branding"))
    }
    w.object("capabilities") { w in
      for name in Capability.merchantNames where capability(name) != nil {
        write(name, as: Capability.nameV2(name), requirements, &w)
      }
      w.object("stripe_balance") { w in
        w.object("payouts") { writeStatus(payoutsEnabled(requirements) ? "active" : "inactive", &$0) }
      }
    }
    w.object("card_payments") { w in
      w.object("decline_on") { w in
        w.field("avs_failure", settings.bool("card_payments.decline_on.avs_failure") ?? false)
        w.field("cvc_failure", settings.bool("card_payments.decline_on.cvc_failure") ?? false)
      }
    }
    w.field("konbini_payments", givenV2?["configuration.merchant.konbini_payments"] ?? .null)
    w.field("mcc", mcc)
    w.field("script_statement_descriptor", givenV2?["configuration.merchant.script_statement_descriptor"] ?? .null)
    w.object("sepa_debit_payments", settings["sepa_debit_payments"]?.object) { w, sepa in
      w.fields(["creditor_id"], of: Given(sepa))
    }
    w.object("statement_descriptor") { w in
      w.field("descriptor", settings.string("payments.statement_descriptor"))
      w.field("prefix", settings.string("card_payments.statement_descriptor_prefix"))
    }
    writeSupport(&w)
  }

  private func writeSupport(_ w: inout ObjectWriter) {
    let profile = given.part("business_profile")
    let isGiven = profile.values.contains { $0.key.hasPrefix("support_") }
    w.object("support", isGiven ? profile : nil) { w, profile in
      w.addressV2("address", profile.part("support_address"))
      w.field("email", profile.string("support_email"))
      w.field("phone", profile.string("support_phone"))
      w.field("url", profile.string("support_url"))
    }
  }

  private func write(_ name: String, as key: String, _ requirements: Requirements, _ w: inout ObjectWriter) {
    w.json.key(key)
    w.json.open(UInt8(ascii: "{"))
    writeStatus(status(of: name, requirements), &w)
    w.json.close(UInt8(ascii: "}"))
  }

  /// A capability's status, in the words of this version.
  private func writeStatus(_ status: String, _ w: inout ObjectWriter) {
    let isRejected = rejection != nil
    let shown = isRejected ? "rejected" : status == "active" || status == "pending" ? status : "restricted"
    w.field("status", shown)
    w.array("status_details", shown == "active" ? [] : [shown]) { w, shown in
      switch shown {
      case "pending":
        w.field("code", "requirements_pending_verification")
        w.field("resolution", "no_resolution")
      case "rejected":
        w.field("code", rejection == "fraud" ? "rejected_platform_fraud" : "rejected_other" as String)
        w.field("resolution", "contact_stripe")
      default:
        w.field("code", "requirements_past_due")
        w.field("resolution", "provide_info")
      }
    }
  }

  private func writeDefaults(_ w: inout ObjectWriter) {
    w.field("currency", defaultCurrency)
    w.field("locales", givenV2?["defaults.locales"] ?? .array([]))
    w.null("payout_methods")
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
}

extension Requirements {
  func writeV2(of account: Account, _ w: inout ObjectWriter, isFuture: Bool = false) {
    w.field("alternatives", [])
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
      // A person is named where the requirement is his.
      let person = name.hasPrefix("person_") ? String(name.prefix { $0 != "." }) : nil
      w.object("reference", person) { w, person in
        w.null("inquiry")
        w.field("resource", person)
        w.field("type", "person")
      }
      w.array("requested_reasons", ["routine_onboarding"]) { $0.field("code", $1) }
    }
    if isFuture { w.null("minimum_transition_date") }
    w.object("summary", currentlyDue.isEmpty ? nil : self) { w, _ in
      w.object("minimum_deadline") { w in
        w.field("status", "past_due")
        w.null("time")
      }
    }
  }
}
