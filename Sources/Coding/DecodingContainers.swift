import Wire

/// A place in an array.
struct Place: CodingKey {
  let intValue: Int?
  var stringValue: String { intValue.map(String.init) ?? "" }

  init(intValue: Int) { self.intValue = intValue }
  init?(stringValue: String) { return nil }
}

/// An object's members, which are mostly asked for in the order in which they stand.
struct MemberReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private final class Cursor { var next = 0 }

  let codingPath: [any CodingKey]
  private let members: [JSON.Object.Member]
  private let cursor = Cursor()

  init(_ object: JSON.Object, _ path: [any CodingKey]) {
    members = object.members
    codingPath = path
  }

  var allKeys: [Key] { members.compactMap { Key(stringValue: $0.key) } }

  private func find(_ key: Key) -> JSON? {
    let name = key.stringValue
    let next = cursor.next
    if next < members.count, members[next].key == name { return members[next].value }
    guard let index = members.firstIndex(where: { $0.key == name }) else { return nil }
    cursor.next = index
    return members[index].value
  }

  private func value(_ key: Key) throws -> JSON {
    guard let value = find(key) else {
      throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: ""))
    }
    cursor.next += 1
    return value
  }

  func contains(_ key: Key) -> Bool { find(key) != nil }
  func decodeNil(forKey key: Key) -> Bool { find(key)?.isNull ?? true }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try StateDecoder.read(type, try value(key), codingPath + [key])
  }

  private func decoder(_ key: Key) throws -> StateDecoder { StateDecoder(try value(key), codingPath + [key]) }

  func nestedContainer<Inner: CodingKey>(
    keyedBy: Inner.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Inner> {
    try decoder(key).container(keyedBy: keyedBy)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try decoder(key).unkeyedContainer()
  }

  func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }

  func superDecoder() throws -> any Decoder {
    guard let key = Key(stringValue: "super") else { throw DecodingError.wrong(Key.self, codingPath) }
    return try decoder(key)
  }
}

/// An array's items.
struct ItemReader: UnkeyedDecodingContainer {
  let codingPath: [any CodingKey]
  private let items: [JSON]
  private(set) var currentIndex = 0

  init(_ items: [JSON], _ path: [any CodingKey]) {
    self.items = items
    codingPath = path
  }

  var count: Int? { items.count }
  var isAtEnd: Bool { currentIndex >= items.count }

  private mutating func next() throws -> (value: JSON, path: [any CodingKey]) {
    let path = codingPath + [Place(intValue: currentIndex)]
    guard !isAtEnd else { throw DecodingError.wrong(JSON.self, path) }
    defer { currentIndex += 1 }
    return (items[currentIndex], path)
  }

  mutating func decodeNil() -> Bool {
    guard !isAtEnd, items[currentIndex].isNull else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    let (value, path) = try next()
    return try StateDecoder.read(type, value, path)
  }

  mutating func nestedContainer<Key: CodingKey>(keyedBy: Key.Type) throws -> KeyedDecodingContainer<Key> {
    let (value, path) = try next()
    return try StateDecoder(value, path).container(keyedBy: keyedBy)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    let (value, path) = try next()
    return try StateDecoder(value, path).unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder {
    let (value, path) = try next()
    return StateDecoder(value, path)
  }
}
