import Wire

/// `multipart/form-data` (RFC 7578).
struct MultipartBody {
  let boundary = "nestbox-" + String(UInt64.random(in: .min ... .max), radix: 36)
  private(set) var bytes: [UInt8] = []

  var type: String { "multipart/form-data; boundary=\(boundary)" }

  mutating func add(_ part: RequestTemplate.Part, _ content: [UInt8]) {
    bytes += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(Self.quoted(part.name))\"".utf8)
    if let name = part.fileName { bytes += Array("; filename=\"\(Self.quoted(name))\"".utf8) }
    if let type = part.type { bytes += Array("\r\nContent-Type: \(type)".utf8) }
    bytes += Array("\r\n\r\n".utf8) + content + Array("\r\n".utf8)
  }

  mutating func end() { bytes += Array("--\(boundary)--\r\n".utf8) }

  /// As browsers write names.
  private static func quoted(_ text: String) -> String {
    text.replacing("\"", with: "%22").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }
}
