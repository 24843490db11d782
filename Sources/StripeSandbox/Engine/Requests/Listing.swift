import Wire

/// A page of a list: filters, cursors and the order that all of Stripe's lists share.
package struct Listing<T: Resource> {
  private let call: Call
  private var filters: [(T) -> Bool] = []
  /// The positions to look at, when an index narrows them.
  private var positions: Postings?

  init(_ call: Call) {
    self.call = call
    if let created = call.arguments["created"] { filter(created) }
  }

  /// Only rows whose indexed key is this. Several: the first narrows, the others test.
  mutating func narrow(_ index: String, to key: String?) {
    guard let key else { return }
    if positions == nil, let found = call.sandbox.store[T.self].positions(index, key) {
      positions = found
    } else if let declared = T.indexes.first(where: { $0.name == index }) {
      filters.append { declared.key($0) == key }
    }
  }

  /// Narrows by the parameter of the index's own name.
  mutating func narrow(_ index: String) { narrow(index, to: call.arguments.string(index)) }

  mutating func filter(_ test: @escaping (T) -> Bool) { filters.append(test) }

  private mutating func filter(_ created: JSON) {
    if let moment = created.integer {
      filters.append { $0.created == moment }
      return
    }
    if let bound = created["gt"]?.integer { filters.append { $0.created > bound } }
    if let bound = created["gte"]?.integer { filters.append { $0.created >= bound } }
    if let bound = created["lt"]?.integer { filters.append { $0.created < bound } }
    if let bound = created["lte"]?.integer { filters.append { $0.created <= bound } }
  }

  /// 1 to 100, 10 if not said; what lies outside is clamped without a word, as Stripe does.
  static func limit(_ arguments: Arguments) -> Int { min(max(arguments.integer("limit") ?? 10, 1), 100) }

  /// The page that the request asks for.
  ///
  /// - Parameter isCounted: whether it tells how many rows there are on all pages: Stripe does so for the refunds and
  ///   disputes of one charge.
  func page(url: String? = nil, isCounted: Bool = false) throws(StripeError) -> Answer {
    let table = call.sandbox.store[T.self]
    let after = try cursor("starting_after", table)
    guard after == nil || !call.arguments.has("ending_before") else {
      throw StripeError("Received both starting_after and ending_before parameters. Please pass in only one.")
    }
    let before = try cursor("ending_before", table)
    let scan = PageScan<T>(
      call.sandbox, from: before ?? after ?? table.end, among: positions, isForward: before != nil,
      limit: Self.limit(call.arguments), filters.isEmpty ? nil : passes)
    call.begin(scan)
    let url = url ?? call.url
    let count = isCounted ? positions?.count(where: { table[Int($0)].map(passes) ?? false }) : nil
    return { w in
      var rows = scan.page
      if rows.isEmpty, w.sandbox.stock != nil, let example = w.sandbox.store[T.self].example { rows = [example] }
      w.list(count: count, hasMore: scan.hasMore, url: url) { $0.items(T.self, at: rows) }
    }
  }

  private func passes(_ row: T) -> Bool { filters.allSatisfy { $0(row) } }

  private func cursor(_ name: String, _ table: Table<T>) throws(StripeError) -> Int? {
    guard let id = call.arguments.string(name) else { return nil }
    guard let position = table.position(id) else { throw .noSuch(T.self, id, param: name) }
    return position
  }
}
