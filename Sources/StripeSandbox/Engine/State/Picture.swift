/// An object as it was when something happened to it.
enum Picture: Sendable {
  /// Its row, which tells of nothing else: it is written when somebody looks, and at most events nobody does.
  case row(any AnyRow)
  case written([UInt8])

  /// As an event or a list would show it: newest version, nothing expanded.
  func bytes(in sandbox: Sandbox) -> [UInt8] {
    switch self {
    case .written(let bytes): return bytes
    case .row(let row):
      var writer = ObjectWriter(sandbox)
      row.write(&writer)
      return writer.finish()
    }
  }

  func written(in sandbox: Sandbox) -> Picture { .written(bytes(in: sandbox)) }
}

extension Picture: Codable {
  private static let written = StoredObjects.Name(stringValue: "written")

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: StoredObjects.Name.self)
    if let name = container.allKeys.first, name.stringValue != Self.written.stringValue {
      self = .row(try Store.kind(name, in: container).row(in: container, as: name))
    } else {
      self = .written(try container.decode([UInt8].self, forKey: Self.written))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: StoredObjects.Name.self)
    switch self {
    case .row(let row): try row.encode(in: &container)
    case .written(let bytes): try container.encode(bytes, forKey: Self.written)
    }
  }
}

/// A row of whatever kind.
protocol AnyRow: AnyObject, Sendable {
  func write(_ w: inout ObjectWriter)
  func encode(in container: inout KeyedEncodingContainer<StoredObjects.Name>) throws
}

extension Row: AnyRow {
  func write(_ w: inout ObjectWriter) { w.whole(value) }

  func encode(in container: inout KeyedEncodingContainer<StoredObjects.Name>) throws {
    try container.encode(value, forKey: StoredObjects.Name(stringValue: T.object.description))
  }
}

extension Resource {
  fileprivate static func row(
    in container: KeyedDecodingContainer<StoredObjects.Name>, as name: StoredObjects.Name
  ) throws -> any AnyRow {
    Row(try container.decode(Self.self, forKey: name))
  }
}
