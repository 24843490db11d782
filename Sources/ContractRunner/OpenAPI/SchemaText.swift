import Wire

/// Texts, and numbers by their format, as schemas describe them.
enum SchemaText {
  /// The expression may match anywhere in the text. One that this platform does not read is no fault of the text.
  static func matches(_ text: String, _ expression: String) -> Bool {
    guard let expression = try? Regex(expression) else { return true }
    return text.firstMatch(of: expression.matchingSemantics(.unicodeScalar)) != nil
  }

  /// A format that is not known holds for every text.
  static func isOf(format: String, _ text: String) -> Bool {
    switch format {
    case "date-time": Timestamp.seconds(text, .datetime) != nil && text.dropFirst(10).first != " "
    case "date": Timestamp.seconds(text, .date) != nil
    case "time": Timestamp.seconds("2000-01-01T\(text)", .datetime) != nil
    case "uuid": fits(text, "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
    case "email", "idn-email": fits(text, "[^@\\s]+@[^@\\s]+")
    case "uri", "url", "iri": fits(text, "[A-Za-z][A-Za-z0-9+.-]*:\\S*")
    case "hostname":
      fits(text, "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\\.?")
    case "ipv4": isIPv4(text)
    case "ipv6": fits(text, "[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")
    case "byte": Base64.standard.decode(text) != nil
    case "duration": fits(text, "P(?!$)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?(T(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?")
    default: true
    }
  }

  private static func fits(_ text: String, _ expression: String) -> Bool {
    guard let expression = try? Regex(expression) else { return true }
    return text.wholeMatch(of: expression) != nil
  }

  private static func isIPv4(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { $0.count <= 3 && UInt8($0) != nil }
  }

  static func range(ofFormat format: String) -> Bounds? {
    switch format {
    case "int32": Bounds("\(Int32.min)..\(Int32.max)")
    case "int64": Bounds("\(Int64.min)..\(Int64.max)")
    default: nil
    }
  }
}
