/// A number that most objects do without, in the room of a number: an optional takes twice as much.
@propertyWrapper
package struct Sparse: Sendable, Equatable {
  private var value: Int

  private static let none = Int.min

  package init(wrappedValue: Int?) { value = wrappedValue ?? Self.none }

  package var wrappedValue: Int? {
    get { value == Self.none ? nil : value }
    set { value = newValue ?? Self.none }
  }
}

// A missing number is left out, as that of an optional property is.

extension Sparse: Codable {
  package func encode(to encoder: any Encoder) throws { try wrappedValue.encode(to: encoder) }

  package init(from decoder: any Decoder) throws { self.init(wrappedValue: try Int?(from: decoder)) }
}

extension KeyedEncodingContainer {
  mutating func encode(_ value: Sparse, forKey key: Key) throws {
    try encodeIfPresent(value.wrappedValue, forKey: key)
  }
}

extension KeyedDecodingContainer {
  func decode(_ type: Sparse.Type, forKey key: Key) throws -> Sparse {
    Sparse(wrappedValue: try decodeIfPresent(Int.self, forKey: key))
  }
}
