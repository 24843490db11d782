import Wire

/// The parameters that requests have set on an object, as a tree that later requests add to and take from.
struct Given: Codable, Sendable, Equatable {
  private(set) var values = JSON.Object()

  init() {}

  init(_ values: JSON.Object) { merge(values) }

  /// The value at a path such as `address.city`; nil where nothing was said, or it was taken back.
  subscript(path: String) -> JSON? {
    var value = JSON.object(values)
    for name in path.split(separator: ".") {
      guard let next = value[String(name)] else { return nil }
      value = next
    }
    return value.isNull ? nil : value
  }

  func has(_ path: String) -> Bool {
    guard let value = self[path] else { return false }
    return value.string != ""
  }

  func string(_ path: String) -> String? { self[path]?.string }
  func integer(_ path: String) -> Int? { self[path]?.integer }
  func bool(_ path: String) -> Bool? { self[path]?.bool }
  func strings(_ path: String) -> [String]? { self[path]?.array?.compactMap(\.string) }

  /// The members below a path, as a tree of their own.
  func part(_ path: String) -> Given { Given(self[path]?.object ?? JSON.Object()) }

  /// Adds what is new, replaces what has changed, removes what is null.
  mutating func merge(_ changes: JSON.Object) { Self.merge(changes, into: &values) }

  mutating func set(_ name: String, _ value: JSON?) { values[name] = value }

  private static func merge(_ changes: JSON.Object, into values: inout JSON.Object) {
    for (name, value) in changes {
      switch value {
      case .null: values[name] = nil
      case .object(let members):
        var merged = values[name]?.object ?? JSON.Object()
        merge(members, into: &merged)
        values[name] = .object(merged)
      default: values[name] = value
      }
    }
  }
}

extension ObjectWriter {
  /// Members that are null unless they were given.
  mutating func fields(_ keys: [StaticString], of given: Given) {
    for key in keys { field(key, given[key.description] ?? .null) }
  }

  /// An address in Japanese script, which names the quarter of the town, too.
  mutating func addressInJapan(_ key: StaticString, _ given: Given) {
    guard given.has(key.description) else { return null(key) }
    let address = given.part(key.description)
    object(key) { $0.fields(["city", "country", "line1", "line2", "postal_code", "state", "town"], of: address) }
  }

  /// An address of the usual six members.
  mutating func address(_ key: StaticString, _ given: Given) {
    object(key) { $0.fields(["city", "country", "line1", "line2", "postal_code", "state"], of: given) }
  }
}
