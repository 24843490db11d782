/// A QR code (ISO/IEC 18004) of bytes, with the lowest level of error correction.
struct QRCode {
  let size: Int
  private var dark: [Bool]
  /// Finder, timing and format modules, which hold no data.
  private var isReserved: [Bool]

  /// Nil: more bytes than the largest code holds.
  init?(_ bytes: [UInt8]) {
    guard let version = (1...40).first(where: { bytes.count <= Self.capacity($0) }) else { return nil }
    size = 17 + 4 * version
    dark = Array(repeating: false, count: size * size)
    isReserved = dark
    drawPatterns(version)
    draw(Self.interleaved(Self.codewords(bytes, version), version))
    // Any of the eight masks can be read.
    for y in 0..<size {
      for x in 0..<size where !isReserved[y * size + x] && (x + y) % 2 == 0 { dark[y * size + x].toggle() }
    }
  }

  func isDark(_ x: Int, _ y: Int) -> Bool {
    (0..<size).contains(x) && (0..<size).contains(y) && dark[y * size + x]
  }

  // MARK: Contents

  private static let correctionLength = [
    7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30,
    30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
  ]

  private static let blocks = [
    1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19,
    20, 21, 22, 24, 25,
  ]

  /// How many codewords of eight modules there is room for.
  private static func room(_ version: Int) -> Int {
    var modules = (16 * version + 128) * version + 64
    if version >= 2 {
      let alignments = version / 7 + 2
      modules -= (25 * alignments - 10) * alignments - 55
      if version >= 7 { modules -= 36 }
    }
    return modules / 8
  }

  private static func dataLength(_ version: Int) -> Int {
    room(version) - correctionLength[version - 1] * blocks[version - 1]
  }

  private static func capacity(_ version: Int) -> Int { dataLength(version) - (version < 10 ? 2 : 3) }

  private static func codewords(_ bytes: [UInt8], _ version: Int) -> [UInt8] {
    var bits: [Bool] = []
    func append(_ value: Int, _ count: Int) {
      for shift in stride(from: count - 1, through: 0, by: -1) { bits.append(value >> shift & 1 == 1) }
    }
    append(4, 4)
    append(bytes.count, version < 10 ? 8 : 16)
    for byte in bytes { append(Int(byte), 8) }
    let room = dataLength(version) * 8
    append(0, min(4, room - bits.count))
    append(0, (8 - bits.count % 8) % 8)
    var padding = 0xEC
    while bits.count < room {
      append(padding, 8)
      padding ^= 0xEC ^ 0x11
    }
    return stride(from: 0, to: bits.count, by: 8).map { start in
      bits[start..<start + 8].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
    }
  }

  /// The blocks with their error correction, one byte of each in turn.
  private static func interleaved(_ data: [UInt8], _ version: Int) -> [UInt8] {
    let count = blocks[version - 1]
    let correction = correctionLength[version - 1]
    let short = data.count / count
    let shortBlocks = count - data.count % count
    let divisor = self.divisor(correction)
    var parts: [[UInt8]] = []
    var start = 0
    for block in 0..<count {
      let length = short + (block < shortBlocks ? 0 : 1)
      parts.append(Array(data[start..<start + length]))
      start += length
    }
    let checks = parts.map { remainder($0, divisor) }
    var all: [UInt8] = []
    for index in 0...short { all += parts.filter { index < $0.count }.map { $0[index] } }
    for index in 0..<correction { all += checks.map { $0[index] } }
    return all
  }

  private static func divisor(_ degree: Int) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: degree - 1) + [1]
    var root: UInt8 = 1
    for _ in 0..<degree {
      for index in result.indices {
        result[index] = product(result[index], root)
        if index + 1 < degree { result[index] ^= result[index + 1] }
      }
      root = product(root, 2)
    }
    return result
  }

  private static func remainder(_ data: [UInt8], _ divisor: [UInt8]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: divisor.count)
    for byte in data {
      let factor = byte ^ result.removeFirst()
      result.append(0)
      for (index, coefficient) in divisor.enumerated() { result[index] ^= product(coefficient, factor) }
    }
    return result
  }

  /// In the field of 256 elements with the polynomial 0x11D.
  private static func product(_ a: UInt8, _ b: UInt8) -> UInt8 {
    var result = 0
    for shift in stride(from: 7, through: 0, by: -1) {
      result = result << 1 ^ (result >> 7) * 0x11D
      result ^= Int(b >> UInt8(shift) & 1) * Int(a)
    }
    return UInt8(truncatingIfNeeded: result)
  }

  // MARK: Drawing

  private mutating func reserve(_ x: Int, _ y: Int, _ isDark: Bool) {
    guard (0..<size).contains(x), (0..<size).contains(y) else { return }
    dark[y * size + x] = isDark
    isReserved[y * size + x] = true
  }

  private mutating func drawPatterns(_ version: Int) {
    for index in 0..<size {
      reserve(6, index, index % 2 == 0)
      reserve(index, 6, index % 2 == 0)
    }
    for (x, y) in [(3, 3), (size - 4, 3), (3, size - 4)] {
      for dy in -4...4 {
        for dx in -4...4 {
          let ring = max(abs(dx), abs(dy))
          reserve(x + dx, y + dy, ring != 2 && ring != 4)
        }
      }
    }
    drawAlignments(version)
    drawFormat()
    if version >= 7 { drawVersion(version) }
  }

  private mutating func drawAlignments(_ version: Int) {
    guard version >= 2 else { return }
    let count = version / 7 + 2
    let step = (version * 8 + count * 3 + 5) / (count * 4 - 4) * 2
    let places = [6] + (0..<count - 1).reversed().map { size - 7 - $0 * step }
    for (row, y) in places.enumerated() {
      for (column, x) in places.enumerated() {
        let isFinder = (row, column) == (0, 0) || (row, column) == (0, count - 1) || (row, column) == (count - 1, 0)
        guard !isFinder else { continue }
        for dy in -2...2 {
          for dx in -2...2 { reserve(x + dx, y + dy, max(abs(dx), abs(dy)) != 1) }
        }
      }
    }
  }

  /// The lowest level of correction and the first mask, twice.
  private mutating func drawFormat() {
    let data = 1 << 3
    var rest = data
    for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
    let bits = (data << 10 | rest) ^ 0x5412
    func bit(_ index: Int) -> Bool { bits >> index & 1 == 1 }
    for index in 0...5 { reserve(8, index, bit(index)) }
    reserve(8, 7, bit(6))
    reserve(8, 8, bit(7))
    reserve(7, 8, bit(8))
    for index in 9..<15 { reserve(14 - index, 8, bit(index)) }
    for index in 0..<8 { reserve(size - 1 - index, 8, bit(index)) }
    for index in 8..<15 { reserve(8, size - 15 + index, bit(index)) }
    reserve(8, size - 8, true)
  }

  private mutating func drawVersion(_ version: Int) {
    var rest = version
    for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1F25 }
    let bits = version << 12 | rest
    for index in 0..<18 {
      let isDark = bits >> index & 1 == 1
      let (a, b) = (size - 11 + index % 3, index / 3)
      reserve(a, b, isDark)
      reserve(b, a, isDark)
    }
  }

  /// In pairs of columns from the right, up and down in turn.
  private mutating func draw(_ codewords: [UInt8]) {
    var bit = 0
    var right = size - 1
    while right >= 1 {
      if right == 6 { right = 5 }
      let isUpward = (right + 1) & 2 == 0
      for step in 0..<size {
        let y = isUpward ? size - 1 - step : step
        for x in [right, right - 1] where !isReserved[y * size + x] && bit < codewords.count * 8 {
          dark[y * size + x] = codewords[bit / 8] >> UInt8(7 - bit % 8) & 1 == 1
          bit += 1
        }
      }
      right -= 2
    }
  }
}
