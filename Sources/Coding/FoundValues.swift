import Wire

/// The values of a JSON text where they lie: what `StateDecoder` reads from.
struct FoundValues {
  let bytes: UnsafeBufferPointer<UInt8>
  let tokens: UnsafeBufferPointer<StateText.Token>

  /// A string's text; nil where the token is none, or not valid.
  func string(_ index: Int) -> String? {
    let token = tokens[index]
    guard token.kind == .string else { return nil }
    guard token.isPlain else { return json(Int(token.start) - 1, Int(token.end) + 1)?.string }
    return String(decoding: UnsafeBufferPointer(rebasing: bytes[Int(token.start)..<Int(token.end)]), as: UTF8.self)
  }

  func integer(_ index: Int) -> Int? {
    let token = tokens[index]
    guard token.kind == .number else { return nil }
    var position = Int(token.start)
    let isNegative = bytes[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    let length = Int(token.end) - position
    guard 1...18 ~= length, length == 1 || bytes[position] != UInt8(ascii: "0") else { return nil }
    var value = 0
    while position < token.end {
      let digit = bytes[position] &- 0x30
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
      position += 1
    }
    return isNegative ? -value : value
  }

  func number(_ index: Int) -> Double? { tokens[index].kind == .number ? json(index)?.number : nil }

  /// The value as a tree.
  func json(_ index: Int) -> JSON? {
    let token = tokens[index]
    return token.kind == .string
      ? json(Int(token.start) - 1, Int(token.end) + 1) : json(Int(token.start), Int(token.end))
  }

  private func json(_ start: Int, _ end: Int) -> JSON? { try? JSONParser.parse(Array(bytes[start..<end])) }

  /// The token of the first member's name or of the first item.
  func first(in index: Int) -> Int { index + 1 }

  /// The name of an object's member; its value stands behind it. Members are mostly asked for in the order in which they
  /// stand: the search begins where the last one was found.
  func member(_ name: UnsafeBufferPointer<UInt8>, of object: Int, from start: Int) -> Int? {
    member(name, in: start..<Int(tokens[object].next)) ?? member(name, in: object + 1..<start)
  }

  private func member(_ name: UnsafeBufferPointer<UInt8>, in range: Range<Int>) -> Int? {
    var index = range.lowerBound
    while index < range.upperBound {
      if isName(name, index) { return index }
      index = Int(tokens[index + 1].next)
    }
    return nil
  }

  /// Of an object with one member, a text: its name and the text.
  func onlyMember(of object: Int) -> (name: String, text: String)? {
    guard tokens[object].kind == .object, tokens[object].next == object + 3, let name = string(object + 1),
      let text = string(object + 2)
    else { return nil }
    return (name, text)
  }

  private func isName(_ name: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    let token = tokens[index]
    guard token.isPlain else { return string(index).map { $0.utf8.elementsEqual(name) } ?? false }
    let start = Int(token.start)
    guard Int(token.end) - start == name.count else { return false }
    var offset = 0
    while offset < name.count, bytes[start + offset] == name[offset] { offset += 1 }
    return offset == name.count
  }
}
