import Wire

/// An object that the API keeps under an id. `Codable` as part of a sandbox's state, not as the API shows it.
package protocol Resource: Codable, Sendable {
  /// The word in its `object` field.
  static var object: StaticString { get }
  /// Stripe's word for it in `No such …`.
  static var noun: String { get }
  /// The parameter that Stripe blames when the id in the path names nothing.
  static var pathParameter: String { get }
  /// What Stripe adds behind `No such …: '…'`.
  static var missingHint: String { get }
  static var table: WritableKeyPath<Store, Table<Self>> { get }
  /// Values by which lists of it are filtered without a scan: names of list parameters.
  static var indexes: [Index<Self>] { get }
  /// Paths inside the object (`a.b`) that `expand` may follow, and the kind of object found there.
  static var expandable: [String: Expandable] { get }

  var id: String { get }
  var created: Int { get }
  /// What its own `object` field says, where one table holds several kinds.
  var kind: StaticString { get }
  func write(_ w: inout ObjectWriter)
  /// Whether its plain rendering tells of nothing but itself: then it is kept until the object changes.
  var isSelfContained: Bool { get }
}

extension Resource {
  package var kind: StaticString { Self.object }
  package static var noun: String { object.description }
  package static var pathParameter: String { "id" }
  package static var missingHint: String { "" }
  package static var indexes: [Index<Self>] { [] }
  package static var expandable: [String: Expandable] { [:] }
  package var isSelfContained: Bool { false }
}

/// What stands at an expandable path.
package enum Expandable: Sendable {
  /// An id of these kinds of object.
  case one([any Resource.Type])
  /// A list of these, shown only (or also) when expanded.
  case list([any Resource.Type])
  /// Expandable in Stripe, never present here (an application, an invoice): always null.
  case absent

  static func one(_ type: any Resource.Type) -> Self { .one([type]) }
  static func list(_ type: any Resource.Type) -> Self { .list([type]) }

  var types: [any Resource.Type] {
    switch self {
    case .one(let types), .list(let types): types
    case .absent: []
    }
  }
}

package struct Index<T>: Sendable {
  let name: String
  /// Whether its keys are `caseless`, so that searches find by it what they compare without regard to case.
  var isCaseless = false
  let key: @Sendable (T) -> String?
}
