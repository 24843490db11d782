import Wire

/// A query about one kind of object: what its fields are is found out once, not for every row.
struct Search<T: Searchable> {
  private let isMatch: (T) -> Bool
  /// An index that knows all matches, and their key.
  private var narrowing: (index: String, key: String)?

  init(_ query: SearchQuery) {
    let tests = query.clauses.map { clause in
      let test = clause.test(of: T.self)
      return clause.isNegated ? { !test($0) } : test
    }
    if query.isAlternative {
      isMatch = { row in tests.contains { $0(row) } }
    } else {
      isMatch = { row in tests.allSatisfy { $0(row) } }
      narrowing = query.clauses.lazy.compactMap(Self.narrowing).first
    }
  }

  private static func narrowing(_ clause: SearchQuery.Clause) -> (index: String, key: String)? {
    guard !clause.isNegated, clause.comparison == .equal, case .text(let text) = clause.value,
      T.indexes.contains(where: { $0.name == clause.field && $0.isCaseless })
    else { return nil }
    return (clause.field, text.caseless)
  }

  /// The matches older than `position`, newest first.
  func scan(_ sandbox: Sandbox, from position: Int, limit: Int, isCounting: Bool = false) -> PageScan<T> {
    let positions = narrowing.flatMap { sandbox.store[T.self].positions($0.index, $0.key) }
    return PageScan(sandbox, from: position, among: positions, limit: limit, isCounting: isCounting, isMatch)
  }
}

extension SearchQuery.Clause {
  fileprivate func test<T: Searchable>(of type: T.Type) -> (T) -> Bool {
    if field == "metadata" {
      guard let key else { return { _ in false } }
      let test = textTest
      return { test($0.metadata[key]) }
    }
    switch T.searchField(field) {
    case .token(let read), .text(let read):
      let test = textTest
      return { test(read($0)) }
    case .number(let read):
      let test = numberTest
      return { test(read($0)) }
    case .bool(let read):
      let value = value
      return { value == .text(read($0) ? "true" : "false") }
    case nil: return { _ in false }
    }
  }

  private var textTest: (String?) -> Bool {
    let wanted: String
    switch value {
    case .text(let value): wanted = value.caseless
    case .number(let value): wanted = String(value)
    case .null: return { $0 == nil }
    }
    if comparison == .contains { return { $0?.caseless.includes(wanted) ?? false } }
    return { text in
      guard let text else { return false }
      // ASCII keeps its length in lower case.
      if text.utf8.count != wanted.utf8.count, text.isPlain, wanted.isPlain { return false }
      return text.caseless == wanted
    }
  }

  private var numberTest: (Int?) -> Bool {
    let wanted: Int
    switch value {
    case .number(let value): wanted = value
    case .text(let text):
      guard let number = Int(text) else { return { _ in false } }
      wanted = number
    case .null: return { $0 == nil }
    }
    let isFit: (Int, Int) -> Bool
    switch comparison {
    case .equal: isFit = (==)
    case .greater: isFit = (>)
    case .less: isFit = (<)
    case .atLeast: isFit = (>=)
    case .atMost: isFit = (<=)
    case .contains: return { _ in false }
    }
    return { $0.map { isFit($0, wanted) } ?? false }
  }
}

extension String {
  /// In lower case, as searches compare. Most texts are already, and stay as they are.
  var caseless: String { byteCount { $0 >= 0x80 || 0x41...0x5A ~= $0 } == 0 ? self : lowercased() }

  /// Whether its bytes are its characters: all are ASCII, and no carriage return makes one with a line feed.
  fileprivate var isPlain: Bool { byteCount { $0 >= 0x80 || $0 == 0x0D } == 0 }

  /// `contains`, which looks at characters, for plain texts in a fraction of its time.
  fileprivate func includes(_ part: String) -> Bool {
    guard isPlain, part.isPlain else { return contains(part) }
    return utf8.span.firstRange(of: part.utf8.span) != nil
  }
}
