import Wire

extension Call {
  /// A page of objects that belong to another one and lie in no table.
  func page<T: Resource>(_ items: [T]) throws(StripeError) -> Answer {
    let page = try part(of: items, T.noun, id: \.id)
    let url = url
    return { w in w.list(hasMore: page.hasMore, url: url) { $0.items(page.items) } }
  }

  /// The part of a list that the request asks for by its cursors and its limit.
  func part<Item>(
    of items: [Item], _ noun: String, id: (Item) -> String
  ) throws(StripeError) -> (items: [Item], hasMore: Bool) {
    func position(_ name: String) throws(StripeError) -> Int? {
      guard let cursor = arguments.string(name) else { return nil }
      guard let index = items.firstIndex(where: { id($0) == cursor }) else {
        throw .noSuch(noun, cursor, param: name)
      }
      return index
    }
    let after = try position("starting_after")
    let before = try position("ending_before")
    guard after == nil || before == nil else {
      throw StripeError("Received both starting_after and ending_before parameters. Please pass in only one.")
    }
    let limit = arguments.pageLimit
    let rest = items[(after.map { $0 + 1 } ?? 0)..<(before ?? items.count)]
    return (Array(before == nil ? rest.prefix(limit) : rest.suffix(limit)), rest.count > limit)
  }
}
