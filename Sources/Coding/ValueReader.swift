import Wire

/// A value without parts.
struct ValueReader: SingleValueDecodingContainer {
  /// No amount or time is larger, so that no sum or fee overflows.
  private static let limit = 1 << 48

  let codingPath: [any CodingKey]
  private let value: JSON

  init(_ value: JSON, _ path: [any CodingKey]) {
    self.value = value
    codingPath = path
  }

  private func checked<T>(_ result: T?) throws -> T {
    guard let result else { throw DecodingError.wrong(T.self, codingPath) }
    return result
  }

  private func integer<T: FixedWidthInteger>() throws -> T {
    let integer = try checked(value.integer.flatMap { (-Self.limit...Self.limit).contains($0) ? $0 : nil })
    return try checked(T(exactly: integer))
  }

  private func wide<T: FixedWidthInteger>() throws -> T { try checked(value.string.flatMap { T($0) }) }

  func decodeNil() -> Bool { value.isNull }
  func decode(_: Bool.Type) throws -> Bool { try checked(value.bool) }
  func decode(_: String.Type) throws -> String { try checked(value.string) }
  func decode(_: Double.Type) throws -> Double { try checked(value.number) }
  func decode(_: Float.Type) throws -> Float { Float(try checked(value.number)) }
  func decode(_: Int.Type) throws -> Int { try integer() }
  func decode(_: Int8.Type) throws -> Int8 { try integer() }
  func decode(_: Int16.Type) throws -> Int16 { try integer() }
  func decode(_: Int32.Type) throws -> Int32 { try integer() }
  func decode(_: Int64.Type) throws -> Int64 { try integer() }
  func decode(_: UInt.Type) throws -> UInt { try wide() }
  func decode(_: UInt8.Type) throws -> UInt8 { try integer() }
  func decode(_: UInt16.Type) throws -> UInt16 { try integer() }
  func decode(_: UInt32.Type) throws -> UInt32 { try integer() }
  func decode(_: UInt64.Type) throws -> UInt64 { try wide() }
  func decode<T: Decodable>(_ type: T.Type) throws -> T { try StateDecoder.read(type, value, codingPath) }
}
