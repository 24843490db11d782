import Wire

/// JSON pointers (RFC 6901), with one addition for lists whose order is not known: the segment `[name=value]` is the
/// first element whose member `name` is that text.
package enum Pointer {
  package static func escaped(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return name }
    return name.map { $0 == "~" ? "~0" : $0 == "/" ? "~1" : String($0) }.joined()
  }

  package static func segments(_ pointer: String) -> [String] {
    pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(unescaped)
  }

  package static func find(_ pointer: String, in json: JSON) -> JSON? {
    segments(pointer).reduce(json as JSON?) { value, segment in value.flatMap { step(segment, $0) } }
  }

  /// The value with what the pointer names replaced, added (in an object) or, with nil, taken out.
  package static func replace(_ pointer: String, in json: JSON, with value: JSON?) -> JSON {
    replace(segments(pointer)[...], in: json, with: value) ?? .null
  }

  private static func replace(_ path: ArraySlice<String>, in json: JSON, with value: JSON?) -> JSON? {
    guard let name = path.first else { return value }
    switch json {
    case .object(var object):
      object[name] = replace(path.dropFirst(), in: object[name] ?? .null, with: value)
      return .object(object)
    case .array(var items):
      guard let index = Int(name), items.indices.contains(index) else { return json }
      if let item = replace(path.dropFirst(), in: items[index], with: value) {
        items[index] = item
      } else {
        items.remove(at: index)
      }
      return .array(items)
    default: return json
    }
  }

  private static func unescaped(_ segment: Substring) -> String {
    var text = ""
    var rest = segment[...]
    while let first = rest.popFirst() {
      switch (first, rest.first) {
      case ("~", "0"): text += "~"
      case ("~", "1"): text += "/"
      default:
        text.append(first)
        continue
      }
      rest.removeFirst()
    }
    return text
  }

  private static func step(_ segment: String, _ value: JSON) -> JSON? {
    switch value {
    case .object(let object): return object[segment]
    case .array(let items):
      if let index = Int(segment) { return items.indices.contains(index) ? items[index] : nil }
      guard segment.first == "[", segment.last == "]", let equals = segment.firstIndex(of: "=") else { return nil }
      let name = String(segment[segment.index(after: segment.startIndex)..<equals])
      let wanted = String(segment[segment.index(after: equals)...].dropLast())
      return items.first { $0[name].map(\.plainText) == wanted }
    default: return nil
    }
  }
}

extension JSON {
  /// A string without its quotes; anything else as JSON.
  package var plainText: String { string ?? text }

  /// The word for messages.
  package var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .integer: "integer"
    case .double: "number"
    case .decimal(let text): Numeral(text)?.isWhole == true ? "integer" : "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}
