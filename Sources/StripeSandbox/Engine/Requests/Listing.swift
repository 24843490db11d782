import Wire

/// A page of a list: filters, cursors and the order that all of Stripe's lists share.
package struct Listing<T: Resource> {
  private let call: Call
  private var filters: [(T) -> Bool] = []
  /// The positions to look at, when an index narrows them.
  private var positions: Postings?

  init(_ call: Call) {
    self.call = call
    filter("created") { $0.created }
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

  /// Only rows with the value that a parameter of this name asks for, if the request has it.
  mutating func filter(_ parameter: String, _ value: @escaping (T) -> String?) {
    guard let wanted = call.arguments.string(parameter) else { return }
    filters.append { value($0) == wanted }
  }

  mutating func filter(_ parameter: String, _ value: @escaping (T) -> Bool) {
    guard let wanted = call.arguments.bool(parameter) else { return }
    filters.append { value($0) == wanted }
  }

  /// The same for a `range` parameter: a number, or bounds.
  mutating func filter(_ parameter: String, _ number: @escaping (T) -> Int?) {
    guard let range = call.arguments[parameter] else { return }
    if let wanted = range.integer { return filters.append { number($0) == wanted } }
    func bound(_ name: String, _ isInside: @escaping (Int, Int) -> Bool) {
      guard let bound = range[name]?.integer else { return }
      filters.append { number($0).map { isInside($0, bound) } ?? false }
    }
    bound("gt", >)
    bound("gte", >=)
    bound("lt", <)
    bound("lte", <=)
  }

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
      limit: call.arguments.pageLimit, filters.isEmpty ? nil : passes)
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

extension Arguments {
  /// How many rows a page has: 1 to 100, 10 if not said; what lies outside is clamped without a word, as Stripe does.
  var pageLimit: Int { min(max(integer("limit") ?? 10, 1), 100) }
}
