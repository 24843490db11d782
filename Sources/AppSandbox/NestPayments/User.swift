import Wire

extension NestPayments {
  struct User: Record {
    enum Key: Codable, Hashable { case id(String), email(String), userName(String) }

    let id: String
    var userName: String
    var email: String
    let password: PasswordHash
    /// There is none until the first payment.
    var customerID: String?

    var keys: [Key] { [.id(id), .email(email), .userName(userName)] }

    /// The user as the API shows it.
    var json: JSON {
      var object = JSON.Object([
        ("userId", .string(id)), ("userName", .string(userName)), ("email", .string(email)),
      ])
      if let customerID { object.append("customerId", .string(customerID)) }
      return .object(object)
    }
  }
}

/// A password that cannot be read back (PBKDF2 with HMAC-SHA256).
struct PasswordHash: Codable, Sendable, Equatable {
  /// Few, for a sandbox whose users are test data: a login in a test suite should cost under a millisecond.
  private static let iterations = 200

  /// Matches nothing.
  static let placeholder = PasswordHash(salt: [UInt8](repeating: 0, count: 16), hash: [])

  let salt: [UInt8]
  let hash: [UInt8]

  private init(salt: [UInt8], hash: [UInt8]) {
    self.salt = salt
    self.hash = hash
  }

  init(_ password: String, salt: [UInt8]) {
    self.salt = salt
    hash = HMAC(key: Array(password.utf8)).derive(salt: salt, iterations: Self.iterations, count: 32)
  }

  func matches(_ password: String) -> Bool {
    equalInConstantTime(hash, PasswordHash(password, salt: salt).hash)
  }
}
