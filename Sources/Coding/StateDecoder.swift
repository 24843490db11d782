import Wire

/// Makes values of what `StateEncoder` wrote.
package final class StateDecoder: Decoder {
  package let codingPath: [any CodingKey]
  package let userInfo: [CodingUserInfoKey: Any] = [:]
  package let value: JSON

  init(_ value: JSON, _ path: [any CodingKey]) {
    self.value = value
    codingPath = path
  }

  package static func decode<T: Decodable>(_ type: T.Type, from value: JSON) throws(StateError) -> T {
    do {
      return try read(type, value, [])
    } catch {
      throw StateError(error)
    }
  }

  static func read<T: Decodable>(_ type: T.Type, _ value: JSON, _ path: [any CodingKey]) throws -> T {
    if type == [UInt8].self, let bytes = try bytes(value, path) as? T { return bytes }
    return try T(from: StateDecoder(value, path))
  }

  private static func bytes(_ value: JSON, _ path: [any CodingKey]) throws -> [UInt8] {
    if let text = value.string { return Array(text.utf8) }
    guard let bytes = value["base64"]?.string.flatMap({ Base64.standard.decode($0) }) else {
      throw DecodingError.wrong([UInt8].self, path)
    }
    return bytes
  }

  package func container<Key: CodingKey>(keyedBy: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard let object = value.object else { throw DecodingError.wrong(JSON.Object.self, codingPath) }
    return KeyedDecodingContainer(MemberReader(object, codingPath))
  }

  package func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard let items = value.array else { throw DecodingError.wrong([JSON].self, codingPath) }
    return ItemReader(items, codingPath)
  }

  package func singleValueContainer() -> any SingleValueDecodingContainer { ValueReader(value, codingPath) }
}

/// What is wrong with a state, and where.
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
