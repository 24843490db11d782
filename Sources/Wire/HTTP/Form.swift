/// `application/x-www-form-urlencoded` with brackets in its names, as a tree whose leaves are strings.
///
/// `a[b]=1` makes an object, `a[]=1` a list. `a[0]=1` makes an object with the key "0", and a reader who expects a
/// list there takes its values (`listValues`).
package enum Form {
  package struct Failure: Error, Equatable, Sendable {
    package let reason: String
  }

  package static let maximumParameters = 1024
  package static let maximumDepth = 64

  package static func parse(_ bytes: [UInt8]) throws(Failure) -> JSON.Object { try parse(bytes.span) }

  package static func parse(_ text: String) throws(Failure) -> JSON.Object { try parse(text.utf8.span) }

  private static func parse(_ input: Span<UInt8>) throws(Failure) -> JSON.Object {
    guard !input.isEmpty else { return JSON.Object() }
    var tree = FormTree()
    var plain: [UInt8] = []
    var start = 0
    while start < input.count {
      let end = input.firstIndex(of: UInt8(ascii: "&"), from: start) ?? input.count
      if start < end { try add(input.extracting(start..<end), to: &tree, &plain) }
      start = end + 1
    }
    return tree.object
  }

  private static func add(
    _ pair: Span<UInt8>, to tree: inout FormTree, _ plain: inout [UInt8]
  ) throws(Failure) {
    let equals = pair.firstIndex(of: UInt8(ascii: "="), from: 0) ?? pair.count
    let name = try decode(pair.extracting(0..<equals), &plain)
    let value = equals < pair.count ? try decode(pair.extracting((equals + 1)..<pair.count), &plain) : ""
    try tree.add(name, value)
  }

  /// Names and values in the order they came, brackets untouched.
  package static func encode(_ pairs: [(String, String)]) -> String {
    pairs.map { percentEncoded($0.0, keepingBrackets: true) + "=" + percentEncoded($0.1) }.joined(separator: "&")
  }

  /// A tree as names and values: `{"card": {"number": "4242"}, "items": [{"price": 1}]}` is `card[number]=4242` and
  /// `items[0][price]=1`; null is an empty value.
  package static func pairs(of tree: JSON) -> [(String, String)] {
    var pairs: [(String, String)] = []
    flatten(tree, "", &pairs)
    return pairs
  }

  private static func flatten(_ value: JSON, _ name: String, _ pairs: inout [(String, String)]) {
    switch value {
    case .object(let object):
      for (key, value) in object { flatten(value, name.isEmpty ? key : "\(name)[\(key)]", &pairs) }
    case .array(let items):
      for (index, item) in items.enumerated() { flatten(item, "\(name)[\(index)]", &pairs) }
    case .string(let text): pairs.append((name, text))
    case .null: pairs.append((name, ""))
    default: pairs.append((name, value.text))
    }
  }

  /// The items of a list given as `a[]=` or, counted from 0, as `a[0]=`, `a[1]=`.
  package static func listValues(_ value: JSON) -> [JSON]? {
    switch value {
    case .array(let items): return items
    case .object(let object):
      let indexed = object.compactMap { member in Int(member.key).map { ($0, member.value) } }.sorted { $0.0 < $1.0 }
      guard indexed.count == object.count, indexed.last.map({ $0.0 == indexed.count - 1 }) ?? true else { return nil }
      return indexed.map(\.1)
    default: return nil
    }
  }

  /// - Parameter plain: room for what is escaped, the same for all of a form.
  private static func decode(_ bytes: Span<UInt8>, _ plain: inout [UInt8]) throws(Failure) -> String {
    let isEscaped =
      bytes.firstIndex(of: UInt8(ascii: "%"), from: 0) != nil || bytes.firstIndex(of: UInt8(ascii: "+"), from: 0) != nil
    if isEscaped { unescape(bytes, into: &plain) }
    guard let text = isEscaped ? plain.span.validText : bytes.validText else {
      throw Failure(reason: "Invalid UTF-8 in the request's parameters")
    }
    return text
  }

  /// A percent sign without two digits stands for itself, as in browsers.
  private static func unescape(_ bytes: Span<UInt8>, into plain: inout [UInt8]) {
    plain.removeAll(keepingCapacity: true)
    plain.append(addingCapacity: bytes.count) { output in
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        index += 1
        if byte == UInt8(ascii: "%"), index + 1 < bytes.count, let high = hexDigit(bytes[index]),
          let low = hexDigit(bytes[index + 1])
        {
          output.append(high << 4 | low)
          index += 2
        } else {
          output.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
        }
      }
    }
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
  guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
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
