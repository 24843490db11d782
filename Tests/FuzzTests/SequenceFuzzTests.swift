import Testing
import Wire

/// Whole stories of random calls: nothing fails inside, and the money adds up.
@Suite struct SequenceFuzzTests {
  private static let length = 60

  @Test func whateverIsCalledTheBooksBalance() {
    Fuzzer.run("sequences") { seed in
      var random = SeededRandom(seed: seed)
      let calls = (0..<Self.length).map { _ in random.next() }
      guard Self.run(calls).problem != nil else { return nil }
      let shrunk = Fuzzer.shrink(calls, patience: 20) { Self.run($0).problem != nil }
      let sandbox = Self.run(shrunk)
      return "\(sandbox.problem ?? "")\n" + sandbox.log.map { "  " + $0 }.joined(separator: "\n")
    }
  }

  /// Each call depends only on its own seed and on what is there when it comes.
  private static func run(_ calls: [UInt64]) -> FuzzedSandbox {
    var sandbox = FuzzedSandbox()
    for (index, seed) in calls.enumerated() where sandbox.problem == nil {
      var call = RandomCall(seed: seed)
      call.make(&sandbox)
      if index % 20 == 19, sandbox.problem == nil { sandbox.check() }
    }
    if sandbox.problem == nil { sandbox.check() }
    return sandbox
  }
}
