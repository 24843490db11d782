import Coding
import Testing
import Wire

@Suite struct StateReaderTests {
  private static let text = """
    { "name": "caf\\u00e9 “x” \\" y", "numbers": [1, -2, 30],
      "skipped": {"a": [true, null, 1.5e3]}, "things": [ {"n": 1}, {"n": 22} , {"n": 333} ], "last": 12345 }
    """

  private struct Thing: Codable { let n: Int }

  private func read(_ reader: StateReader) throws -> String {
    var found = ""
    try reader.members { name in
      switch name {
      case "name": found += try reader.value(String.self)
      case "numbers": found += "\(try reader.value([Int].self))"
      case "things": try reader.items { found += " \(try reader.value(Thing.self).n)" }
      case "last": found += String(decoding: try reader.raw(), as: UTF8.self)
      default: break
      }
    }
    try reader.finish()
    return found
  }

  @Test func piecesOfEverySizeReadTheSame() throws {
    let bytes = Array(Self.text.utf8)
    for size in 1...bytes.count {
      var rest = bytes[...]
      let reader = StateReader {
        defer { rest = rest.dropFirst(size) }
        return rest.isEmpty ? nil : Array(rest.prefix(size))
      }
      #expect(try read(reader) == #"café “x” " y[1, -2, 30] 1 22 33312345"#)
    }
  }

  @Test func whatIsCutOffIsAnError() {
    let bytes = Array(Self.text.utf8)
    for length in bytes.indices {
      #expect(throws: StateError.self) { try read(StateReader(Array(bytes[..<length]))) }
    }
  }

  @Test(
    arguments: [
      "{]", "{\"a\" 1}", "{\"a\":1,}", "{,}", "[1 2]", "{\"a\":tru}", "{\"a\":nul}", "{\"name\":\"\u{1}\"}",
      "{\"a\":1}}",
      "{\"name\":\"\\x\"}", "{\"a\":[}", String(repeating: "[", count: 100), "{\"numbers\":[01]}", "{\"numbers\":[-]}",
    ])
  func whatIsNoJSONIsAnError(text: String) {
    #expect(throws: StateError.self) { try read(StateReader(Array(text.utf8))) }
  }

  @Test(arguments: [1, 2, 5], [0, 1, 63, 64, 65, 500])
  func valuesComeInTheirOrderFromEveryNumberOfThreads(threads: Int, count: Int) throws {
    let text = "[" + (0..<count).map { #"{"n": \#($0)}"# }.joined(separator: " , ") + "]"
    let reader = StateReader(Array(text.utf8), threads: threads)
    var found: [Int] = []
    try reader.values(of: Thing.self) { found.append($0.n) }
    try reader.finish()
    #expect(found == Array(0..<count))
  }

  @Test(arguments: [1, 2, 5]) func valuesBeforeAWrongOneCome(threads: Int) {
    let items = (0..<300).map { $0 == 130 ? #"{"m": 1}"# : #"{"n": \#($0)}"# }
    let reader = StateReader(Array("[\(items.joined(separator: ","))]".utf8), threads: threads)
    var found: [Int] = []
    #expect(throws: StateError.self) { try reader.values(of: Thing.self) { found.append($0.n) } }
    #expect(found == Array(0..<130))
  }

  @Test func oneValueIsNoMoreThanItMayBe() throws {
    let text = Array("[[0],[0],[0]]".utf8)
    #expect(throws: StateError.self) { try StateReader(text, values: 5).skip() }
    #expect(throws: StateError.self) { try StateReader(text, limit: 12).skip() }
    let reader = StateReader(text, limit: 13, values: 5)
    try reader.items { try reader.skip() }
    try reader.finish()
  }
}
