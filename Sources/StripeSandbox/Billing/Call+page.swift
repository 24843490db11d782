import Wire

extension Call {
  /// A page of objects that belong to another one and lie in no table.
  func page<T: Resource>(_ items: [T]) throws(StripeError) -> Answer {
    func position(_ name: String) throws(StripeError) -> Int? {
      guard let id = arguments.string(name) else { return nil }
      guard let index = items.firstIndex(where: { $0.id == id }) else { throw .noSuch(T.self, id, param: name) }
      return index
    }
    let after = try position("starting_after")
    let before = try position("ending_before")
    guard after == nil || before == nil else {
      throw StripeError("Received both starting_after and ending_before parameters. Please pass in only one.")
    }
    let limit = Listing<T>.limit(arguments)
    let rest = items[(after.map { $0 + 1 } ?? 0)..<(before ?? items.count)]
    let shown = before == nil ? rest.prefix(limit) : rest.suffix(limit)
    let url = url
    return { w in w.list(hasMore: rest.count > limit, url: url) { $0.items(Array(shown)) } }
  }
}
