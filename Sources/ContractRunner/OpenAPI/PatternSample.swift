import Wire

/// Makes texts that a regular expression matches, of the kinds that schemas have: literals, classes, groups,
/// alternatives and repetitions. It leaves out anything else, so that the caller has to check the text.
struct PatternSample {
  private indirect enum Part {
    case characters([Character])
    case sequence([Part])
    case choice([Part])
    case repeated(Part, ClosedRange<Int>)
  }

  private static let word = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
  private static let digits = Array("0123456789")

  private let part: Part

  init(_ expression: String) {
    var rest = Array(expression)[...]
    part = Self.choice(&rest, 0)
  }

  func text(_ random: inout SplitMix) -> String { Self.text(part, &random) }

  private static func text(_ part: Part, _ random: inout SplitMix) -> String {
    switch part {
    case .characters(let characters): return characters.randomElement(using: &random).map { String($0) } ?? ""
    case .sequence(let parts): return parts.map { text($0, &random) }.joined()
    case .choice(let parts): return parts.randomElement(using: &random).map { text($0, &random) } ?? ""
    case .repeated(let part, let range):
      return (0..<Int.random(in: range, using: &random)).map { _ in text(part, &random) }.joined()
    }
  }

  private static func choice(_ rest: inout ArraySlice<Character>, _ level: Int) -> Part {
    var parts = [sequence(&rest, level)]
    while rest.first == "|" {
      rest.removeFirst()
      parts.append(sequence(&rest, level))
    }
    return parts.count == 1 ? parts[0] : .choice(parts)
  }

  private static func sequence(_ rest: inout ArraySlice<Character>, _ level: Int) -> Part {
    var parts: [Part] = []
    while let next = rest.first, next != "|", next != ")" || level == 0 {
      rest.removeFirst()
      guard let part = atom(next, &rest, level) else { continue }
      parts.append(repetition(of: part, &rest))
    }
    return .sequence(parts)
  }

  private static func atom(_ next: Character, _ rest: inout ArraySlice<Character>, _ level: Int) -> Part? {
    switch next {
    case "^", "$", ")": return nil
    case ".": return .characters(word)
    case "[": return set(&rest)
    case "\\": return escaped(rest.popFirst() ?? "\\").map(Part.characters)
    case "(":
      guard level < 40 else { return nil }
      if rest.first == "?" {
        // Looking ahead consumes nothing; what is made is checked afterwards.
        let isPlain = rest.dropFirst().first == ":"
        let hasName = rest.dropFirst().first == "<" && rest.dropFirst(2).first.map { $0.isLetter } ?? false
        if hasName { while let character = rest.popFirst(), character != ">" {} } else { rest = rest.dropFirst(2) }
        let inner = choice(&rest, level + 1)
        if rest.first == ")" { rest.removeFirst() }
        return isPlain || hasName ? inner : nil
      }
      let inner = choice(&rest, level + 1)
      if rest.first == ")" { rest.removeFirst() }
      return inner
    default: return .characters([next])
    }
  }

  private static func escaped(_ character: Character) -> [Character]? {
    switch character {
    case "d": digits
    case "w": word
    case "s": [" "]
    case "S", "D", "W": Array("abcxyz")
    case "b", "B", "A", "Z", "z": nil
    case "n": ["\n"]
    case "t": ["\t"]
    default: [character]
    }
  }

  private static func set(_ rest: inout ArraySlice<Character>) -> Part {
    let isNegated = rest.first == "^"
    if isNegated { rest.removeFirst() }
    var members: [Character] = []
    while let next = rest.popFirst(), next != "]" || members.isEmpty {
      if next == "\\" {
        members += escaped(rest.popFirst() ?? "\\") ?? []
      } else if rest.first == "-", let end = rest.dropFirst().first, end != "]",
        let low = next.unicodeScalars.first?.value, let high = end.unicodeScalars.first?.value, low <= high,
        high - low < 1000
      {
        rest = rest.dropFirst(2)
        members += (low...high).compactMap { Unicode.Scalar($0).map { Character($0) } }
      } else {
        members.append(next)
      }
    }
    return .characters(isNegated ? word.filter { !members.contains($0) } : members)
  }

  private static func repetition(of part: Part, _ rest: inout ArraySlice<Character>) -> Part {
    let range: ClosedRange<Int>
    switch rest.first {
    case "*": range = 0...4
    case "+": range = 1...5
    case "?": range = 0...1
    case "{":
      let inside = rest.dropFirst().prefix { $0 != "}" }
      let ends = String(inside).split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
      guard let low = ends.first ?? nil, low <= 2000 else { return part }
      let high = ends.count == 1 ? low : ends[1] ?? low + 4
      guard high >= low else { return part }
      range = low...min(high, low + 50)
      rest = rest.dropFirst(inside.count + 1)
    default: return part
    }
    rest = rest.dropFirst()
    if rest.first == "?" || rest.first == "+" { rest.removeFirst() }
    return .repeated(part, range)
  }
}
