/// The values of compact JSON, each with the names that lead to it. Elements of a list have the list's names.
struct JSONValues: ~Copyable {
  enum Kind { case text, number, literal, container }

  private let json: [UInt8]
  /// The names of what is open; an empty range for what has none.
  private var names: [Range<Int>] = []
  private var name: Range<Int>?
  private var position = 0

  init(_ json: [UInt8]) { self.json = json }

  /// The next value. A container comes before what it holds.
  mutating func next() -> (kind: Kind, value: Range<Int>)? {
    while position < json.count {
      let start = position
      switch json[start] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        position += 1
        names.append(name ?? 0..<0)
        name = nil
        return (.container, start..<start)
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        position += 1
        names.removeLast()
        name = nil
      case UInt8(ascii: "\""):
        position = endOfText(start)
        let text = start + 1..<position - 1
        guard position < json.count, json[position] == UInt8(ascii: ":") else { return (.text, text) }
        name = text
      case UInt8(ascii: ","):
        position += 1
        name = nil
      case UInt8(ascii: ":"): position += 1
      default:
        while position < json.count, ![0x2C, 0x5D, 0x7D].contains(json[position]) { position += 1 }
        let isNumber = json[start] == UInt8(ascii: "-") || 0x30...0x39 ~= json[start]
        return (isNumber ? .number : .literal, start..<position)
      }
    }
    return nil
  }

  private func endOfText(_ start: Int) -> Int {
    var end = start + 1
    while end < json.count, json[end] != UInt8(ascii: "\"") { end += json[end] == UInt8(ascii: "\\") ? 2 : 1 }
    return min(end + 1, json.count)
  }

  /// Whether the names that lead to the value just given end with these, or are these.
  func isAt(_ path: [[UInt8]], isWhole: Bool) -> Bool {
    var rest = path[...]
    if let name { if !take(name, &rest) { return false } }
    for name in names.reversed() where !name.isEmpty {
      if rest.isEmpty { return !isWhole }
      if !take(name, &rest) { return false }
    }
    return rest.isEmpty
  }

  private func take(_ name: Range<Int>, _ path: inout ArraySlice<[UInt8]>) -> Bool {
    guard let wanted = path.popLast() else { return false }
    return json[name].elementsEqual(wanted)
  }
}
