import Coding
import Wire

/// An object that the API keeps under an id. `Codable` as part of a sandbox's state, not as the API shows it.
///
/// `Refund` is an example of a resource that declares all of this.
package protocol Resource: Declaration, Codable {
  /// The word in its `object` field.
  static var object: StaticString { get }
  /// The prefixes of its ids; the longest prefix that fits tells the kind of an id.
  static var idPrefixes: [String] { get }
  /// Stripe's word for it in `No such …`.
  static var noun: String { get }
  /// The parameter that Stripe blames when the id in the path names nothing.
  static var pathParameter: String { get }
  /// The sentence that Stripe adds behind `No such …: '…'`.
  static var missingHint: String { get }
  /// Values by which lists of it are filtered without a scan: names of list parameters.
  static var indexes: [Index<Self>] { get }
  /// Paths inside the object (`a.b`) that `expand` may follow, and the kind of object found there.
  static var expandable: [String: Expandable] { get }
  /// Whether Stripe shows no id of it.
  static var hidesID: Bool { get }
  /// Changes that happen by themselves when their time comes.
  static var jobs: [Job<Self>] { get }

  var id: String { get }
  var created: Int { get }
  /// The value of its `object` field, where one table holds several kinds.
  var kind: StaticString { get }
  /// The id of the test clock that it lives on; nil: the sandbox's own clock.
  var testClock: String? { get }
  func write(_ w: inout ObjectWriter)
  /// Whether its plain rendering tells of nothing but itself: then it is kept until the object changes.
  var isSelfContained: Bool { get }

  /// Reads an array of them out of a state. No resource declares it: it stands here because what a protocol requires is
  /// compiled for each kind, and there may be a million.
  static func read(_ reader: StateReader, into store: inout Store) throws

  /// When the first job of its kind is due. Declared by none: a method of a generic class would not be compiled for each
  /// kind, as what a protocol requires is, and every payment asks.
  static func firstDue(in table: AnyTable, onTestClock clock: String?) -> Int?
}

extension Resource {
  package static var resource: (any Resource.Type)? { self }
  package var kind: StaticString { Self.object }
  package var testClock: String? { nil }
  package static var noun: String { object.description }
  package static var pathParameter: String { "id" }
  package static var missingHint: String { "" }
  package static var indexes: [Index<Self>] { [] }
  package static var expandable: [String: Expandable] { [:] }
  package static var hidesID: Bool { false }
  package static var jobs: [Job<Self>] { [] }
  package var isSelfContained: Bool { false }
}

/// The kinds at an expandable path, by the `object` names of resources. Names that no resource declares stand for
/// objects that the sandbox does not have: such a path may be expanded, and is null.
package enum Expandable: Sendable {
  /// An id of these kinds of object.
  case one([String])
  /// A list of these, shown only (or also) when expanded.
  case list(String)
  /// Expandable in Stripe, always null here.
  case absent

  static func one(_ names: String...) -> Self { .one(names) }

  /// The kinds of object found there, as far as the sandbox has them.
  var types: [any Resource.Type] {
    switch self {
    case .one(let names): names.flatMap { Registry.shared.kinds(named: $0) }
    case .list(let name): Registry.shared.kinds(named: name)
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
