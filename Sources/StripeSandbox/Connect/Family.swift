import Wire

/// A platform and the accounts that are connected to it: each account is a sandbox of its own, `platform/acct_…`.
extension Sandbox {
  /// The platform's sandbox: this one itself, unless it is a connected account.
  var platform: Sandbox { parent ?? self }

  /// The sandbox of an account that is connected to this platform, or of the platform itself.
  func world(of account: String) -> Sandbox? {
    let platform = platform
    if account == platform.accountID { return platform }
    guard platform.stock != nil || platform.store[Account.self].contains(account) else { return nil }
    return platform.neighbour?(platform.name + "/" + account)
  }

  /// Where an object of that id is kept: here, with the platform, or with another of its accounts.
  func home<T: Resource>(of id: String, _ type: T.Type) -> Sandbox? {
    if store[T.self].contains(id) { return self }
    let platform = platform
    if platform !== self, platform.store[T.self].contains(id) { return platform }
    for account in platform.store[Account.self].all {
      guard let world = world(of: account.id), world !== self else { continue }
      if world.store[T.self].contains(id) { return world }
    }
    return nil
  }

  /// The sandboxes of the accounts that are connected to this platform.
  package var accountSandboxes: [Sandbox] { store[Account.self].all.compactMap { world(of: $0.id) } }

  /// The platform's record of this account; nil for the platform itself.
  var account: Account? { isConnected ? platform.store[Account.self][accountID] : nil }

  /// The country of the account.
  var country: String { account?.country ?? Platform.country }

  /// The platform's name for itself towards the accounts that are connected to it: `ca_…`.
  var applicationID: String {
    let platform = platform.accountID
    return "ca_" + CardNumber.fingerprint("application", account: platform)
      + CardNumber.fingerprint("client", account: platform)
  }

  /// The currency that the account's balance is kept in when it is paid in another.
  func settlementCurrency(for currency: String) -> String {
    guard let account else { return currency }
    let banks = platform.store[ExternalAccount.self].positions("account", account.id) ?? []
    let hasBank = banks.contains { platform.store[ExternalAccount.self][Int($0)]?.currency == currency }
    return hasBank ? currency : account.defaultCurrency
  }

  /// Writes something as an answer would.
  func written(_ body: (inout ObjectWriter) -> Void) -> [UInt8] {
    var writer = ObjectWriter(self)
    body(&writer)
    return writer.finish()
  }
}

extension Call {
  /// The account that the path names, which has to be connected to the platform that asks.
  func foundAccount(at index: Int = 0) throws(StripeError) -> Account {
    let id = path.indices.contains(index) ? path[index] : ""
    return try accountOfPlatform(id)
  }

  func accountOfPlatform(_ id: String) throws(StripeError) -> Account {
    guard let account = sandbox.store[Account.self][id], connectedAccount == nil || connectedAccount == id else {
      throw .noAccess(to: id, key: keyName)
    }
    return account
  }

  /// Keeps what has changed of an account.
  func save(_ account: Account) { sandbox.store[Account.self].update(account.id) { $0 = account } }

  /// Tells of something that happened to a connected account: it is the account's own event.
  func tell(_ event: String, of account: String, subject: String, before: [UInt8]? = nil, _ object: [UInt8]) {
    sandbox.world(of: account)?.announce(event, subject: subject, object, before: before, by: self)
  }
}

extension StripeError {
  /// Stripe tells neither whether there is such an account nor whose it is.
  static func noAccess(to account: String, key: String) -> StripeError {
    StripeError(
      status: 403,
      """
      The provided key '\(APIKey.masked("sk_test_" + key))' does not have access to account '\(account)' (or that account does \
      not exist). Application access may have been revoked.
      """, code: "account_invalid")
  }
}
