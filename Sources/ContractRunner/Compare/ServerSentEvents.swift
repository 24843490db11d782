import Wire

/// `text/event-stream` (HTML Living Standard, 9.2): the events of it that are complete.
enum ServerSentEvents {
  /// Each as `{"event": …, "data": …}`, with `id` and `retry` where they are told. Data that is JSON is given as such.
  static func parse(_ bytes: [UInt8]) -> [JSON] {
    let text = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    let end = text.hasSuffix("\n\n") ? text.endIndex : text.ranges(of: "\n\n").last?.upperBound ?? text.startIndex
    return text[..<end].split(separator: "\n\n").compactMap { event(String($0)) }
  }

  private static func event(_ block: String) -> JSON? {
    var object = JSON.Object()
    var data: [String] = []
    for line in block.split(separator: "\n") {
      guard !line.hasPrefix(":") else { continue }
      let colon = line.firstIndex(of: ":") ?? line.endIndex
      var value = line[colon...].dropFirst()
      if value.first == " " { value = value.dropFirst() }
      switch line[..<colon] {
      case "data": data.append(String(value))
      case "event": object["event"] = .string(String(value))
      case "id": object["id"] = .string(String(value))
      case "retry": object["retry"] = Int(value).map(JSON.integer) ?? .string(String(value))
      default: break
      }
    }
    if data.isEmpty { return object.isEmpty ? nil : .object(object) }
    let text = data.joined(separator: "\n")
    object["data"] = (try? JSONParser.parse(Array(text.utf8), keepingNumbers: true)) ?? .string(text)
    return .object(object)
  }
}
