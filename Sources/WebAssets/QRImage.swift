import Wire

/// The picture of a QR code, as PNG and as SVG.
enum QRImage {
  /// `/qr.png?data=…` and `/qr.svg?data=…`.
  static func response(to request: Request) -> Response {
    guard let data = (try? Form.parse(request.query))?["data"]?.string, let code = QRCode(Array(data.utf8)) else {
      return .json(
        400, ["error": ["message": "data: the text of the code, up to 2,953 bytes, is missing or too long."]])
    }
    if request.path.hasSuffix("svg") { return .text(svg(code), .svg) }
    return Response(200, headers: ["Content-Type": "image/png", "X-Content-Type-Options": "nosniff"], body: png(code))
  }

  /// Modules of empty space around a code.
  private static let margin = 4
  private static let scale = 4

  static func svg(_ code: QRCode) -> String {
    let side = code.size + 2 * margin
    var path = ""
    for y in 0..<code.size {
      for x in 0..<code.size where code.isDark(x, y) { path += "M\(x + margin),\(y + margin)h1v1h-1z" }
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(side) \(side)" shape-rendering="crispEdges">\
      <path fill="#fff" d="M0,0h\(side)v\(side)h-\(side)z"/><path d="\(path)"/></svg>
      """
  }

  /// Grey in one bit a pixel, in stored blocks: small as it is, it needs no compression.
  static func png(_ code: QRCode) -> [UInt8] {
    let side = (code.size + 2 * margin) * scale
    var rows: [UInt8] = []
    for y in 0..<side {
      rows.append(0)
      for start in stride(from: 0, to: side, by: 8) {
        var byte: UInt8 = 0
        for x in start..<start + 8 {
          byte = byte << 1 | (code.isDark(x / scale - margin, y / scale - margin) ? 0 : 1)
        }
        rows.append(byte)
      }
    }
    var header = bigEndian(UInt32(side)) + bigEndian(UInt32(side))
    header += [1, 0, 0, 0, 0]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header) + chunk("IDAT", stored(rows))
      + chunk("IEND", [])
  }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + data
    return bigEndian(UInt32(data.count)) + body + bigEndian(Checksum.of(body))
  }

  /// A zlib stream of stored blocks.
  private static func stored(_ data: [UInt8]) -> [UInt8] {
    var out: [UInt8] = [0x78, 0x01]
    var start = 0
    repeat {
      let end = min(start + 0xFFFF, data.count)
      let length = UInt16(end - start)
      out.append(end == data.count ? 1 : 0)
      for value in [length, ~length] { out += [UInt8(value & 0xFF), UInt8(value >> 8)] }
      out += data[start..<end]
      start = end
    } while start < data.count
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in data {
      a = (a + UInt32(byte)) % 65_521
      b = (b + a) % 65_521
    }
    return out + bigEndian(b << 16 | a)
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
  }
}
