import Wire

/// The objects related to one: those that it refers to by the paths that can be expanded, those that refer to it by the
/// indexes of lists, and their relations in turn, so that a payment leads to its refund's balance transaction.
package struct Relations {
  package struct Group {
    package let object: String
    /// The field by which all of them refer to the object, and how many do.
    package fileprivate(set) var field: String?
    package fileprivate(set) var count: Int
    package fileprivate(set) var ids: [String]
  }

  package private(set) var groups: [Group] = []
  /// Whose events tell the story of the object.
  package private(set) var subjects: Set<String> = []

  /// How many of those that refer to one object are looked at.
  private static let most = 10
  /// Kinds that many objects share, such as prices: the walk does not go on from them.
  private static let hubs: Set<String> = [
    "customer", "payment_method", "card", "bank_account", "source", "product", "price", "plan", "coupon",
    "promotion_code", "tax_rate", "shipping_rate", "account", "file", "test_helpers.test_clock", "billing.meter",
    "entitlements.feature",
  ]

  fileprivate struct Member {
    let kind: any Resource.Type
    let id: String
  }

  init(of id: String, _ kind: any Resource.Type, in sandbox: Sandbox) {
    let start = Member(kind: kind, id: id)
    var seen: Set<String> = [id]
    var front = [start]
    subjects.insert(id)
    for step in 0..<3 {
      var next: [Member] = []
      for member in front where step == 0 || !Self.isHub(member.kind) {
        for (field, count, ids, kind) in member.kind.referring(to: member.id, in: sandbox, atMost: Self.most) {
          let new = ids.filter { seen.insert($0).inserted }
          note(new, of: kind, field: step == 0 ? field : nil, count: step == 0 ? count : new.count)
          next += new.map { Member(kind: kind, id: $0) }
        }
        for other in member.kind.references(of: member.id, in: sandbox) where seen.insert(other.id).inserted {
          note([other.id], of: other.kind, field: nil, count: 1)
          next.append(other)
        }
      }
      subjects.formUnion(next.lazy.filter { Self.isHub(kind) || !Self.isHub($0.kind) }.map(\.id))
      // A shared object leads to all objects that use it, and no further.
      if Self.isHub(kind) { break }
      front = next
    }
  }

  private static func isHub(_ kind: any Resource.Type) -> Bool { hubs.contains(kind.object.description) }

  private mutating func note(_ ids: [String], of kind: any Resource.Type, field: String?, count: Int) {
    guard !ids.isEmpty else { return }
    let object = kind.object.description
    if let index = groups.firstIndex(where: { $0.object == object }) {
      groups[index].ids += ids
      groups[index].count += count
      groups[index].field = groups[index].field ?? field
    } else {
      groups.append(Group(object: object, field: field, count: count, ids: ids))
    }
  }
}

extension Sandbox {
  /// The kind of the object that has an id. Users choose the ids of products and the like, which tell no kind.
  package func kind(of id: String, named name: String? = nil) -> (any Resource.Type)? {
    let likely = name.map { Registry.shared.kinds(named: $0) } ?? Registry.shared.kinds(ofID: id)
    let kinds = name == nil ? likely + Registry.shared.kinds : likely
    return kinds.first { $0.knows(id, in: self) }
  }

  /// The object as the API shows it; what remains of it, if it is deleted.
  package func object(_ id: String, _ kind: any Resource.Type, expand: [String] = []) -> JSON? {
    kind.object(id, in: self, (try? Expansion(expand)) ?? Expansion()).flatMap { try? JSONParser.parse($0) }
  }

  package func relations(of id: String, _ kind: any Resource.Type) -> Relations { Relations(of: id, kind, in: self) }

  /// The newest events about some objects, or by one request.
  package func events(about subjects: Set<String>, request: String? = nil, limit: Int) -> [Event] {
    var events: [Event] = []
    store[Event.self].walkBack(from: .max) { _, row in
      let event = row.value
      if subjects.contains(event.subject) || (request != nil && event.requestID == request) { events.append(event) }
      return events.count < limit
    }
    return events
  }
}

extension Resource {
  fileprivate static func knows(_ id: String, in sandbox: Sandbox) -> Bool {
    sandbox.store[Self.self].position(id) != nil
  }

  fileprivate static func object(_ id: String, in sandbox: Sandbox, _ expansion: Expansion) -> [UInt8]? {
    let table = sandbox.store[Self.self]
    var writer = ObjectWriter(sandbox, expansion: expansion)
    if let row = table.row(id) {
      writer.whole(row.value)
    } else if table.isDeleted(id) {
      writer.deleted(Self.self, id)
    } else {
      return nil
    }
    return writer.finish()
  }

  /// The newest objects of every kind that have an id as the key of an index.
  fileprivate static func referring(
    to id: String, in sandbox: Sandbox, atMost limit: Int
  ) -> [(field: String, count: Int, ids: [String], kind: any Resource.Type)] {
    Registry.shared.kinds.flatMap { $0.having(id, in: sandbox, atMost: limit) }
  }

  private static func having(
    _ key: String, in sandbox: Sandbox, atMost limit: Int
  ) -> [(field: String, count: Int, ids: [String], kind: any Resource.Type)] {
    guard sandbox.store.hasTable(Self.self) else { return [] }
    let table = sandbox.store[Self.self]
    return indexes.compactMap { index in
      guard let positions = table.positions(index.name, key), !positions.isEmpty else { return nil }
      let ids = positions.suffix(limit).reversed().compactMap { table.row(at: Int($0))?.value.id }
      return (index.name, positions.count, ids, Self.self)
    }
  }

  /// The objects that an object refers to.
  fileprivate static func references(of id: String, in sandbox: Sandbox) -> [Relations.Member] {
    guard let json = sandbox.object(id, Self.self) else { return [] }
    return expandable.sorted { $0.key < $1.key }.flatMap { path, target -> [Relations.Member] in
      guard case .one = target else { return [] }
      return texts(at: path.split(separator: ".")[...], in: json).compactMap { id in
        target.types.first { $0.knows(id, in: sandbox) }.map { Relations.Member(kind: $0, id: id) }
      }
    }
  }

  private static func texts(at path: ArraySlice<Substring>, in json: JSON) -> [String] {
    if let items = json.array { return items.flatMap { texts(at: path, in: $0) } }
    guard let name = path.first else { return json.string.map { [$0] } ?? [] }
    return json[String(name)].map { texts(at: path.dropFirst(), in: $0) } ?? []
  }
}
