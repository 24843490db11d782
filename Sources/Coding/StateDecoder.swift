import Wire

/// Makes values of what `StateEncoder` wrote.
///
/// It reads the text where it stands: a tree of everything in it would take longer to make than the values.
package final class StateDecoder: Decoder {
  let values: FoundValues
  let token: Int
  /// Where the member stands that was asked for last.
  var cursor: Int
  private let parent: StateDecoder?
  private let key: (any CodingKey)?

  package let userInfo: [CodingUserInfoKey: Any] = [:]

  init(_ values: FoundValues, _ token: Int, in parent: StateDecoder?, at key: (any CodingKey)?) {
    self.values = values
    self.token = token
    self.parent = parent
    self.key = key
    cursor = token + 1
  }

  package var codingPath: [any CodingKey] { (parent?.codingPath ?? []) + (key.map { [$0] } ?? []) }

  package static func decode<T: Decodable>(_ type: T.Type, from bytes: [UInt8]) throws(StateError) -> T {
    try decode(type, from: try StateText(bytes))
  }

  package static func decode<T: Decodable>(_ type: T.Type, from value: JSON) throws(StateError) -> T {
    try decode(type, from: Array(value.text.utf8))
  }

  static func decode<T: Decodable>(_ type: T.Type, from text: StateText) throws(StateError) -> T {
    do {
      return try text.withValues { try StateDecoder($0, 0, in: nil, at: nil).decoded(type) }
    } catch {
      throw StateError(error)
    }
  }

  /// The value of a member or an item.
  func read<T: Decodable>(_ type: T.Type, _ token: Int, _ key: any CodingKey) throws -> T {
    try StateDecoder(values, token, in: self, at: key).decoded(type)
  }

  // The commonest types, without a decoder of their own.

  func read(_ type: String.Type, _ token: Int, _ key: any CodingKey) throws -> String {
    guard let string = values.string(token) else { throw DecodingError.wrong(type, codingPath + [key]) }
    return string
  }

  func read(_ type: Int.Type, _ token: Int, _ key: any CodingKey) throws -> Int {
    guard let integer = values.integer(token), ValueReader.reach.contains(integer) else {
      throw DecodingError.wrong(type, codingPath + [key])
    }
    return integer
  }

  func read(_ type: Bool.Type, _ token: Int, _ key: any CodingKey) throws -> Bool {
    switch values.tokens[token].kind {
    case .yes: return true
    case .no: return false
    default: throw DecodingError.wrong(type, codingPath + [key])
    }
  }

  /// The value that it stands at.
  func decoded<T: Decodable>(_ type: T.Type) throws -> T {
    type == [UInt8].self ? try bytes(as: type) : try T(from: self)
  }

  @inline(never)
  private func bytes<T: Decodable>(as type: T.Type) throws -> T {
    guard let bytes = try bytes() as? T else { throw DecodingError.wrong(type, codingPath) }
    return bytes
  }

  private func bytes() throws -> [UInt8] {
    if let text = values.string(token) { return Array(text.utf8) }
    guard let bytes = values.json(token)?["base64"]?.string.flatMap({ Base64.standard.decode($0) }) else {
      throw DecodingError.wrong([UInt8].self, codingPath)
    }
    return bytes
  }

  /// The value as a tree.
  var json: JSON? { values.json(token) }

  /// Of an object with one member, a text: its name and the text.
  package var onlyMember: (name: String, text: String)? { values.onlyMember(of: token) }

  package func container<Key: CodingKey>(keyedBy: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard values.tokens[token].kind == .object else { throw DecodingError.wrong(JSON.Object.self, codingPath) }
    return KeyedDecodingContainer(MemberReader(decoder: self))
  }

  package func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard values.tokens[token].kind == .array else { throw DecodingError.wrong([JSON].self, codingPath) }
    return ItemReader(self)
  }

  package func singleValueContainer() -> any SingleValueDecodingContainer { ValueReader(decoder: self) }
}

/// An error in a state, and where it is.
package struct StateError: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }

  init(_ error: any Error) {
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      description = "“\(Self.place(context.codingPath + [key]))” is missing"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.dataCorrupted(let context):
      description = "“\(Self.place(context.codingPath))” is not what it should be"
    default: description = "\(error)"
    }
  }

  private static func place(_ path: [any CodingKey]) -> String {
    path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
  }
}

extension DecodingError {
  static func wrong(_ type: Any.Type, _ path: [any CodingKey]) -> DecodingError {
    .typeMismatch(type, Context(codingPath: path, debugDescription: ""))
  }
}
