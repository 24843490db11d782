import Wire

/// A page on which an account's owner tells what Stripe has to know, as the second version of the API makes it.
enum AccountLinkV2 {
  private static let lifetime = 300

  private static let caseDeclaration = """
    {
      collection_options: {fields: currently_due|eventually_due, future_requirements: include|omit}
      configurations: [string]!, refresh_url: id!, return_url: id
    }
    """

  static let routes = Routes("/v2/core/account_links") {
    let parameters = Parameters(
      """
      account: id!
      use_case: {
        account_onboarding: \(caseDeclaration), account_update: \(caseDeclaration)
        type: account_onboarding|account_update!
      }!
      """)
    $0.post("", takes: parameters) { call throws(StripeError) in
      let account = try call.accountOfPlatform(call.arguments.required("account"))
      let useCase = call.arguments["use_case"] ?? .null
      let given = Given(useCase.object ?? JSON.Object()).part(useCase["type"]?.string ?? "")
      for name in ["refresh_url", "return_url"] {
        guard let url = given.string(name), HTTPURL(url) == nil else { continue }
        throw .invalidURL(.malformed, param: name)
      }
      let url = call.onboardingPage(
        of: account, returnURL: given.string("return_url"), refreshURL: given.string("refresh_url"))
      let now = call.now
      return { w in
        w.json.open(UInt8(ascii: "{"))
        w.field("object", "v2.core.account_link")
        w.field("account", account.id)
        w.field("created", Timestamp.text(now))
        w.field("expires_at", Timestamp.text(now + lifetime))
        w.field("livemode", false)
        w.field("url", url)
        w.field("use_case", useCase)
        w.json.close(UInt8(ascii: "}"))
      }
    }
  }
}
