/// The paths of `expand[]`, as a tree of names.
struct Expansion: Sendable {
  private var children: [(name: String, Expansion)] = []

  static let maximumDepth = 4

  var isEmpty: Bool { children.isEmpty }

  subscript(name: String) -> Expansion? { children.first { $0.name == name }?.1 }

  init() {}

  init(_ paths: [String]) throws(StripeError) {
    for path in paths {
      let names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      guard names.count <= Self.maximumDepth else {
        throw StripeError(
          "You cannot expand more than 4 levels of a property. Property: \(path)", code: "property_expansion_max_depth")
      }
      insert(names[...])
    }
  }

  private mutating func insert(_ names: ArraySlice<String>) {
    guard let name = names.first else { return }
    let index = children.firstIndex { $0.name == name } ?? children.endIndex
    if index == children.endIndex { children.append((name, Expansion())) }
    children[index].1.insert(names.dropFirst())
  }

  /// The first path that these kinds of object cannot follow.
  func firstInvalid(in types: [any Resource.Type]) -> String? {
    for (name, child) in children {
      if let invalid = child.firstInvalid(below: name, in: types) { return invalid }
    }
    return nil
  }

  /// Follows `path` inside an object: it is either expandable as it stands or the start of a longer expandable path.
  private func firstInvalid(below path: String, in types: [any Resource.Type]) -> String? {
    let targets = types.compactMap { $0.expandable[path] }
    if let target = targets.first {
      let next = targets.flatMap(\.types)
      // Objects that the sandbox does not have are null, however deep the request goes into them.
      if next.isEmpty { return nil }
      if case .list = target { return invalidInList(next).map { path + "." + $0 } }
      return firstInvalid(in: next).map { path + "." + $0 }
    }
    if types.contains(where: { Hashes.contain(path, of: $0.object) }), isEmpty { return nil }
    // What holds something expandable may be named itself, as `items.data.price` often is: it is whole already.
    guard types.contains(where: { $0.expandable.keys.contains { $0.hasPrefix(path + ".") } }) else { return path }
    for (name, child) in children {
      if let invalid = child.firstInvalid(below: path + "." + name, in: types) { return invalid }
    }
    return nil
  }

  /// In a list only `data` leads on, in a search also its total.
  func invalidInList(_ types: [any Resource.Type], besides total: String? = nil) -> String? {
    for (name, child) in children where name != total {
      guard name == "data" else { return name }
      if let invalid = child.firstInvalid(in: types) { return "data." + invalid }
    }
    return nil
  }
}
