/// A form under construction: pairs in, a tree out.
struct FormTree {
  private(set) var object = JSON.Object()
  private var count = 0

  mutating func add(_ name: String, _ value: String) throws(Form.Failure) {
    count += 1
    guard count <= Form.maximumParameters else {
      throw Form.Failure(reason: "Too many parameters (at most \(Form.maximumParameters))")
    }
    guard let bracket = name.utf8.firstIndex(of: UInt8(ascii: "[")), bracket > name.startIndex else {
      return object.insert(name, [], value)
    }
    let path = Self.split(name[bracket...]) ?? []
    guard path.count < Form.maximumDepth else {
      throw Form.Failure(reason: "Parameters are nested too deeply (at most \(Form.maximumDepth))")
    }
    // A name whose brackets do not match is one name.
    object.insert(path.isEmpty ? name : String(name[..<bracket]), path[...], value)
  }

  /// `[b][]` is b and the empty name.
  private static func split(_ brackets: Substring) -> [String]? {
    var parts: [String] = []
    var rest = brackets
    while !rest.isEmpty {
      guard rest.utf8.first == UInt8(ascii: "["), let close = rest.utf8.firstIndex(of: UInt8(ascii: "]")) else {
        return nil
      }
      parts.append(String(rest[rest.utf8.index(after: rest.startIndex)..<close]))
      rest = rest[rest.utf8.index(after: close)...]
    }
    return parts
  }
}

extension JSON.Object {
  fileprivate mutating func insert(_ name: String, _ path: ArraySlice<String>, _ value: String) {
    change(name) { $0.insert(path, value) }
  }
}

extension JSON {
  /// A list stays one, whatever else is said of its name; a text gives way.
  fileprivate mutating func insert(_ path: ArraySlice<String>, _ value: String) {
    guard let name = path.first else {
      self = .string(value)
      return
    }
    // `self` lets go of what is changed, so that nothing is copied.
    if name.isEmpty {
      var items = array ?? []
      self = .null
      Self.insert(into: &items, path.dropFirst(), value)
      self = .array(items)
    } else if array == nil {
      var object = object ?? Object()
      self = .null
      object.insert(name, path.dropFirst(), value)
      self = .object(object)
    }
  }

  /// `a[][b]=1&a[][c]=2` is one item until a name repeats (Rack's rule, which Stripe follows).
  private static func insert(into items: inout [JSON], _ path: ArraySlice<String>, _ value: String) {
    if let name = path.first, let last = items.indices.last, items[last].lacks(name) {
      items[last].insert(path, value)
    } else {
      var item = JSON.null
      item.insert(path, value)
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
