// What is empty in most objects is left out of a state where it is: most of what there would be to write and to read
// would be that.

extension KeyedEncodingContainer {
  mutating func encode(_ value: Metadata, forKey key: Key) throws {
    try encodeIfPresent(value == Metadata() ? nil : value, forKey: key)
  }

  mutating func encode(_ value: [String], forKey key: Key) throws {
    try encodeIfPresent(value.isEmpty ? nil : value, forKey: key)
  }

  mutating func encode(_ value: [String: Int], forKey key: Key) throws {
    try encodeIfPresent(value.isEmpty ? nil : value, forKey: key)
  }
}

extension KeyedDecodingContainer {
  func decode(_ type: Metadata.Type, forKey key: Key) throws -> Metadata {
    try decodeIfPresent(type, forKey: key) ?? Metadata()
  }

  func decode(_ type: [String].Type, forKey key: Key) throws -> [String] {
    try decodeIfPresent(type, forKey: key) ?? []
  }

  func decode(_ type: [String: Int].Type, forKey key: Key) throws -> [String: Int] {
    try decodeIfPresent(type, forKey: key) ?? [:]
  }
}
