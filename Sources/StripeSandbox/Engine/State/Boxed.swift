/// A part that most objects do without: where it is missing it takes a pointer's room, not its own.
@propertyWrapper
package enum Boxed<Value> {
  case absent
  indirect case present(Value)

  package init(wrappedValue: Value?) {
    if let wrappedValue { self = .present(wrappedValue) } else { self = .absent }
  }

  package var wrappedValue: Value? {
    get { if case .present(let value) = self { value } else { nil } }
    set { self = Boxed(wrappedValue: newValue) }
  }
}

extension Boxed: Sendable where Value: Sendable {}
extension Boxed: Equatable where Value: Equatable {}

extension Boxed: Encodable where Value: Encodable {
  package func encode(to encoder: any Encoder) throws { try wrappedValue.encode(to: encoder) }
}

extension Boxed: Decodable where Value: Decodable {
  package init(from decoder: any Decoder) throws { self.init(wrappedValue: try Value?(from: decoder)) }
}

// A missing part is left out, as that of an optional property is.

extension KeyedEncodingContainer {
  mutating func encode<Value: Encodable>(_ value: Boxed<Value>, forKey key: Key) throws {
    try encodeIfPresent(value.wrappedValue, forKey: key)
  }
}

extension KeyedDecodingContainer {
  func decode<Value: Decodable>(_ type: Boxed<Value>.Type, forKey key: Key) throws -> Boxed<Value> {
    Boxed(wrappedValue: try decodeIfPresent(Value.self, forKey: key))
  }
}
