import Wire

/// An object that can be searched for.
protocol Searchable: Resource {
  /// The collection's name in errors and links.
  static var collection: String { get }
  /// What a field of the query language is in this object. Nil: there is no such field.
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
    let limit = Listing<T>.limit(arguments)
    let table = sandbox.store[keyPath: T.table]
    var start = table.end
    if let page = arguments.string("page") {
      guard let bytes = Base64.standard.decode(page), let position = Int(String(decoding: bytes, as: UTF8.self)) else {
        throw StripeError("The pagination cursor is invalid.", param: "page")
      }
      start = min(max(position, 0), table.end)
    }
    var rows: [Int] = []
    table.walkBack(from: start) { position, row in
      guard query.matches({ $0.matches(row.value) }) else { return true }
      rows.append(position)
      // Only a page that asks for the total looks at the rest.
      return rows.count <= limit
    }
    let hasMore = rows.count > limit
    if hasMore { rows.removeLast() }
    let next = hasMore ? rows.last.map { Base64.standard.encode(Array(String($0).utf8)) } : nil
    if rows.isEmpty, sandbox.stock != nil, let example = table.oldest { rows = [example] }
    let url = url
    return { [rows] w in
      w.json.open(UInt8(ascii: "{"))
      w.field("object", "search_result")
      w.items(T.self, at: rows)
      w.field("has_more", hasMore)
      w.field("next_page", next)
      if w.isExpanded("total_count") || w.sandbox.stock != nil {
        var count = 0
        w.sandbox.store[keyPath: T.table].walkBack(from: .max) { _, row in
          if query.matches({ $0.matches(row.value) }) { count += 1 }
          return true
        }
        w.field("total_count", count)
      }
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

extension SearchQuery.Clause {
  func matches<T: Searchable>(_ row: T) -> Bool {
    if field == "metadata" {
      guard let key else { return false }
      return matches(row.metadata[key])
    }
    switch T.searchField(field) {
    case .token(let read), .text(let read): return matches(read(row))
    case .number(let read): return matches(read(row))
    case .bool(let read): return value == .text(read(row) ? "true" : "false")
    case nil: return false
    }
  }

  private func matches(_ text: String?) -> Bool {
    if value == .null { return text == nil }
    guard let text = text?.lowercased() else { return false }
    let wanted: String
    switch value {
    case .text(let value): wanted = value.lowercased()
    case .number(let value): wanted = String(value)
    case .null: return false
    }
    return comparison == .contains ? text.contains(wanted) : text == wanted
  }

  private func matches(_ number: Int?) -> Bool {
    if value == .null { return number == nil }
    var wanted: Int?
    switch value {
    case .number(let value): wanted = value
    case .text(let text): wanted = Int(text)
    case .null: break
    }
    guard let number, let wanted else { return false }
    switch comparison {
    case .equal: return number == wanted
    case .greater: return number > wanted
    case .less: return number < wanted
    case .atLeast: return number >= wanted
    case .atMost: return number <= wanted
    case .contains: return false
    }
  }
}
