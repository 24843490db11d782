import Wire

/// Holds answers against `SchemaFacts`.
struct Schema: Sendable {
  indirect enum Shape: Sendable {
    case text, integer, boolean, map, anything
    case hash([Key])
    case array(Shape)
    case list(Shape)
    /// An object of one of these kinds, or, where that is said, its id.
    case object([String], orID: Bool)
    case named(String)
  }

  struct Key: Sendable {
    var name: String
    var shape = Shape.text
    var isNullable = false
    var isOptional = false
  }

  private(set) var kinds: [String: [Key]] = [:]

  init(_ text: String) {
    // A line that begins at the margin names what it and the indented lines after it tell of.
    var entries: [(name: String, body: String)] = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix(" ") {
        if !entries.isEmpty { entries[entries.count - 1].body += line }
      } else {
        let parts = line.split(separator: " ", maxSplits: 1)
        entries.append((String(parts[0]), parts.count > 1 ? String(parts[1]) : ""))
      }
    }
    for entry in entries {
      var reader = SchemaReader(entry.body)
      kinds[entry.name] = reader.keys()
    }
  }

  /// What is wrong with an answer, each with its path.
  func problems(_ value: JSON) -> [String] {
    var found: [String] = []
    if value["error"] != nil {
      check(value["error"] ?? .null, .named("@error"), "error", &found)
    } else if value["object"] == "list" || value["object"] == "search_result" {
      for item in value["data"]?.array ?? [] { found += problems(item) }
    } else {
      check(value, .object([], orID: false), value["object"]?.string ?? "?", &found)
    }
    return found
  }

  private func check(_ value: JSON, _ shape: Shape, _ path: String, _ found: inout [String]) {
    switch (shape, value) {
    case (.anything, _), (.text, .string), (.integer, .integer), (.boolean, .bool): return
    case (.map, .object(let pairs)):
      for (key, value) in pairs where value.string == nil { found.append("\(path).\(key): not text") }
    case (.hash(let keys), .object(let members)): check(members, keys, path, &found)
    case (.named(let name), .object(let members)): check(members, kinds[name] ?? [], path, &found)
    case (.array(let item), .array(let items)):
      for (index, value) in items.enumerated() { check(value, item, "\(path)[\(index)]", &found) }
    case (.list(let item), .object(let list)):
      if list["object"] != "list" { found.append("\(path): no list") }
      for value in list["data"]?.array ?? [] { check(value, item, path + ".data", &found) }
    case (.object(let expected, let orID), _): check(object: value, expected, orID, path, &found)
    default: found.append("\(path): \(value.text.prefix(40)) is not \(shape)")
    }
  }

  private func check(_ members: JSON.Object, _ keys: [Key], _ path: String, _ found: inout [String]) {
    for (name, value) in members {
      guard let key = keys.first(where: { $0.name == name }) else {
        found.append("\(path).\(name): unknown")
        continue
      }
      if value.isNull {
        if !key.isNullable { found.append("\(path).\(name): null") }
      } else {
        check(value, key.shape, "\(path).\(name)", &found)
      }
    }
    for key in keys where !key.isOptional && members[key.name] == nil { found.append("\(path).\(key.name): missing") }
  }

  private func check(
    object value: JSON, _ expected: [String], _ orID: Bool, _ path: String, _ found: inout [String]
  ) {
    if orID, value.string != nil { return }
    guard let kind = value["object"]?.string, let members = value.object, let keys = kinds[kind] else {
      return found.append("\(path): \(value.text.prefix(40)) is no object that is known")
    }
    if !expected.isEmpty, !expected.contains(kind) { found.append("\(path): a \(kind)") }
    if members["deleted"] == true { return }
    check(members, keys, path, &found)
  }
}

/// Reads the notation of `SchemaFacts`.
struct SchemaReader {
  private let text: [Character]
  private var position = 0

  init(_ text: String) { self.text = Array(text) }

  mutating func keys() -> [Schema.Key] {
    var keys: [Schema.Key] = []
    while true {
      while position < text.count, text[position] == " " { position += 1 }
      guard position < text.count, text[position] != "}" else { break }
      let isOptional = take("~")
      var key = Schema.Key(name: word(), isOptional: isOptional)
      precondition(!key.name.isEmpty, "expected a key at \(position): \(String(text[position...].prefix(20)))")
      key.shape = shape()
      key.isNullable = take("?")
      keys.append(key)
    }
    _ = take("}")
    return keys
  }

  private mutating func shape() -> Schema.Shape {
    if take("{") { return .hash(keys()) }
    if take("@") { return .named("@" + word()) }
    if take("-") {
      _ = take(">")
      return .object(words(), orID: true)
    }
    if take("=") {
      _ = take(">")
      return .object(words(), orID: false)
    }
    if take("[") {
      let isList = take("[")
      let item = item()
      _ = take("]")
      if isList { _ = take("]") }
      return isList ? .list(item) : .array(item)
    }
    guard take(":") else { return .text }
    return Self.named(word())
  }

  private mutating func item() -> Schema.Shape {
    if take("{") { return .hash(keys()) }
    let words = words()
    return words == ["string"] ? .text : words == ["any"] ? .anything : .object(words, orID: false)
  }

  private static func named(_ name: String) -> Schema.Shape {
    switch name {
    case "int": .integer
    case "bool": .boolean
    case "map": .map
    default: .anything
    }
  }

  private mutating func words() -> [String] {
    var words = [word()]
    while take("|") { words.append(word()) }
    return words
  }

  private mutating func word() -> String {
    let start = position
    while position < text.count, text[position].isLetter || text[position].isNumber || "_.".contains(text[position]) {
      position += 1
    }
    return String(text[start..<position])
  }

  private mutating func take(_ character: Character) -> Bool {
    guard position < text.count, text[position] == character else { return false }
    position += 1
    return true
  }
}
