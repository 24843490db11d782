import Platform
import Testing

@testable import Wire

@Suite(.everyLoop) struct LoopTests {
  @Test func timersFireInTheOrderOfTheirMoments() throws {
    let loop = try Loop(EveryLoop.kind)
    var fired: [String] = []
    loop.after(3) { fired.append("last") }
    for name in ["a", "b", "c"] { loop.after(0) { fired.append(name) } }
    loop.after(0.01) {
      fired.append("first")
      loop.after(0.01) { fired.append("second") }
    }
    let cancelled = loop.after(2.5) { fired.append("cancelled") }
    loop.after(0.001) { cancelled.cancel() }
    loop.after(3.01) { loop.stop() }
    loop.run()
    #expect(fired == ["a", "b", "c", "first", "second", "last"])
  }

  @Test func manyTimersKeepTheirOrder() throws {
    var random = SeededRandom(seed: 7)
    var timers = Timers()
    let deadlines = (0..<1000).map { _ in Double.random(in: 0..<100, using: &random) }
    var fired: [Double] = []
    for deadline in deadlines { _ = timers.add(at: deadline) { fired.append(deadline) } }
    while let action = timers.takeDue(50) { action() }
    #expect(fired == deadlines.filter { $0 <= 50 }.sorted())
    #expect(timers.nextDeadline() == deadlines.filter { $0 > 50 }.min())
  }

  @Test func aHookIsCalledUntilItEnds() {
    let hooks = Hooks<Int>()
    var heard: [String] = []
    let first = hooks.add { heard.append("first \($0)") }
    var second: Hook? = hooks.add { heard.append("second \($0)") }
    hooks(1)
    first.end()
    first.end()
    hooks(2)
    second = nil
    hooks(3)
    #expect(heard == ["first 1", "second 1", "second 2"] && second == nil)
  }

  @Test func aTimerDoesNotFireEarly() throws {
    let loop = try Loop(EveryLoop.kind)
    let began = Loop.clock()
    loop.after(0.05) { loop.stop() }
    loop.run()
    #expect(Loop.clock() - began >= 0.05)
  }

  @Test func jobsOfAThreadKeepTheirOrder() throws {
    let loop = try Loop(EveryLoop.kind)
    let order = Locked<[Int]>([])
    let mailbox = loop.mailbox
    try startThread {
      for number in 0..<1000 { mailbox.post { _ in order.withLock { $0.append(number) } } }
      mailbox.post { $0.stop() }
    }
    loop.run()
    #expect(order.withLock { $0 } == Array(0..<1000))
  }

  @Test func offloadedWorkComesBackToTheLoopsThread() throws {
    let loop = try Loop(EveryLoop.kind)
    let home = pthread_self()
    var results: [Int] = []
    for number in 0..<40 {
      loop.offload({ (number * number, pthread_self()) }) { square, worker in
        #expect(worker != home)
        #expect(pthread_self() == home)
        results.append(square)
        if results.count == 40 { loop.stop() }
      }
    }
    loop.run()
    #expect(results.sorted() == (0..<40).map { $0 * $0 })
  }

  @Test func signalsReachTheLoop() throws {
    let loop = try Loop(EveryLoop.kind)
    var seen: Int32?
    try loop.onSignal([SIGUSR1, SIGUSR2]) {
      seen = $0
      loop.stop()
    }
    pthread_kill(pthread_self(), SIGUSR2)
    loop.run()
    #expect(seen == SIGUSR2)
  }

  @Test func anEventOfAClosedDescriptorIsNotItsSuccessors() throws {
    let loop = try Loop(EveryLoop.kind)
    var ends: [Int32] = [0, 0]
    try #require(socketpair(AF_UNIX, Socket.stream, 0, &ends) == 0)
    let seen = Seen()
    try loop.watch(ends[0], .readable, seen)
    loop.unwatch(ends[0])
    let successor = Seen()
    try loop.watch(ends[0], .readable, successor)
    _ = send(ends[1], "x", 1, 0)
    loop.after(0.01) { loop.stop() }
    loop.run()
    #expect(seen.count == 0)
    #expect(successor.count > 0)
    for end in ends { close(end) }
  }
}

private final class Seen: EventSource {
  var count = 0

  func ready(_ readiness: Readiness) { count += 1 }
}
