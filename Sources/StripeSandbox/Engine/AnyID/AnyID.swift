import Wire

// With `--any-id`: preparation of a request before its endpoint runs, and answers in place of errors.
extension Call {
  /// Sees to it that every id which the request names is there.
  func supplyNames(for endpoint: Endpoint, from stock: Stock) {
    // Objects named later in a path belong to those named before.
    var owners: [(example: String, id: String)] = []
    for id in path {
      supply(id, from: stock, ofOwners: owners)
      owners += Registry.shared.kinds(ofID: id).compactMap { $0.example(like: id, of: stock) }.map { ($0, id) }
    }
    for (_, value) in arguments.values { supply(value, from: stock) }
    // An id without a word of its own can only be what the endpoint is about.
    if case .object(let type) = endpoint.result, let id = path.last, Registry.shared.kinds(ofID: id).isEmpty {
      type.supply(id, to: sandbox, from: stock, ofOwners: owners)
    }
  }

  private func supply(_ value: JSON, from stock: Stock) {
    switch value {
    case .string(let text): supply(text, from: stock, ofOwners: [])
    case .array(let items): for item in items { supply(item, from: stock) }
    case .object(let members): for (_, member) in members { supply(member, from: stock) }
    default: return
    }
  }

  private func supply(_ id: String, from stock: Stock, ofOwners owners: [(example: String, id: String)]) {
    // Test cards and accounts are there already.
    guard TestCard.row(paymentMethod: id) == nil, TestCard.row(token: id) == nil,
      TestBankAccount(paymentMethod: id) == nil
    else { return }
    for type in Registry.shared.kinds(ofID: id) {
      type.supply(id, to: sandbox, from: stock, ofOwners: owners)
    }
  }

  /// The example that answers in place of an error. Nil: the error is the answer.
  func substitute(for error: StripeError, of endpoint: Endpoint, deleting: Bool) -> Answer? {
    guard error.status != 401, error.decline == nil else { return nil }
    switch endpoint.result {
    case .object(let type): return substitute(type, deleting: deleting)
    case .list(let type): return list(type, object: "list")
    case .search(let type): return list(type, object: "search_result")
    case .other: return nil
    }
  }

  private func substitute<T: Resource>(_ type: T.Type, deleting: Bool) -> Answer? {
    let table = sandbox.store[T.self]
    if deleting, let id = path.last { return { $0.deleted(type, id) } }
    return (path.last(where: table.contains) ?? table.example.flatMap { table[$0]?.id }).map { answer(type, $0) }
  }

  private func list<T: Resource>(_ type: T.Type, object: StaticString) -> Answer {
    let example = sandbox.store[T.self].example
    let url = url
    return { w in
      w.list(object: object, url: url) { $0.items(type, at: example.map { [$0] } ?? []) }
    }
  }
}

extension Table {
  /// Where the first one is that is still there: of those of several kinds, one whose kind gives the table its name.
  var example: Int? {
    var example: Int?
    walkForward(from: -1) { position, row in
      let isTypical = row.value.kind.description == T.object.description
      if example == nil || isTypical { example = position }
      return !isTypical
    }
    return example
  }
}
