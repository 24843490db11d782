import Wire

/// JSON inside a state is itself.
extension JSON: Codable {
  package func encode(to encoder: any Encoder) throws {
    guard let encoder = encoder as? StateEncoder else { throw StateError("JSON is kept in states only") }
    encoder.writer.value(self)
  }

  package init(from decoder: any Decoder) throws {
    guard let decoder = decoder as? StateDecoder else { throw StateError("JSON is kept in states only") }
    guard let json = decoder.json else { throw DecodingError.wrong(Self.self, decoder.codingPath) }
    self = json
  }
}

extension JSON.Object: Codable {
  package func encode(to encoder: any Encoder) throws { try JSON.object(self).encode(to: encoder) }

  package init(from decoder: any Decoder) throws {
    guard let object = try JSON(from: decoder).object else { throw DecodingError.wrong(Self.self, decoder.codingPath) }
    self = object
  }
}

extension Method: Codable {}
