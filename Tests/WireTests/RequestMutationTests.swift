import Glibc
import Testing

@testable import Wire

/// Random damage to valid requests: whatever comes of it, the parser neither traps nor hangs, and how the input is cut
/// makes no difference.
@Suite struct RequestMutationTests {
  /// `NESTBOX_FUZZ_SECONDS` sets how long it runs.
  private static let patience = getenv("NESTBOX_FUZZ_SECONDS").flatMap { Double(String(cString: $0)) } ?? 0.5

  @Test func mutationsAreParsedTheSameHoweverTheyAreCut() {
    let seed = UInt64(time(nil))
    var random = SeededRandom(seed: seed)
    let end = Loop.clock() + Self.patience
    repeat {
      let bytes = mutation(&random)
      let whole = Parsed([bytes[...]])
      let cuts = (0..<Int.random(in: 1...4, using: &random)).map { _ in Int.random(in: 0...bytes.count, using: &random)
      }
      var pieces: [ArraySlice<UInt8>] = []
      var start = 0
      for cut in cuts.sorted() + [bytes.count] {
        pieces.append(bytes[start..<cut])
        start = cut
      }
      let cut = Parsed(pieces)
      // Only whether a 100 is sent depends on what came with the head.
      let isSame = cut.requests == whole.requests && cut.rejection == whole.rejection
      guard isSame else {
        Issue.record("seed \(seed): \(String(decoding: bytes, as: UTF8.self).debugDescription) cut at \(cuts)")
        return
      }
    } while Loop.clock() < end
  }

  private static let examples = AcceptedCase.all.map { Array($0.text.utf8) }
  private static let morsels = [
    "\r\n", "\n", "\r", "\0", " ", ":", "%", "\t", "0", "f", "ffffffffffffffff", "Content-Length: 1\r\n",
    "Transfer-Encoding: chunked\r\n", "Host: x\r\n", "Expect: 100-continue\r\n", "HTTP/1.1", "HTTP/1.0", "é", "/s/a/",
  ].map { Array($0.utf8) }

  private func mutation(_ random: inout SeededRandom) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...3, using: &random) { bytes += Self.examples.randomElement(using: &random) ?? [] }
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      let index = Int.random(in: 0...bytes.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes.insert(contentsOf: Self.morsels.randomElement(using: &random) ?? [], at: index)
      case 1 where index < bytes.count: bytes[index] = UInt8.random(in: 0...255, using: &random)
      case 2 where index < bytes.count: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 3: bytes.removeSubrange(index..<min(bytes.count, index + Int.random(in: 0...20, using: &random)))
      default: bytes.insert(contentsOf: bytes.prefix(Int.random(in: 0...40, using: &random)), at: index)
      }
    }
    return bytes
  }
}
