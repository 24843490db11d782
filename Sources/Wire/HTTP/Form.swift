/// `application/x-www-form-urlencoded` with Stripe's brackets, as a tree whose leaves are strings.
///
/// `a[b]=1` makes an object, `a[]=1` a list. `a[0]=1` makes an object with the key "0", as Stripe's own parser does:
/// whoever expects a list there takes its values (`listValues`).
package enum Form {
  package struct Failure: Error, Equatable, Sendable {
    package let reason: String
  }

  package static let maximumParameters = 1024
  package static let maximumDepth = 64

  package static func parse(_ bytes: [UInt8]) throws(Failure) -> JSON.Object {
    var root = Node()
    var count = 0
    var start = 0
    while start <= bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "&")) ?? bytes.count
      defer { start = end + 1 }
      if start == end { continue }
      count += 1
      guard count <= maximumParameters else { throw Failure(reason: "Too many parameters (at most 1024)") }
      let equals = bytes[start..<end].firstIndex(of: UInt8(ascii: "=")) ?? end
      let name = try decode(bytes[start..<equals])
      let value = equals < end ? try decode(bytes[(equals + 1)..<end]) : ""
      let path = split(name)
      guard path.count <= maximumDepth else { throw Failure(reason: "Parameters are nested too deeply (at most 64)") }
      root.insert(path[...], value)
    }
    guard case .object(let object) = root.json else { return JSON.Object() }
    return object
  }

  package static func parse(_ text: String) throws(Failure) -> JSON.Object { try parse(Array(text.utf8)) }

  /// Names and values in the order they came, brackets untouched.
  package static func encode(_ pairs: [(String, String)]) -> String {
    pairs.map { percentEncoded($0.0, keepingBrackets: true) + "=" + percentEncoded($0.1) }.joined(separator: "&")
  }

  /// The items of a list given as `a[]=` or as `a[0]=`, `a[1]=`.
  package static func listValues(_ value: JSON) -> [JSON]? {
    switch value {
    case .array(let items): return items
    case .object(let object):
      let indexed = object.compactMap { member in Int(member.key).map { ($0, member.value) } }
      guard indexed.count == object.count else { return nil }
      return indexed.sorted { $0.0 < $1.0 }.map(\.1)
    default: return nil
    }
  }

  /// `a[b][]` is a, b and the empty name. A name whose brackets do not match is one name.
  private static func split(_ name: String) -> [String] {
    let utf8 = Array(name.utf8)
    guard let open = utf8.firstIndex(of: UInt8(ascii: "[")), open > 0 else { return [name] }
    var parts = [String(decoding: utf8[..<open], as: UTF8.self)]
    var index = open
    while index < utf8.count {
      guard utf8[index] == UInt8(ascii: "["), let close = utf8[index...].firstIndex(of: UInt8(ascii: "]")) else {
        return [name]
      }
      parts.append(String(decoding: utf8[(index + 1)..<close], as: UTF8.self))
      index = close + 1
    }
    return parts
  }

  private static func decode(_ bytes: ArraySlice<UInt8>) throws(Failure) -> String {
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "+") {
        plain.append(UInt8(ascii: " "))
      } else if byte == UInt8(ascii: "%"), index + 1 < bytes.endIndex, let high = hexDigit(bytes[index]),
        let low = hexDigit(bytes[index + 1])
      {
        plain.append(high << 4 | low)
        index += 2
      } else {
        plain.append(byte)
      }
    }
    guard let text = String(validating: plain, as: UTF8.self) else {
      throw Failure(reason: "Invalid UTF-8 in the request's parameters")
    }
    return text
  }
}

/// A form under construction: cheap to find a name in, whatever the order the pairs come in.
private struct Node {
  var text: String?
  var items: [Node] = []
  var names: [String] = []
  var children: [String: Node] = [:]

  mutating func insert(_ path: ArraySlice<String>, _ value: String) {
    guard let name = path.first else {
      self = Node(text: value)
      return
    }
    text = nil
    let rest = path.dropFirst()
    if name.isEmpty {
      insertItem(rest, value)
    } else {
      if children[name] == nil { names.append(name) }
      children[name, default: Node()].insert(rest, value)
    }
  }

  /// `a[][b]=1&a[][c]=2` is one item until a name repeats (Rack's rule, which Stripe follows).
  private mutating func insertItem(_ path: ArraySlice<String>, _ value: String) {
    if let name = path.first, let last = items.indices.last, items[last].text == nil,
      items[last].children[name] == nil
    {
      items[last].insert(path, value)
    } else {
      var item = Node()
      item.insert(path, value)
      items.append(item)
    }
  }

  var json: JSON {
    if let text { return .string(text) }
    if !items.isEmpty { return .array(items.map(\.json)) }
    return .object(JSON.Object(names.map { (key: $0, value: children[$0]?.json ?? .null) }))
  }
}

/// RFC 3986 percent-encoding of everything that is not unreserved.
package func percentEncoded(_ text: String, keepingBrackets: Bool = false) -> String {
  var bytes: [UInt8] = []
  for byte in text.utf8 {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
    case 0x5B where keepingBrackets, 0x5D where keepingBrackets: bytes.append(byte)
    default:
      bytes.append(UInt8(ascii: "%"))
      for digit in [byte >> 4, byte & 0xF] { bytes.append(digit < 10 ? 0x30 + digit : 0x41 + digit - 10) }
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// Percent-decoding of a path segment: `+` stays, a broken escape or invalid UTF-8 is nil.
package func percentDecoded(_ text: some StringProtocol) -> String? {
  var bytes: [UInt8] = []
  var rest = text.utf8.makeIterator()
  while let byte = rest.next() {
    guard byte == UInt8(ascii: "%") else {
      bytes.append(byte)
      continue
    }
    guard let high = rest.next().flatMap(hexDigit), let low = rest.next().flatMap(hexDigit) else { return nil }
    bytes.append(high << 4 | low)
  }
  return String(validating: bytes, as: UTF8.self)
}
