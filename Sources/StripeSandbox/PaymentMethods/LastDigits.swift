/// The last digits of a number whose beginning is not kept.
struct LastDigits: Codable, Sendable {
  let text: String

  init(_ number: String) { text = String(number.suffix(4)) }

  /// Files of earlier versions hold the whole number: it goes no further.
  init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
