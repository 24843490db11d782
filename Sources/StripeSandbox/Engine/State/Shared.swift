/// A part that is copied far more often than it changes: copies share it.
@propertyWrapper
package struct Shared<Value: Sendable>: Sendable {
  private final class Holder: Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
  }

  private var holder: Holder

  package init(wrappedValue: Value) { holder = Holder(wrappedValue) }

  package var wrappedValue: Value {
    _read { yield holder.value }
    set { holder = Holder(newValue) }
  }

  /// The part as it is shared.
  package var projectedValue: Shared {
    get { self }
    set { self = newValue }
  }
}

extension Shared: Codable where Value: Codable {
  package init(from decoder: any Decoder) throws { self.init(wrappedValue: try Value(from: decoder)) }

  package func encode(to encoder: any Encoder) throws { try wrappedValue.encode(to: encoder) }
}
