/// The parameters of an endpoint, declared beside it in a small notation and parsed at first use:
///
///     amount: integer!                   required
///     description: string(1000)          a string of at most so many characters; plain `name` is a string of 5000
///     statement_descriptor: descriptor(22)   a string that a bank statement can show
///     customer: id                       a string that cannot be unset
///     return_url: url                    the same, and a URL
///     shipping: {address!, phone}?       an object; `?`: an empty value unsets it
///     types: [card|link]                 a list of one of these words
///     off_session: any(boolean, one_off|recurring)
///     unit_amount_decimal: decimal       an exact decimal number, kept as the request wrote it
///     currency_options: map({amount})    an object whose keys are the request's own
///     tax: hash                          an object whose members are not looked at
///     coupon: id <basil                  unknown from that version on
///
/// A class, because every request reads them.
package final class Parameters: Sendable {
  let fields: Fields
  /// A mistake in the declaration, for the test that looks for them.
  let problem: String?

  package init(_ declaration: String) {
    var parser = Notation(declaration)
    fields = parser.fields(until: nil)
    problem = parser.problem
  }

  static let none = Parameters("")

  /// The parameters that every list has.
  static func list(_ declaration: String = "") -> Parameters {
    Parameters("ending_before: id\nlimit: integer\nstarting_after: id\n" + declaration)
  }

  static let search = Parameters("limit: integer\npage\nquery!")
}

/// Reads the notation. A mistake in it is a programmer's: a test parses every declaration and finds its `problem`.
struct Notation {
  private let text: [UInt8]
  private var position = 0
  private(set) var problem: String?

  init(_ text: String) { self.text = Array(text.utf8) }

  mutating func fields(until end: UInt8?) -> Fields {
    var fields = Fields()
    while true {
      skipSeparators()
      guard position < text.count, text[position] != end else { break }
      let name = word()
      guard !name.isEmpty else {
        problem = "expected a name at \(position)"
        break
      }
      var field = Field(name: name, shape: .string(limit: 5000))
      if take(":") {
        skipSpaces()
        field.shape = shape()
      } else if name == "metadata" {
        field.shape = .metadata
      } else if name == "address" {
        field.shape = Self.address
      }
      if take("?") { field.isEmptiable = true }
      if take("!") { field.isRequired = true }
      if takeLimit() { field.end = limit() }
      fields.append(field)
    }
    if end != nil { position += 1 }
    return fields
  }

  private mutating func shape() -> Shape {
    if take("{") { return .object(fields(until: UInt8(ascii: "}"))) }
    if take("[") {
      let item = shape()
      if !take("]") { problem = "expected ] at \(position)" }
      return .list(item)
    }
    let name = word()
    // Among other words, each is a value: `address|email`.
    if position < text.count, text[position] == UInt8(ascii: "|") { return words(name) }
    switch name {
    case "string": return .string(limit: length() ?? 5000)
    case "descriptor": return .descriptor(limit: length() ?? 22)
    case "id": return .identifier
    case "url": return .url
    case "hash": return .hash
    case "integer": return .integer
    case "number": return .number
    case "decimal": return .decimal
    case "boolean": return .boolean
    case "timestamp": return .timestamp
    case "currency": return .currency
    case "metadata": return .metadata
    case "range": return .range
    case "address": return Self.address
    case "any" where take("("): return alternatives()
    case "map" where take("("):
      let value = shape()
      if !take(")") { problem = "expected ) at \(position)" }
      return .map(value)
    default: return words(name)
    }
  }

  private mutating func length() -> Int? {
    guard take("(") else { return nil }
    let length = Int(word())
    if !take(")") { problem = "expected ) at \(position)" }
    return length
  }

  private mutating func alternatives() -> Shape {
    var shapes: [Shape] = []
    repeat {
      skipSpaces()
      shapes.append(shape())
    } while take(",")
    if !take(")") { problem = "expected ) at \(position)" }
    return .either(shapes)
  }

  private mutating func words(_ first: String) -> Shape {
    if first.isEmpty { problem = "expected a shape at \(position)" }
    var values = [first]
    while take("|") { values.append(word()) }
    return .oneOf(values)
  }

  private static let address = Shape.object(
    Fields(
      ["city", "country", "line1", "line2", "postal_code", "state"].map {
        Field(name: $0, shape: .string(limit: 5000), isEmptiable: true)
      }))

  private mutating func word() -> String {
    let start = position
    while position < text.count, Self.isWord(text[position]) { position += 1 }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D, 0x2E: true
    default: false
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < text.count, text[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// ` <basil`: where the parameter ends.
  private mutating func takeLimit() -> Bool {
    let start = position
    skipSpaces()
    if take("<") { return true }
    position = start
    return false
  }

  private mutating func limit() -> APIVersion? {
    let version = APIVersion(word: word())
    if version == nil { problem = "expected a version at \(position)" }
    return version
  }

  private mutating func skipSpaces() {
    while position < text.count, text[position] == UInt8(ascii: " ") { position += 1 }
  }

  private mutating func skipSeparators() {
    while position < text.count, [0x20, 0x0A, 0x2C].contains(text[position]) { position += 1 }
  }
}
