/// An object as it was when something happened to it.
enum ObjectSnapshot: Sendable {
  /// Its row, where that holds all there is to write. It is rendered only when the event is read; most never are.
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

  func written(in sandbox: Sandbox) -> ObjectSnapshot { .written(bytes(in: sandbox)) }
}

extension ObjectSnapshot: Codable {
  private static let written = StateName(stringValue: "written")

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: StateName.self)
    if let name = container.allKeys.first, name.stringValue != Self.written.stringValue {
      guard let kind = Registry.shared.kinds(named: name.stringValue).first else {
        let text = "There are no objects of the kind “\(name.stringValue)”"
        throw DecodingError.dataCorruptedError(forKey: name, in: container, debugDescription: text)
      }
      self = .row(try kind.row(in: container, as: name))
    } else {
      self = .written(try container.decode([UInt8].self, forKey: Self.written))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: StateName.self)
    switch self {
    case .row(let row): try row.encode(in: &container)
    case .written(let bytes): try container.encode(bytes, forKey: Self.written)
    }
  }
}

/// A row of whatever kind.
protocol AnyRow: AnyObject, Sendable {
  func write(_ w: inout ObjectWriter)
  func encode(in container: inout KeyedEncodingContainer<StateName>) throws
}

extension Row: AnyRow {
  func write(_ w: inout ObjectWriter) { w.whole(value) }

  func encode(in container: inout KeyedEncodingContainer<StateName>) throws {
    try container.encode(value, forKey: StateName(stringValue: T.object.description))
  }
}

extension Resource {
  fileprivate static func row(
    in container: KeyedDecodingContainer<StateName>, as name: StateName
  ) throws -> any AnyRow {
    Row(try container.decode(Self.self, forKey: name))
  }
}
