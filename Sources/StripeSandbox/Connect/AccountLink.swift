import Wire

/// A page on which an account's owner tells what Stripe has to know. It is told once and kept nowhere.
enum AccountLink {
  private static let lifetime = 300

  static let routes = Routes("/v1/account_links") {
    $0.post("", takes: parameters) { call throws(StripeError) in
      let arguments = call.arguments
      let account = try call.accountOfPlatform(arguments.required("account"))
      let type = try arguments.required("type")
      if type == "account_update", account.controller.requirementCollection != "application" {
        throw StripeError(
          "You cannot create `account_update` type Account Links for this account.", param: "type")
      }
      if type == "account_onboarding" {
        for name in ["refresh_url", "return_url"] where !arguments.has(name) {
          throw StripeError(
            "You must provide a \(name) for account_onboarding type Account Links.", code: "parameter_missing",
            param: name)
        }
      }
      for name in ["refresh_url", "return_url"] {
        guard let url = arguments.string(name), HTTPURL(url) == nil else { continue }
        throw .invalidURL(.malformed, param: name)
      }
      let url = call.onboardingPage(
        of: account, returnURL: arguments.string("return_url"), refreshURL: arguments.string("refresh_url"))
      let now = call.now
      return { w in
        w.json.open(UInt8(ascii: "{"))
        w.field("object", "account_link")
        w.field("created", now)
        w.field("expires_at", now + lifetime)
        w.field("url", url)
        w.json.close(UInt8(ascii: "}"))
      }
    }
  }

  private static let parameters = Parameters(
    """
    account: id!
    collect: currently_due|eventually_due
    collection_options: {fields: currently_due|eventually_due, future_requirements: include|omit}
    refresh_url: id
    return_url: id
    type: account_onboarding|account_update!
    """)
}

extension Call {
  /// The address of the page, which knows the ways back from its fragment.
  func onboardingPage(of account: Account, returnURL: String?, refreshURL: String?) -> String {
    let token = sandbox.identifiers.random("", 12)
    let kind = ["none": "c", "express": "e"][account.controller.dashboard] ?? "s"
    let ways = [("return_url", returnURL), ("refresh_url", refreshURL)].compactMap { name, url in
      url.map { name + "=" + percentEncoded($0) }
    }
    return "\(origin)/s/\(sandbox.name)/setup/\(kind)/\(account.id)/\(token)#" + ways.joined(separator: "&")
  }
}

/// The way into the Express dashboard.
enum LoginLink {
  static let routes = Routes("/v1/accounts/{account}/login_links") {
    $0.post("", takes: Parameters("redirect_url: id")) { call throws(StripeError) in
      let account = try call.foundAccount()
      guard call.sandbox.stock != nil || account.controller.dashboard == "express" else {
        throw StripeError(
          "Cannot create an edit link for the account \(account.id), which is not an Express account.")
      }
      guard call.sandbox.stock != nil || Requirements(of: account, in: call.sandbox.store).areDetailsSubmitted else {
        throw StripeError("Cannot create a login link for an account that has not completed onboarding.")
      }
      let url = "\(call.origin)/s/\(call.sandbox.name)/express/\(account.id)/\(call.sandbox.identifiers.random("", 12))"
      let now = call.now
      return { w in
        w.json.open(UInt8(ascii: "{"))
        w.field("object", "login_link")
        w.field("created", now)
        w.field("url", url)
        w.json.close(UInt8(ascii: "}"))
      }
    }
  }
}
