import Wire

/// Turns values into JSON, the same values into the same bytes: members in the order in which a type names them,
/// dictionaries in that of their keys.
///
/// A container is complete when the value that opened it is: all that synthesised conformances do.
package final class StateEncoder: Encoder {
  package let codingPath: [any CodingKey] = []
  package let userInfo: [CodingUserInfoKey: Any] = [:]
  package var writer: JSONWriter
  /// Brackets that end what has been begun.
  private var pending: [UInt8] = []

  private init(capacity: Int) { writer = JSONWriter(capacity: capacity) }

  package static func encode(_ value: some Encodable, capacity: Int = 1024) throws -> [UInt8] {
    let encoder = StateEncoder(capacity: capacity)
    try encoder.write(value)
    return encoder.writer.bytes
  }

  package func write<T: Encodable>(_ value: T) throws {
    let depth = pending.count
    if T.self == [UInt8].self, let bytes = value as? [UInt8] {
      write(bytes)
    } else if let dictionary = value as? any KeyedByText {
      try dictionary.write(to: self)
    } else {
      try value.encode(to: self)
    }
    while pending.count > depth, let bracket = pending.popLast() { writer.close(bracket) }
  }

  /// Most bytes are text; others are told by an object around them.
  private func write(_ bytes: [UInt8]) {
    if let text = String(validating: bytes, as: UTF8.self) { return writer.string(text) }
    writer.object {
      $0.key("base64")
      $0.string(Base64.standard.encode(bytes))
    }
  }

  func openObject() {
    writer.open(UInt8(ascii: "{"))
    pending.append(UInt8(ascii: "}"))
  }

  func openArray() {
    writer.open(UInt8(ascii: "["))
    pending.append(UInt8(ascii: "]"))
  }

  package func container<Key: CodingKey>(keyedBy: Key.Type) -> KeyedEncodingContainer<Key> {
    openObject()
    return KeyedEncodingContainer(MemberWriter(encoder: self))
  }

  package func unkeyedContainer() -> any UnkeyedEncodingContainer {
    openArray()
    return ItemWriter(encoder: self)
  }

  package func singleValueContainer() -> any SingleValueEncodingContainer { ValueWriter(encoder: self) }
}

/// Dictionaries are objects, if their keys are text.
protocol KeyedByText {
  func write(to encoder: StateEncoder) throws
}

extension Dictionary: KeyedByText where Key == String, Value: Encodable {
  func write(to encoder: StateEncoder) throws {
    encoder.openObject()
    for (key, value) in sorted(by: { $0.key < $1.key }) {
      encoder.writer.key(key)
      try encoder.write(value)
    }
  }
}
