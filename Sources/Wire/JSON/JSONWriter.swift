/// Writes JSON straight into bytes. Commas are its business; well-formedness is the caller's.
///
/// It owns its memory by hand: an answer is some two hundred small pieces, and an array would look at its capacity and at
/// who shares it for every one of them.
package struct JSONWriter: ~Copyable {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var count = 0
  private var needsComma = false

  package init(capacity: Int = 256) {
    self.capacity = max(capacity, 16)
    start = .allocate(capacity: self.capacity)
  }

  deinit { start.deallocate() }

  package var isEmpty: Bool { count == 0 }

  package var bytes: [UInt8] { bytes(from: 0) }

  /// Where the next value will begin.
  package var nextValue: Int { needsComma ? count + 1 : count }

  /// The bytes written since `nextValue` had this value.
  package func bytes(from beginning: Int) -> [UInt8] {
    Array(UnsafeBufferPointer(start: start, count: count)[beginning...])
  }

  package mutating func removeAll() {
    count = 0
    needsComma = false
  }

  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    open(UInt8(ascii: "{"))
    body(&self)
    close(UInt8(ascii: "}"))
  }

  package mutating func array(_ body: (inout JSONWriter) -> Void) {
    open(UInt8(ascii: "["))
    body(&self)
    close(UInt8(ascii: "]"))
  }

  package mutating func open(_ bracket: UInt8) {
    separate(before: 1)
    put(bracket)
    needsComma = false
  }

  package mutating func close(_ bracket: UInt8) {
    makeRoom(1)
    put(bracket)
    needsComma = true
  }

  /// A member name known at compile time, which must need no escaping.
  package mutating func key(_ name: StaticString) {
    put(key: name, roomFor: 0)
    needsComma = false
  }

  /// Writes `key: null` in one step: every other member of an API object is null.
  package mutating func null(_ name: StaticString) {
    put(key: name, roomFor: 4)
    put(Self.nothing)
    needsComma = true
  }

  private static let nothing: StaticString = "null"

  @inline(__always)
  private mutating func put(key name: StaticString, roomFor value: Int) {
    let length = name.utf8CodeUnitCount
    makeRoom(length + 4 + value)
    var place = start + count
    if needsComma {
      place.pointee = UInt8(ascii: ",")
      place += 1
    }
    place[0] = UInt8(ascii: "\"")
    (place + 1).update(from: name.utf8Start, count: length)
    place[length + 1] = UInt8(ascii: "\"")
    place[length + 2] = UInt8(ascii: ":")
    count = place + length + 3 - start
  }

  package mutating func key(_ name: String) {
    string(name)
    makeRoom(1)
    put(UInt8(ascii: ":"))
    needsComma = false
  }

  package mutating func null() { literal(Self.nothing) }
  package mutating func bool(_ value: Bool) { if value { literal("true") } else { literal("false") } }

  package mutating func literal(_ text: StaticString) {
    separate(before: text.utf8CodeUnitCount)
    put(text)
  }

  package mutating func integer(_ value: Int) {
    // 64 bits have twenty digits at most.
    separate(before: 21)
    if value < 0 { put(UInt8(ascii: "-")) }
    var rest = value.magnitude
    var length = 1
    var bound: UInt = 10
    // No magnitude reaches ten to the nineteenth, which still fits.
    while rest >= bound {
      length += 1
      bound = bound &* 10
    }
    var place = start + count + length
    count += length
    repeat {
      place -= 1
      place.pointee = UInt8(truncatingIfNeeded: rest % 10) + 0x30
      rest /= 10
    } while rest > 0
  }

  package mutating func double(_ value: Double) {
    // JSON has no infinities; nothing here computes one, and null keeps the output well-formed if it did.
    guard value.isFinite else { return null() }
    raw(Array(value.description.utf8))
  }

  package mutating func string(_ value: String) {
    let utf8 = value.utf8.span
    separate(before: utf8.count + 2)
    let plain = JSONText.plain(utf8, from: 0).end
    guard plain == utf8.count else { return escape(utf8, plain) }
    put(UInt8(ascii: "\""))
    utf8.withUnsafeBufferPointer { put($0) }
    put(UInt8(ascii: "\""))
  }

  /// A text known at compile time, which must need no escaping.
  package mutating func string(_ value: StaticString) {
    separate(before: value.utf8CodeUnitCount + 2)
    quote(value)
  }

  /// Bytes that are one JSON value already.
  package mutating func raw(_ value: [UInt8]) {
    separate(before: value.count)
    value.withUnsafeBufferPointer { put($0) }
  }

  package mutating func value(_ value: JSON) {
    switch value {
    case .null: null()
    case .bool(let value): bool(value)
    case .integer(let value): integer(value)
    case .double(let value): double(value)
    case .decimal(let text): raw(Array(text.utf8))
    case .string(let value): string(value)
    case .array(let items): array { for item in items { $0.value(item) } }
    case .object(let members):
      object {
        for member in members {
          $0.key(member.key)
          $0.value(member.value)
        }
      }
    }
  }

  /// Begins a value of at most so many bytes.
  @inline(__always)
  private mutating func separate(before length: Int) {
    makeRoom(length + 1)
    if needsComma { put(UInt8(ascii: ",")) }
    needsComma = true
  }

  @inline(__always)
  private mutating func makeRoom(_ length: Int) {
    if capacity - count < length { grow(by: length) }
  }

  @inline(never)
  private mutating func grow(by length: Int) {
    capacity = max(2 * capacity, count + length)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
  }

  // The caller has made room for the bytes that are put.
  private mutating func put(_ byte: UInt8) {
    assert(count < capacity)
    start[count] = byte
    count += 1
  }

  private mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress else { return }
    assert(bytes.count <= capacity - count)
    (start + count).update(from: source, count: bytes.count)
    count += bytes.count
  }

  private mutating func put(_ text: StaticString) {
    put(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func quote(_ text: StaticString) {
    put(UInt8(ascii: "\""))
    put(text)
    put(UInt8(ascii: "\""))
  }

  private mutating func escape(_ utf8: Span<UInt8>, _ plain: Int) {
    // A control character becomes six bytes.
    makeRoom(6 * utf8.count + 2)
    put(UInt8(ascii: "\""))
    var start = 0
    var end = plain
    while true {
      utf8.extracting(start..<end).withUnsafeBufferPointer { put($0) }
      guard end < utf8.count else { break }
      escape(utf8[end])
      start = end + 1
      end = JSONText.plain(utf8, from: start).end
    }
    put(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    put(UInt8(ascii: "\\"))
    switch byte {
    case 0x22, 0x5C: put(byte)
    case 0x08: put(UInt8(ascii: "b"))
    case 0x0C: put(UInt8(ascii: "f"))
    case 0x0A: put(UInt8(ascii: "n"))
    case 0x0D: put(UInt8(ascii: "r"))
    case 0x09: put(UInt8(ascii: "t"))
    default:
      for digit in "u00\(byte < 0x10 ? "0" : "1")\(String(byte & 0xF, radix: 16))".utf8 { put(digit) }
    }
  }
}

extension JSON {
  package var bytes: [UInt8] {
    var writer = JSONWriter(capacity: 256)
    writer.value(self)
    return writer.bytes
  }

  /// Compact text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Text for people: two spaces a level.
  package var prettyText: String { pretty("") }

  private func pretty(_ indent: String) -> String {
    let inner = indent + "  "
    switch self {
    case .array(let items) where !items.isEmpty:
      return "[\n" + items.map { inner + $0.pretty(inner) }.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let members) where !members.isEmpty:
      let lines = members.map { inner + JSON.string($0.key).text + ": " + $0.value.pretty(inner) }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    default: return text
    }
  }
}
