import Wire

/// The account whose key it is. It needs no onboarding: it is ready from the start.
enum Platform {
  static let country = "US"
  static let email = "platform@example.com"
  static let mcc = "5734"
  static let statementDescriptor = "NESTBOX"

  static func write(_ w: inout ObjectWriter) {
    w.json.open(UInt8(ascii: "{"))
    w.field("id", w.sandbox.accountID)
    w.field("object", Account.object)
    w.object("business_profile") { w in
      w.null("annual_revenue")
      w.null("estimated_worker_count")
      w.field("mcc", mcc)
      w.field("name", "Nestbox")
      w.null("support_address")
      w.null("support_email")
      w.null("support_phone")
      w.null("support_url")
      w.null("url")
    }
    w.field("business_type", "company")
    w.object("capabilities") { w in
      w.field("card_payments", "active")
      w.field("transfers", "active")
    }
    w.field("charges_enabled", true)
    w.object("controller") { $0.field("type", "account") }
    w.field("country", country)
    w.field("default_currency", "usd")
    w.field("details_submitted", true)
    w.field("email", email)
    w.field("payouts_enabled", true)
    w.object("settings") { writeSettings(&$0) }
    w.field("type", "standard")
    w.json.close(UInt8(ascii: "}"))
  }

  private static func writeSettings(_ w: inout ObjectWriter) {
    w.object("bacs_debit_payments") { w in
      w.null("display_name")
      w.null("service_user_number")
    }
    w.object("branding") { w in
      for key in ["icon", "logo", "primary_color", "secondary_color"] as [StaticString] { w.null(key) }
    }
    w.object("card_issuing") { w in
      w.object("tos_acceptance") { w in
        w.null("date")
        w.null("ip")
      }
    }
    w.object("card_payments") { w in
      w.field("statement_descriptor_prefix", statementDescriptor)
      w.null("statement_descriptor_prefix_kana")
      w.null("statement_descriptor_prefix_kanji")
    }
    w.object("dashboard") { w in
      w.field("display_name", "Nestbox")
      w.field("timezone", "Etc/UTC")
    }
    w.object("payments") { w in
      w.field("statement_descriptor", statementDescriptor)
      w.null("statement_descriptor_kana")
      w.null("statement_descriptor_kanji")
    }
    w.object("payouts") { w in
      w.field("debit_negative_balances", true)
      w.object("schedule") { w in
        w.field("delay_days", 2)
        w.field("interval", "manual")
      }
      w.null("statement_descriptor")
    }
    w.object("sepa_debit_payments") { _ in }
  }

  /// As the source of what it sent to a connected account.
  static func writeAsSource(of world: Sandbox, _ w: inout ObjectWriter) {
    w.field("id", world.platform.accountID)
    w.field("object", Account.object)
    w.null("application_icon")
    w.null("application_logo")
    w.field("application_name", "Nestbox")
    w.null("application_url")
  }
}
