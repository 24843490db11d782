import Wire

/// An object that can be searched for.
protocol Searchable: Resource {
  /// The collection's name in errors and links.
  static var collection: String { get }
  /// A field of the query language in this object. Nil: there is no such field.
  static func searchField(_ name: String) -> SearchField<Self>?
  var metadata: Metadata { get }
}

enum SearchField<T>: Sendable {
  /// Exact, without regard to case.
  case token(@Sendable (T) -> String?)
  /// Exact, or by a part of it.
  case text(@Sendable (T) -> String?)
  case number(@Sendable (T) -> Int?)
  case bool(@Sendable (T) -> Bool)
}

extension Call {
  /// `GET …/search`: newest first, page by page.
  func search<T: Searchable>(_ type: T.Type) throws(StripeError) -> Answer {
    let query = try SearchQuery(arguments.string("query") ?? "")
    try check(query, type)
    let limit = arguments.pageLimit
    var start = Int.max
    if let page = arguments.string("page") {
      guard let bytes = Base64.standard.decode(page), let position = Int(String(decoding: bytes, as: UTF8.self)) else {
        throw StripeError("The pagination cursor is invalid.", param: "page")
      }
      start = max(position, 0)
    }
    let search = Search<T>(query)
    let scan = search.scan(sandbox, from: start, limit: limit)
    begin(scan)
    // Only a page that asks for the total looks at all the rest.
    var total: PageScan<T>?
    if isExpanding("total_count") || sandbox.stock != nil {
      let counting = search.scan(sandbox, from: .max, limit: 0, isCounting: true)
      begin(counting)
      total = counting
    }
    let url = url
    return { [total] w in
      var rows = scan.page
      let next = scan.hasMore ? rows.last.map { Base64.standard.encode(Array(String($0).utf8)) } : nil
      if w.sandbox.stock != nil, let example = rows.last ?? w.sandbox.store[T.self].example { rows = [example] }
      w.json.open(UInt8(ascii: "{"))
      w.field("object", "search_result")
      w.items(T.self, at: rows)
      w.field("has_more", scan.hasMore)
      w.field("next_page", next)
      if let total { w.field("total_count", total.count) }
      w.field("url", url)
      w.json.close(UInt8(ascii: "}"))
    }
  }

  private func check<T: Searchable>(_ query: SearchQuery, _ type: T.Type) throws(StripeError) {
    for clause in query.clauses where clause.field != "metadata" {
      guard let field = T.searchField(clause.field) else {
        throw StripeError(
          """
          Field `\(clause.field)` is an unsupported search field for resource `\(T.collection)`. See \
          http://stripe.com/docs/search#query-fields-for-\(T.collection.replacing("_", with: "-")) for a list of \
          supported fields.
          """, param: "query")
      }
      try check(clause, field)
    }
  }

  private func check<T>(_ clause: SearchQuery.Clause, _ field: SearchField<T>) throws(StripeError) {
    let isFit: Bool
    switch field {
    case .number: isFit = clause.comparison != .contains
    case .text: isFit = [.equal, .contains].contains(clause.comparison)
    case .token, .bool: isFit = clause.comparison == .equal
    }
    guard isFit else {
      throw StripeError(
        "Field `\(clause.field)` does not support the operator `\(clause.comparison.rawValue)`.", param: "query")
    }
    if clause.comparison == .contains, case .text(let part) = clause.value, part.count < 3 {
      throw StripeError("Substring search requires at least 3 characters.", param: "query")
    }
  }
}
