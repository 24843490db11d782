import Platform
import Testing
import Wire

@testable import nestbox

@Suite struct LogWriterTests {
  /// Where lines go: nowhere, while it is held.
  private final class Drain: Sendable {
    let text = Locked("")
    let isHeld = Locked(true)
    let isAsked = Locked(false)

    func write(_ bytes: [UInt8]) -> Bool {
      isAsked.withLock { $0 = true }
      while isHeld.withLock({ $0 }) { usleep(1_000) }
      text.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
      return true
    }
  }

  @Test func linesThatDoNotFitAreDroppedAndCounted() {
    let drain = Drain()
    let writer = LogWriter(limit: 1_000, notice: { "\($0) dropped\n" }, write: { drain.write($0) })
    let line = Array((String(repeating: "x", count: 99) + "\n").utf8)
    // The first is on its way, and ten more wait.
    #expect(writer.append(line))
    again(until: { drain.isAsked.withLock { $0 } }) {}
    // Nobody waits: a line that did would wait for ever.
    for _ in 0..<50 { #expect(writer.append(line)) }
    drain.isHeld.withLock { $0 = false }
    writer.finish(patience: 30)
    let lines = drain.text.withLock { $0 }.split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("xx") }.count == 11)
    #expect(lines.last == "40 dropped")
  }

  @Test func aClosedEndIsToldOnce() {
    let writer = LogWriter(notice: { _ in "" }, write: { _ in false })
    _ = writer.append([0x0A])
    writer.finish(patience: 30)
    #expect(!writer.append([0x0A]))
  }
}
