import Wire

/// The user's own keys and values, in the order in which they were set.
package struct Metadata: Codable, Sendable, Equatable {
  private(set) var pairs: [Pair] = []

  struct Pair: Codable, Sendable, Equatable {
    let key: String
    var value: String
  }

  package init() {}

  /// As a request would set it.
  var json: JSON { .object(JSON.Object(pairs.map { (key: $0.key, value: .string($0.value)) })) }

  package subscript(key: String) -> String? { index(of: key).map { pairs[$0].value } }

  /// A key is the same if its bytes are, whatever Unicode says of its characters.
  private func index(of key: String) -> Int? { pairs.firstIndex { $0.key.utf8.span.equals(key.utf8.span) } }

  /// An update's rule: an empty value removes its key, everything else is added or replaced; null removes all.
  mutating func merge(_ changes: JSON) throws(StripeError) {
    guard let changes = changes.object else {
      pairs = []
      return
    }
    for (key, value) in changes {
      let text = value.string ?? ""
      let index = index(of: key)
      switch (index, text.isEmpty) {
      case (let index?, true): pairs.remove(at: index)
      case (let index?, false): pairs[index].value = text
      case (nil, true): break
      case (nil, false): pairs.append(Pair(key: key, value: text))
      }
    }
    guard pairs.count <= 50 else {
      throw StripeError(
        "Metadata can have up to 50 keys, but you've set \(pairs.count).", param: "metadata")
    }
  }
}
