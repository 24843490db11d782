import Wire

/// Parses a request's body as body-parser does, which Express and Koa share in all but name.
enum RequestBody {
  enum Fault: Error {
    case malformed(String)
    case tooLarge
  }

  private static let limit = 100 << 10

  /// The members of the body, none if it is of a type that the parser leaves alone.
  static func parse(_ request: Request) throws(Fault) -> JSON.Object {
    guard !request.body.isEmpty else { return JSON.Object() }
    guard request.body.count <= limit else { throw .tooLarge }
    switch mediaType(request) {
    case "application/json": return try parseJSON(request.body)
    case "application/x-www-form-urlencoded":
      do throws(Form.Failure) { return try Form.parse(request.body) } catch { throw .malformed(error.reason) }
    default: return JSON.Object()
    }
  }

  private static func mediaType(_ request: Request) -> String {
    let type = (request.headers["Content-Type"] ?? "").prefix { $0 != ";" }
    return type.filter { $0 != " " && $0 != "\t" }.lowercased()
  }

  private static func parseJSON(_ body: [UInt8]) throws(Fault) -> JSON.Object {
    let value: JSON
    do { value = try JSONParser.parse(body) } catch { throw .malformed(complaint(body, error.offset)) }
    switch value {
    case .object(let object): return object
    case .array: return JSON.Object()
    // body-parser is strict: a bare string, number or word is as wrong as a broken object.
    default: throw .malformed(complaint(body, body.firstIndex { $0 > 0x20 } ?? 0))
    }
  }

  /// As V8 said it up to Node 18.
  private static func complaint(_ body: [UInt8], _ offset: Int) -> String {
    let rest = String(decoding: body.dropFirst(offset), as: UTF8.self)
    guard let token = rest.first else { return "Unexpected end of JSON input" }
    let position = String(decoding: body.prefix(offset), as: UTF8.self).utf16.count
    return "Unexpected token \(token) in JSON at position \(position)"
  }
}
