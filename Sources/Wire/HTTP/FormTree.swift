/// A form under construction: pairs in, a tree out.
struct FormTree {
  private(set) var object = JSON.Object()
  private var count = 0

  init() {
    // As many as most forms have: growing from one is dear.
    object.reserveCapacity(8)
  }

  mutating func add(_ name: String, _ value: String) throws(Form.Failure) {
    count += 1
    guard count <= Form.maximumParameters else {
      throw Form.Failure(reason: "Too many parameters (at most \(Form.maximumParameters))")
    }
    let bytes = name.utf8.span
    // A name whose brackets do not match is one name.
    guard let bracket = bytes.firstIndex(of: UInt8(ascii: "["), from: 0), bracket > 0,
      let depth = Self.depth(bytes.extracting(bracket..<bytes.count))
    else { return object[name] = .string(value) }
    guard depth < Form.maximumDepth else {
      throw Form.Failure(reason: "Parameters are nested too deeply (at most \(Form.maximumDepth))")
    }
    object.insert(bytes.extracting(0..<bracket).text, bytes.extracting(bracket..<bytes.count), value)
  }

  /// How many pairs of brackets these are. Nil: they do not match.
  private static func depth(_ brackets: Span<UInt8>) -> Int? {
    var depth = 0
    var rest = 0
    while rest < brackets.count {
      guard brackets[rest] == UInt8(ascii: "["), let close = brackets.closingBracket(from: rest) else { return nil }
      depth += 1
      rest = close + 1
    }
    return depth
  }
}

extension Span<UInt8> {
  fileprivate func closingBracket(from start: Int = 0) -> Int? { firstIndex(of: UInt8(ascii: "]"), from: start) }
}

extension JSON.Object {
  fileprivate mutating func insert(_ name: String, _ brackets: Span<UInt8>, _ value: String) {
    change(name) { $0.insert(brackets, value) }
  }
}

extension JSON {
  /// Follows the brackets (`[b][]` is b and the empty name) to where the value belongs. A list stays one, whatever else
  /// is said of its name; a text gives way.
  fileprivate mutating func insert(_ brackets: Span<UInt8>, _ value: String) {
    guard let close = brackets.closingBracket() else {
      self = .string(value)
      return
    }
    let rest = brackets.extracting((close + 1)..<brackets.count)
    // `self` lets go of what is changed, so that nothing is copied.
    if close == 1 {
      var items = array ?? []
      self = .null
      Self.insert(into: &items, rest, value)
      self = .array(items)
    } else if array == nil {
      var object = object ?? Object()
      self = .null
      object.insert(brackets.extracting(1..<close).text, rest, value)
      self = .object(object)
    }
  }

  /// `a[][b]=1&a[][c]=2` is one item until a name repeats (Rack's rule).
  private static func insert(into items: inout [JSON], _ brackets: Span<UInt8>, _ value: String) {
    if let close = brackets.closingBracket(), let last = items.indices.last,
      items[last].lacks(brackets.extracting(1..<close).text)
    {
      items[last].insert(brackets, value)
    } else {
      var item = JSON.null
      item.insert(brackets, value)
      items.append(item)
    }
  }

  private func lacks(_ name: String) -> Bool {
    switch self {
    case .object(let object): object[name] == nil
    case .array: true
    default: false
    }
  }
}
