/// Writes JSON straight into bytes. Commas are its business; well-formedness is the caller's.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []
  private var needsComma = false

  package init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

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
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  package mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  /// A member name known at compile time, which must need no escaping.
  package mutating func key(_ name: StaticString) {
    separate()
    quote(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  package mutating func key(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  package mutating func null() { literal("null") }
  package mutating func bool(_ value: Bool) { if value { literal("true") } else { literal("false") } }

  package mutating func literal(_ text: StaticString) {
    separate()
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    needsComma = true
  }

  package mutating func integer(_ value: Int) {
    separate()
    needsComma = true
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    bytes.append(decimal: value.magnitude)
  }

  package mutating func double(_ value: Double) {
    // JSON has no infinities; nothing here computes one, and null keeps the output well-formed if it did.
    guard value.isFinite else { return null() }
    separate()
    bytes.append(contentsOf: value.description.utf8)
    needsComma = true
  }

  package mutating func string(_ value: String) {
    separate()
    needsComma = true
    let utf8 = value.utf8.span
    let plain = JSONText.plain(utf8, from: 0).end
    if plain == utf8.count { utf8.withUnsafeBufferPointer { quote($0) } } else { escape(utf8, plain) }
  }

  /// Appends text that stands for itself, in quotation marks, with a single look at the array's capacity.
  private mutating func quote(_ utf8: UnsafeBufferPointer<UInt8>) {
    bytes.append(addingCapacity: utf8.count + 2) { output in
      output.append(UInt8(ascii: "\""))
      output.withUnsafeMutableBufferPointer { buffer, count in
        count += UnsafeMutableBufferPointer(rebasing: buffer[count...]).update(fromContentsOf: utf8)
      }
      output.append(UInt8(ascii: "\""))
    }
  }

  /// Bytes that are one JSON value already.
  package mutating func raw(_ value: [UInt8]) {
    separate()
    bytes.append(contentsOf: value)
    needsComma = true
  }

  package mutating func value(_ value: JSON) {
    switch value {
    case .null: null()
    case .bool(let value): bool(value)
    case .integer(let value): integer(value)
    case .double(let value): double(value)
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

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  private mutating func escape(_ utf8: Span<UInt8>, _ plain: Int) {
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    var end = plain
    while true {
      utf8.extracting(start..<end).withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
      guard end < utf8.count else { break }
      escape(utf8[end])
      start = end + 1
      end = JSONText.plain(utf8, from: start).end
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x22, 0x5C: bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    default: bytes.append(contentsOf: "u00\(byte < 0x10 ? "0" : "1")\(String(byte & 0xF, radix: 16))".utf8)
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
