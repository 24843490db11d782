import Wire

/// A page of a list of version 2 of the API: newest first, with the URLs of the pages before and behind it.
struct V2Page<T: Resource> {
  private let call: Call
  private var filters: [(T) -> Bool] = []

  init(_ call: Call) { self.call = call }

  mutating func filter(_ test: @escaping (T) -> Bool) { filters.append(test) }

  func answer(_ write: @escaping (T, inout ObjectWriter) -> Void) throws(StripeError) -> Answer {
    let limit = call.arguments.pageLimit
    let skipped = try start()
    var passed = 0
    let scan = PageScan<T>(call.sandbox, from: .max, limit: limit) { row in
      guard filters.allSatisfy({ $0(row) }) else { return false }
      passed += 1
      return passed > skipped
    }
    call.begin(scan)
    return { w in
      let next = scan.hasMore ? url(from: skipped + limit) : nil
      let previous = skipped > 0 ? url(from: max(skipped - limit, 0)) : nil
      w.json.open(UInt8(ascii: "{"))
      w.json.key("data")
      w.json.open(UInt8(ascii: "["))
      for position in scan.page {
        if let row = w.sandbox.store[T.self][position] { write(row, &w) }
      }
      w.json.close(UInt8(ascii: "]"))
      w.field("next_page_url", next)
      w.field("previous_page_url", previous)
      w.json.close(UInt8(ascii: "}"))
    }
  }

  private func start() throws(StripeError) -> Int {
    guard let page = call.arguments.string("page") else { return 0 }
    guard page.hasPrefix("page_"), let start = Int(page.dropFirst(5)), start >= 0 else {
      throw StripeError("Invalid page token: \(page)", param: "page")
    }
    return start
  }

  /// The same list from another place on.
  private func url(from start: Int) -> String {
    var pairs: [(String, String)] = []
    for (name, value) in call.arguments.values where name != "page" { Self.flatten(value, name, &pairs) }
    pairs.append(("page", "page_\(start)"))
    return call.url + "?" + Form.encode(pairs)
  }

  private static func flatten(_ value: JSON, _ name: String, _ pairs: inout [(String, String)]) {
    switch value {
    case .object(let members): for (key, value) in members { flatten(value, "\(name)[\(key)]", &pairs) }
    case .array(let items): for (index, item) in items.enumerated() { flatten(item, "\(name)[\(index)]", &pairs) }
    case .string(let text): pairs.append((name, text))
    default: pairs.append((name, value.text))
    }
  }
}
