import Wire

/// An object's members.
struct MemberWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: StateEncoder
  var codingPath: [any CodingKey] { [] }

  private func key(_ key: Key) { encoder.writer.key(key.stringValue) }

  func encodeNil(forKey name: Key) {
    key(name)
    encoder.writer.null()
  }

  func encode(_ value: String, forKey name: Key) {
    key(name)
    encoder.writer.string(value)
  }

  func encode(_ value: Int, forKey name: Key) {
    key(name)
    encoder.writer.integer(value)
  }

  func encode(_ value: Bool, forKey name: Key) {
    key(name)
    encoder.writer.bool(value)
  }

  func encode<T: Encodable>(_ value: T, forKey name: Key) throws {
    key(name)
    try encoder.write(value)
  }

  func nestedContainer<Inner: CodingKey>(keyedBy: Inner.Type, forKey name: Key) -> KeyedEncodingContainer<Inner> {
    key(name)
    return encoder.container(keyedBy: keyedBy)
  }

  func nestedUnkeyedContainer(forKey name: Key) -> any UnkeyedEncodingContainer {
    key(name)
    return encoder.unkeyedContainer()
  }

  func superEncoder() -> any Encoder {
    encoder.writer.key("super")
    return encoder
  }

  func superEncoder(forKey name: Key) -> any Encoder {
    key(name)
    return encoder
  }
}

/// An array's items.
struct ItemWriter: UnkeyedEncodingContainer {
  let encoder: StateEncoder
  var codingPath: [any CodingKey] { [] }
  private(set) var count = 0

  init(encoder: StateEncoder) { self.encoder = encoder }

  mutating func encodeNil() {
    count += 1
    encoder.writer.null()
  }

  mutating func encode<T: Encodable>(_ value: T) throws {
    count += 1
    try encoder.write(value)
  }

  mutating func nestedContainer<Key: CodingKey>(keyedBy: Key.Type) -> KeyedEncodingContainer<Key> {
    count += 1
    return encoder.container(keyedBy: keyedBy)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    count += 1
    return encoder.unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder {
    count += 1
    return encoder
  }
}

/// A value without parts. Numbers that JSON readers might round are text.
struct ValueWriter: SingleValueEncodingContainer {
  let encoder: StateEncoder
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { encoder.writer.null() }
  func encode(_ value: Bool) { encoder.writer.bool(value) }
  func encode(_ value: String) { encoder.writer.string(value) }
  func encode(_ value: Double) { encoder.writer.double(value) }
  func encode(_ value: Float) { encoder.writer.double(Double(value)) }
  func encode(_ value: Int) { encoder.writer.integer(value) }
  func encode(_ value: Int8) { encoder.writer.integer(Int(value)) }
  func encode(_ value: Int16) { encoder.writer.integer(Int(value)) }
  func encode(_ value: Int32) { encoder.writer.integer(Int(value)) }
  func encode(_ value: Int64) { encoder.writer.integer(Int(value)) }
  func encode(_ value: UInt) { encoder.writer.string(String(value)) }
  func encode(_ value: UInt8) { encoder.writer.integer(Int(value)) }
  func encode(_ value: UInt16) { encoder.writer.integer(Int(value)) }
  func encode(_ value: UInt32) { encoder.writer.integer(Int(value)) }
  func encode(_ value: UInt64) { encoder.writer.string(String(value)) }
  func encode<T: Encodable>(_ value: T) throws { try encoder.write(value) }
}
