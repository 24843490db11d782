import Wire

extension Reading {
  /// A story's rows: a list of objects, or a file of them beside the story, as JSON or CSV. Nil for a story without any.
  mutating func rows(_ root: Node) -> [ValueTemplate]? {
    guard let node = root["rows"] else { return nil }
    guard let path = node.json.string else { return check(rows(in: node), node) }
    let inside = FilePath.inside(FilePath.folder(of: root.source.path), path)
    guard !path.isEmpty, let bytes = inside.flatMap(Disk.read) else {
      report("there is no file “\(path)” in the story's folder", node)
      return []
    }
    do throws(Diagnostic) {
      if !path.hasSuffix(".csv") { return check(rows(in: try SourceText(path: path, bytes: bytes).root), node) }
      let table = try CSV.objects(bytes, path)
      return check(table.map { .literal(.object($0)) }, node)
    } catch {
      report(error)
      return []
    }
  }

  private mutating func rows(in node: Node) -> [ValueTemplate] {
    (node.items ?? []).compactMap { item in
      if item.members != nil { return value(item) }
      report("a row is an object", item)
      return nil
    }
  }

  private mutating func check(_ rows: [ValueTemplate], _ node: Node) -> [ValueTemplate] {
    let names = rows.map(\.memberNames)
    if rows.isEmpty { report("“rows” without a row asserts nothing", node) }
    if let odd = names.firstIndex(where: { $0 != names[0] }) {
      report("row \(odd + 1) has other members than the first", node)
    }
    return rows
  }
}

extension ValueTemplate {
  fileprivate var memberNames: Set<String> {
    switch self {
    case .object(let members): Set(members.map(\.name))
    case .literal(.object(let object)): Set(object.keys)
    default: []
    }
  }
}

extension Contract {
  /// The story once for each row. The row's `name`, or its number, is put behind the story's.
  func told(_ rows: [ValueTemplate]) -> [Contract] {
    rows.enumerated().map { index, row in
      var contract = self
      let parts: [(name: String, value: ValueTemplate)] =
        switch row {
        case .object(let members): members
        case .literal(.object(let object)): object.map { ($0.key, .literal($0.value)) }
        default: []
        }
      contract.row = .object(parts)
      var label = "row \(index + 1)"
      switch parts.first(where: { $0.name == "name" })?.value {
      case .text(let template)?: label = template.source
      case .literal(.string(let text))?: label = text
      default: break
      }
      contract.name = "\(name) (\(label))"
      return contract
    }
  }
}

/// Comma-separated values (RFC 4180), the first line with names. A cell without quotes is a number, true, false or null if
/// it is written as one, and otherwise a text.
enum CSV {
  static func objects(_ bytes: [UInt8], _ path: String) throws(Diagnostic) -> [JSON.Object] {
    let table = try rows(String(decoding: bytes, as: UTF8.self), path)
    guard let names = table.first, table.count > 1 else { throw Diagnostic("\(path) has no rows") }
    var objects: [JSON.Object] = []
    for (index, row) in table.enumerated().dropFirst() {
      guard row.count == names.count else {
        throw Diagnostic("\(path): row \(index) has \(row.count) cells, and the head \(names.count)")
      }
      objects.append(JSON.Object(zip(names, row).map { ($0.plainText, $1) }))
    }
    return objects
  }

  private static func rows(_ text: String, _ path: String) throws(Diagnostic) -> [[JSON]] {
    var rows: [[JSON]] = [[]]
    var rest = Array(text.unicodeScalars.filter { $0 != "\r" && $0 != "\u{FEFF}" })[...]
    while !rest.isEmpty {
      rows[rows.count - 1].append(try cell(&rest, path))
      switch rest.popFirst() {
      case "\n"?: rows.append([])
      case ","?: if rest.isEmpty { rows[rows.count - 1].append("") }
      default: break
      }
    }
    return rows.filter { !$0.isEmpty && $0 != [""] }
  }

  private static func cell(_ rest: inout ArraySlice<Unicode.Scalar>, _ path: String) throws(Diagnostic) -> JSON {
    var text = String.UnicodeScalarView()
    guard rest.first == "\"" else {
      while let next = rest.first, next != ",", next != "\n" {
        text.append(next)
        rest.removeFirst()
      }
      let plain = String(text)
      guard let json = try? JSONParser.parse(Array(plain.utf8), keepingNumbers: true), json.array == nil,
        json.object == nil
      else { return .string(plain) }
      return json
    }
    rest.removeFirst()
    while let next = rest.popFirst() {
      if next != "\"" {
        text.append(next)
      } else if rest.first == "\"" {
        text.append(next)
        rest.removeFirst()
      } else {
        return .string(String(text))
      }
    }
    throw Diagnostic("\(path): a quoted cell without an end")
  }
}
