/// A value without parts.
struct ValueReader: SingleValueDecodingContainer {
  private static let limit = 1 << 48
  /// No amount or time lies outside, so that no sum or fee overflows.
  static let reach = -limit...limit

  let decoder: StateDecoder
  var codingPath: [any CodingKey] { decoder.codingPath }

  private var kind: StateText.Kind { decoder.values.tokens[decoder.token].kind }

  private func checked<T>(_ result: T?) throws -> T {
    guard let result else { throw DecodingError.wrong(T.self, codingPath) }
    return result
  }

  private func integer<T: FixedWidthInteger>() throws -> T {
    let integer = try checked(decoder.values.integer(decoder.token).flatMap { Self.reach.contains($0) ? $0 : nil })
    return try checked(T(exactly: integer))
  }

  private func wide<T: FixedWidthInteger>() throws -> T {
    try checked(decoder.values.string(decoder.token).flatMap { T($0) })
  }

  func decodeNil() -> Bool { kind == .null }
  func decode(_: Bool.Type) throws -> Bool { try checked(kind == .yes ? true : kind == .no ? false : nil) }
  func decode(_: String.Type) throws -> String { try checked(decoder.values.string(decoder.token)) }
  func decode(_: Double.Type) throws -> Double { try checked(decoder.values.number(decoder.token)) }
  func decode(_: Float.Type) throws -> Float { Float(try decode(Double.self)) }
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
  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    try StateDecoder(decoder.values, decoder.token, in: decoder, at: nil).decoded(type)
  }
}
