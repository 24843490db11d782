/// RFC 1951, read bit by bit: answers in tests are small.
struct Inflate {
  private struct Fault: Error {}

  /// Larger answers are no test data.
  private static let limit = 64 << 20

  private let input: [UInt8]
  private var position = 0
  private var output: [UInt8] = []

  static func inflated(_ bytes: [UInt8]) -> [UInt8]? {
    var inflate = Inflate(input: bytes)
    return (try? inflate.run()) == nil ? nil : inflate.output
  }

  /// The same behind zlib's two bytes and before its checksum, which HTTP calls `deflate`; some servers leave both away.
  static func deflated(_ bytes: [UInt8]) -> [UInt8]? {
    let hasHead = bytes.count > 6 && bytes[0] & 0x0F == 8 && (Int(bytes[0]) << 8 + Int(bytes[1])) % 31 == 0
    return inflated(hasHead ? Array(bytes[2..<(bytes.count - 4)]) : bytes)
  }

  private init(input: [UInt8]) { self.input = input }

  private mutating func run() throws(Fault) {
    var isLast = false
    while !isLast {
      isLast = try bits(1) == 1
      switch try bits(2) {
      case 0: try copyStored()
      case 1: try expand(Self.fixedLiterals, Self.fixedDistances)
      case 2: try expandDynamic()
      default: throw Fault()
      }
    }
  }

  private mutating func bits(_ count: Int) throws(Fault) -> Int {
    var value = 0
    for index in 0..<count {
      guard position >> 3 < input.count else { throw Fault() }
      value |= Int(input[position >> 3] >> UInt8(position & 7) & 1) << index
      position += 1
    }
    return value
  }

  private mutating func copyStored() throws(Fault) {
    position = (position + 7) & ~7
    let count = try bits(16)
    guard try bits(16) == ~count & 0xFFFF, position >> 3 + count <= input.count else { throw Fault() }
    output += input[(position >> 3)..<(position >> 3 + count)]
    position += 8 * count
  }

  private mutating func expandDynamic() throws(Fault) {
    let literals = try bits(5) + 257
    let distances = try bits(5) + 1
    let lengths = try bits(4) + 4
    var codeLengths = [Int](repeating: 0, count: 19)
    for index in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15].prefix(lengths) {
      codeLengths[index] = try bits(3)
    }
    let code = Code(codeLengths)
    var all: [Int] = []
    while all.count < literals + distances {
      switch try symbol(code) {
      case 16:
        guard let last = all.last else { throw Fault() }
        all += Array(repeating: last, count: try bits(2) + 3)
      case 17: all += Array(repeating: 0, count: try bits(3) + 3)
      case 18: all += Array(repeating: 0, count: try bits(7) + 11)
      case let length: all.append(length)
      }
    }
    guard all.count == literals + distances else { throw Fault() }
    try expand(Code(Array(all.prefix(literals))), Code(Array(all.suffix(distances))))
  }

  private mutating func expand(_ literals: Code, _ distances: Code) throws(Fault) {
    while true {
      let symbol = try symbol(literals)
      if symbol < 256 {
        output.append(UInt8(symbol))
        continue
      }
      if symbol == 256 { return }
      guard symbol < 286 else { throw Fault() }
      let (base, extra) = Self.length(symbol - 257)
      let count = base + (try bits(extra))
      let distanceSymbol = try self.symbol(distances)
      guard distanceSymbol < 30 else { throw Fault() }
      let (start, more) = Self.distance(distanceSymbol)
      let distance = start + (try bits(more))
      guard distance <= output.count, output.count + count <= Self.limit else { throw Fault() }
      for _ in 0..<count { output.append(output[output.count - distance]) }
    }
  }

  private static func length(_ code: Int) -> (base: Int, extra: Int) {
    if code < 8 { return (code + 3, 0) }
    if code == 28 { return (258, 0) }
    let extra = (code - 4) / 4
    return ((4 + code % 4) << extra + 3, extra)
  }

  private static func distance(_ code: Int) -> (base: Int, extra: Int) {
    if code < 4 { return (code + 1, 0) }
    let extra = (code - 2) / 2
    return ((2 + code % 2) << extra + 1, extra)
  }

  private mutating func symbol(_ code: Code) throws(Fault) -> Int {
    var value = 0
    var first = 0
    var index = 0
    for count in code.counts.dropFirst() {
      value |= try bits(1)
      if value - first < count { return code.symbols[index + value - first] }
      index += count
      first = (first + count) << 1
      value <<= 1
    }
    throw Fault()
  }

  /// A canonical Huffman code: how many symbols have each length, and the symbols in the order of their codes.
  private struct Code {
    let counts: [Int]
    let symbols: [Int]

    init(_ lengths: [Int]) {
      var counts = [Int](repeating: 0, count: 16)
      for length in lengths where length > 0 { counts[length] += 1 }
      self.counts = counts
      symbols = lengths.indices.filter { lengths[$0] > 0 }.sorted { (lengths[$0], $0) < (lengths[$1], $1) }
    }
  }

  private static let fixedLiterals = Code((0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
  private static let fixedDistances = Code([Int](repeating: 5, count: 30))
}
