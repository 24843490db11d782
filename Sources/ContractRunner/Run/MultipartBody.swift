import Wire

/// `multipart/form-data` (RFC 7578).
struct MultipartBody {
  let boundary = "nestbox-" + String(UInt64.random(in: .min ... .max), radix: 36)
  private(set) var bytes: [UInt8] = []

  var type: String { "multipart/form-data; boundary=\(boundary)" }

  mutating func add(_ name: String, _ text: String) { add("name=\"\(Self.quoted(name))\"", nil, Array(text.utf8)) }

  mutating func add(_ name: String, _ file: RequestTemplate.Upload) {
    add("name=\"\(Self.quoted(name))\"; filename=\"\(Self.quoted(file.name))\"", file.type, file.bytes)
  }

  mutating func end() { bytes += Array("--\(boundary)--\r\n".utf8) }

  private mutating func add(_ disposition: String, _ type: String?, _ content: [UInt8]) {
    bytes += Array("--\(boundary)\r\nContent-Disposition: form-data; \(disposition)\r\n".utf8)
    if let type { bytes += Array("Content-Type: \(type)\r\n".utf8) }
    bytes += Array("\r\n".utf8) + content + Array("\r\n".utf8)
  }

  /// As browsers write names.
  private static func quoted(_ text: String) -> String {
    text.replacing("\"", with: "%22").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }
}
