import Wire

/// Who asks: the key of a request.
struct APIKey: Equatable {
  enum Kind: Equatable {
    case secret, publishable
    /// For one customer; the whole key.
    case ephemeral(String)
    /// Of a session of meter events; the whole token.
    case meterSession(String)
  }

  let kind: Kind
  /// The part after `sk_test_`: the sandbox's name.
  let name: String
  /// The platform's sandbox, and the connected account that an access token is for: `PLATFORM/acct_…`.
  let platform: String
  let account: String?

  private init(kind: Kind, name: String) {
    self.kind = kind
    self.name = name
    let slash = name.lastIndex(of: "/")
    platform = slash.map { String(name[..<$0]) } ?? name
    account = slash.map { String(name[name.index(after: $0)...]) }
  }

  /// The key in `Authorization`, as Basic user or Bearer token; for Stripe.js also as the parameter `key`.
  static func of(_ request: Request, parameter: String?) throws(StripeError) -> APIKey {
    guard let text = try text(request) ?? parameter, !text.isEmpty else {
      throw unauthorized(
        """
        You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer \
        auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for \
        details, or we can help at https://support.stripe.com/.
        """)
    }
    for prefix in ["sk_test_", "rk_test_"] where text.hasPrefix(prefix) && text.utf8.count > prefix.utf8.count {
      return APIKey(kind: .secret, name: String(text.dropFirst(prefix.count)))
    }
    if text.hasPrefix("pk_test_"), text.utf8.count > 8 {
      return APIKey(kind: .publishable, name: String(text.dropFirst(8)))
    }
    if text.hasPrefix("ek_test_"), let sandbox = EphemeralKey.sandbox(of: String(text.dropFirst(8))) {
      return APIKey(kind: .ephemeral(text), name: sandbox)
    }
    if text.hasPrefix("mestok_test_"), let sandbox = EphemeralKey.sandbox(of: String(text.dropFirst(12))) {
      return APIKey(kind: .meterSession(text), name: sandbox)
    }
    if ["sk_live_", "pk_live_", "rk_live_"].contains(where: text.hasPrefix) { throw liveKey(text) }
    throw unauthorized("Invalid API Key provided: \(masked(text))")
  }

  private static func text(_ request: Request) throws(StripeError) -> String? {
    guard let (scheme, credentials) = request.authorization else { return nil }
    switch scheme {
    case "bearer": return credentials
    case "basic":
      guard let bytes = Base64.standard.decode(credentials),
        let pair = String(validating: bytes, as: UTF8.self)
      else { return nil }
      return String(pair.prefix { $0 != ":" })
    default: return nil
    }
  }

  /// A key that moves money has no business in a sandbox.
  private static func liveKey(_ key: String) -> StripeError {
    var error = unauthorized(
      """
      Invalid API Key provided: \(masked(key)). This sandbox (Nestbox) refuses live mode keys on purpose, so that none \
      is ever sent to it unnoticed. It takes every key that begins with sk_test_.
      """)
    error.limit = "live mode keys are refused"
    return error
  }

  static func unauthorized(_ message: String) -> StripeError {
    var error = StripeError(status: 401, message)
    error.isBare = true
    return error
  }

  /// `sk_test_****uCJm`: the first eight characters, stars, the last four.
  static func masked(_ key: String) -> String {
    guard key.count > 12 else { return String(repeating: "*", count: max(key.count - 4, 0)) + key.suffix(4) }
    return key.prefix(8) + String(repeating: "*", count: key.count - 12) + key.suffix(4)
  }
}

/// The keys of the `Authorization` headers seen so far: a client sends the same one with every request.
struct KeyRing {
  private static let limit = 1_000

  private var keys: [String: APIKey] = [:]
  private var latest: (header: String, key: APIKey)?

  mutating func key(of request: Request, parameter: String?) throws(StripeError) -> APIKey {
    if let latest, request.headers.has("Authorization", latest.header) { return latest.key }
    guard let header = request.headers["Authorization"] else { return try APIKey.of(request, parameter: parameter) }
    if let known = keys[header] {
      latest = (header, known)
      return known
    }
    let key = try APIKey.of(request, parameter: parameter)
    // With a parameter the header may not have been what it was found by.
    guard parameter == nil else { return key }
    if keys.count == Self.limit { keys = [:] }
    keys[header] = key
    return key
  }
}
