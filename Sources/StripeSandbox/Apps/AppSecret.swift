import Wire

/// What an app keeps for an account or for one of its users. Nothing else has that name in its scope.
package struct AppSecret: Resource {
  package static let object: StaticString = "apps.secret"
  package static let idPrefixes = ["appsecret_"]
  package static let noun = "secret"
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let indexes = [Index<AppSecret>(name: "scope") { $0.scope }]
  package static var expandable: [String: Expandable] { ["payload": .absent] }
  package static let example: Script? = "secret: POST apps/secrets name=api-key&payload=abc&scope[type]=account"
  package static let jobs = [
    Job<AppSecret>("expire", due: { $0.expiresAt }) { $0.sandbox.store[AppSecret.self].delete($1) }
  ]
  private static let limit = 10

  package let id: String
  package let created: Int
  let expiresAt: Int?
  let name: String
  let payload: String
  /// Nil: the account's.
  let user: String?

  /// What its scope is found by.
  var scope: String { user ?? "" }

  package func write(_ w: inout ObjectWriter) {
    w.field("created", created)
    w.field("expires_at", expiresAt)
    w.field("livemode", false)
    w.field("name", name)
    if w.isExpanded("payload") { w.field("payload", payload) }
    w.object("scope") { w in
      w.field("type", user == nil ? "account" : "user")
      if let user { w.field("user", user) }
    }
  }

  private static let name = "name: string(5000)!\n"
  private static let scope = "scope: {type: account|user!, user: string(5000)}!"

  static let routes = Routes("/v1/apps/secrets", of: AppSecret.self) {
    $0.post("", takes: Parameters("expires_at: timestamp\npayload: string(5000)!\n" + name + scope), create)
    $0.list("", takes: .list(scope)) { call throws(StripeError) in
      var listing = Listing<AppSecret>(call)
      listing.narrow("scope", to: try user(call) ?? "")
      return try listing.page()
    }
    $0.get("find", takes: Parameters(name + scope)) { call throws(StripeError) in
      call.answer(AppSecret.self, try find(call).id)
    }
    $0.post("delete", takes: Parameters(name + scope)) { call throws(StripeError) in
      let secret = try find(call)
      call.sandbox.store[AppSecret.self].delete(secret.id)
      return { w in
        w.whole(secret) {
          $0.field("deleted", true)
          secret.write(&$0)
        }
      }
    }
  }

  /// A secret of the same name and scope is replaced.
  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    let user = try user(call)
    let name = arguments.string("name") ?? ""
    let expiry = arguments.integer("expires_at")
    if let expiry, expiry <= call.now {
      throw StripeError("This timestamp must be in the future.", param: "expires_at")
    }
    let others = call.sandbox.store.secrets(of: user)
    let previous = others.first { $0.name == name }
    guard previous != nil || others.count < limit else {
      throw StripeError("A scope can have up to \(limit) secrets.", param: "scope")
    }
    if let previous { call.sandbox.store[AppSecret.self].delete(previous.id) }
    let secret = AppSecret(
      id: call.sandbox.identifiers.dated("appsecret_", now: call.now), created: call.now, expiresAt: expiry, name: name,
      payload: arguments.string("payload") ?? "", user: user)
    call.sandbox.store[AppSecret.self].insert(secret)
    return call.answer(AppSecret.self, secret.id)
  }

  private static func user(_ call: Call) throws(StripeError) -> String? {
    let scope = call.arguments.object("scope")
    let user = scope?.string("user")
    switch scope?.string("type") {
    case "user":
      guard let user else { throw .missing("scope[user]") }
      return user
    default:
      guard user == nil else { throw .unknownParameters(["scope[user]"], suggestion: nil, first: "scope[user]") }
      return nil
    }
  }

  private static func find(_ call: Call) throws(StripeError) -> AppSecret {
    let name = call.arguments.string("name") ?? ""
    guard let secret = call.sandbox.store.secrets(of: try user(call)).first(where: { $0.name == name }) else {
      throw .notFound(AppSecret.self, name)
    }
    return secret
  }
}

extension Store {
  fileprivate func secrets(of user: String?) -> [AppSecret] {
    (self[AppSecret.self].positions("scope", user ?? "") ?? []).compactMap { self[AppSecret.self][Int($0)] }
  }
}
