import Wire

/// Brings a description's changes into a file that people have changed too.
struct ThreeWayMerge {
  /// Where both changed the same: there the people's change stays.
  private(set) var conflicts: [String] = []

  /// - Parameters:
  ///   - base: what both began with.
  ///   - fresh: what the description makes of it now.
  ///   - own: what people have made of it.
  mutating func merged(_ base: JSON, _ fresh: JSON, _ own: JSON, _ pointer: String) -> JSON {
    if own == base || own == fresh { return fresh }
    if fresh == base { return own }
    if let base = base.object, let fresh = fresh.object, let own = own.object {
      return .object(objects(base, fresh, own, pointer))
    }
    if let base = base.array, let fresh = fresh.array, let own = own.array,
      let merged = lists(base, fresh, own, pointer)
    {
      return .array(merged)
    }
    return kept(own, fresh, pointer)
  }

  private mutating func kept(_ own: JSON, _ fresh: JSON?, _ pointer: String) -> JSON {
    let now = fresh.map { "the description now makes it \(Self.shown($0))" } ?? "the description has it no more"
    conflicts.append("\(pointer): \(Self.shown(own)) is kept; \(now)")
    return own
  }

  private static func shown(_ value: JSON) -> String {
    let text = FixtureText.inline(value)
    return text.count > 60 ? text.prefix(60) + "…" : text
  }

  private mutating func objects(
    _ base: JSON.Object, _ fresh: JSON.Object, _ own: JSON.Object, _ pointer: String
  ) -> JSON.Object {
    var merged = JSON.Object()
    for member in own {
      let inside = "\(pointer)/\(Pointer.escaped(member.key))"
      switch (base[member.key], fresh[member.key]) {
      case (let base?, let fresh?): merged[member.key] = self.merged(base, fresh, member.value, inside)
      case (let base?, nil): if base != member.value { merged[member.key] = kept(member.value, nil, inside) }
      case (nil, let fresh?): merged[member.key] = member.value == fresh ? fresh : kept(member.value, fresh, inside)
      case (nil, nil): merged[member.key] = member.value
      }
    }
    // A member that was deleted by hand stays away.
    for member in fresh where own[member.key] == nil && base[member.key] == nil { merged[member.key] = member.value }
    return merged
  }

  /// Elements that have names, as steps do, belong together by these. Others only in lists of the same length.
  private mutating func lists(_ base: [JSON], _ fresh: [JSON], _ own: [JSON], _ pointer: String) -> [JSON]? {
    let names = [base, fresh, own].map { list in list.compactMap { $0["name"]?.string } }
    let areNamed = zip([base, fresh, own], names).allSatisfy { $0.count == $1.count && Set($1).count == $1.count }
    guard areNamed else {
      guard base.count == fresh.count, own.count == base.count else { return nil }
      return own.indices.map { self.merged(base[$0], fresh[$0], own[$0], "\(pointer)/\($0)") }
    }
    func named(_ list: [JSON]) -> JSON.Object {
      JSON.Object(list.map { (key: $0["name"]?.string ?? "", value: $0) })
    }
    let merged = objects(named(base), named(fresh), named(own), pointer)
    // New steps stand where the description has them.
    var order = own.compactMap { $0["name"]?.string }
    for (index, name) in names[1].enumerated() where merged[name] != nil && !order.contains(name) {
      let before = names[1][..<index].last { order.contains($0) }
      order.insert(name, at: before.flatMap { order.firstIndex(of: $0) }.map { $0 + 1 } ?? 0)
    }
    return order.compactMap { merged[$0] }
  }
}
