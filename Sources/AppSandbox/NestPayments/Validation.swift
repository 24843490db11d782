import Wire

/// A rule of class-validator's decorators, with its message. A field's rules stand in the order of its messages, which
/// is the reverse of the decorators'.
struct FieldRule: Sendable {
  let message: String
  let holds: @Sendable (JSON) -> Bool

  /// `IsNotEmpty`; and what is there must be the string that the document says.
  static let notEmpty = FieldRule(message: "should not be empty") { $0 != "" && !$0.isNull }
  static let string = FieldRule(message: "must be a string") { $0.string != nil || $0.isNull }
  static let email = FieldRule(message: "must be an email") { EmailAddress.isValid($0.string ?? "") }

  static func minimumLength(_ length: Int) -> FieldRule {
    FieldRule(message: "must be longer than or equal to \(length) characters") { value in
      (value.string?.unicodeScalars.count ?? 0) >= length
    }
  }
}

/// A body's fields and their rules, in the order in which the class declares them.
struct BodyRules: Sendable {
  private let fields: [(name: String, rules: [FieldRule])]
  /// As `PartialType` does: rules only count for what is there.
  private let isPartial: Bool

  private init(isPartial: Bool = false, _ fields: [(name: String, rules: [FieldRule])]) {
    self.isPartial = isPartial
    self.fields = fields
  }

  static let createUser = BodyRules([
    ("userName", [.string, .notEmpty]),
    ("email", [.email]),
    ("password", [.minimumLength(8), .notEmpty]),
  ])
  static let updateUser = BodyRules(
    isPartial: true,
    [("userName", [.string, .notEmpty]), ("email", [.email]), ("customerId", [.string, .notEmpty])])
  static let createPayment = BodyRules([("cuid", [.string, .notEmpty])])
  static let confirmPayment = BodyRules([
    ("cuid", [.string, .notEmpty]), ("paymentId", [.string, .notEmpty]), ("paymentMethodId", [.string, .notEmpty]),
  ])

  /// Every field's complaints, as Nest's ValidationPipe lists them.
  func check(_ body: JSON.Object) throws(NestError) {
    var messages: [String] = []
    for field in fields {
      let value = body[field.name] ?? .null
      if isPartial, value.isNull { continue }
      messages += field.rules.filter { !$0.holds(value) }.map { "\(field.name) \($0.message)" }
    }
    guard messages.isEmpty else { throw .invalid(messages) }
  }
}
