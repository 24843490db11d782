import Wire

/// A place in an array.
struct Place: CodingKey {
  let intValue: Int?
  var stringValue: String { intValue.map(String.init) ?? "" }

  init(intValue: Int) { self.intValue = intValue }
  init?(stringValue: String) { return nil }
}

/// An object's members.
struct MemberReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: StateDecoder
  private var values: FoundValues { decoder.values }
  var codingPath: [any CodingKey] { decoder.codingPath }

  var allKeys: [Key] {
    var keys: [Key] = []
    var index = decoder.token + 1
    while index < values.tokens[decoder.token].next {
      if let key = values.string(index).flatMap(Key.init(stringValue:)) { keys.append(key) }
      index = Int(values.tokens[index + 1].next)
    }
    return keys
  }

  private func find(_ key: Key) -> Int? {
    var name = key.stringValue
    guard let member = name.withUTF8({ values.member($0, of: decoder.token, from: decoder.cursor) }) else { return nil }
    decoder.cursor = member
    return member + 1
  }

  /// Nil: it is missing, or null.
  private func present(_ key: Key) -> Int? {
    guard let token = find(key), values.tokens[token].kind != .null else { return nil }
    return token
  }

  private func token(_ key: Key) throws -> Int {
    guard let token = find(key) else {
      throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: ""))
    }
    return token
  }

  func contains(_ key: Key) -> Bool { find(key) != nil }
  func decodeNil(forKey key: Key) -> Bool { present(key) == nil }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try decoder.read(type, try token(key), key)
  }

  func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
    guard let token = present(key) else { return nil }
    return try decoder.read(type, token, key)
  }

  // The library's own versions of these look for the member up to three times.

  func decode(_ type: String.Type, forKey key: Key) throws -> String { try decoder.read(type, try token(key), key) }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try decoder.read(type, try token(key), key) }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try decoder.read(type, try token(key), key) }

  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
    guard let token = present(key) else { return nil }
    return try decoder.read(type, token, key)
  }

  func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
    guard let token = present(key) else { return nil }
    return try decoder.read(type, token, key)
  }

  func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
    guard let token = present(key) else { return nil }
    return try decoder.read(type, token, key)
  }

  private func decoder(_ key: Key) throws -> StateDecoder {
    StateDecoder(values, try token(key), in: decoder, at: key)
  }

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
  private let decoder: StateDecoder
  private let end: Int
  private var next: Int
  private(set) var currentIndex = 0
  let count: Int?

  init(_ decoder: StateDecoder) {
    self.decoder = decoder
    let tokens = decoder.values.tokens
    end = Int(tokens[decoder.token].next)
    next = decoder.token + 1
    var count = 0
    var index = next
    while index < end {
      count += 1
      index = Int(tokens[index].next)
    }
    self.count = count
  }

  var codingPath: [any CodingKey] { decoder.codingPath }
  var isAtEnd: Bool { next >= end }

  private mutating func take() throws -> (token: Int, key: Place) {
    let key = Place(intValue: currentIndex)
    guard !isAtEnd else { throw DecodingError.wrong(JSON.self, codingPath + [key]) }
    defer {
      currentIndex += 1
      next = Int(decoder.values.tokens[next].next)
    }
    return (next, key)
  }

  private mutating func takeDecoder() throws -> StateDecoder {
    let (token, key) = try take()
    return StateDecoder(decoder.values, token, in: decoder, at: key)
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, decoder.values.tokens[next].kind == .null else { return false }
    _ = try take()
    return true
  }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    let (token, key) = try take()
    return try decoder.read(type, token, key)
  }

  mutating func decode(_ type: String.Type) throws -> String {
    let (token, key) = try take()
    return try decoder.read(type, token, key)
  }

  mutating func decode(_ type: Int.Type) throws -> Int {
    let (token, key) = try take()
    return try decoder.read(type, token, key)
  }

  mutating func nestedContainer<Key: CodingKey>(keyedBy: Key.Type) throws -> KeyedDecodingContainer<Key> {
    try takeDecoder().container(keyedBy: keyedBy)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try takeDecoder().unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder { try takeDecoder() }
}
