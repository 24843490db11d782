import Platform

/// Something that a loop calls when its descriptor is ready.
protocol EventSource: AnyObject {
  func ready(_ readiness: Readiness)
}

/// Something on a loop that has to come to an end before the loop may.
protocol LoopService: AnyObject {
  /// Sends what has gathered.
  func flush()
  func stop(_ stopped: @escaping () -> Void)
}

/// One thread's events: descriptors, timers and a mailbox. Everything made with a loop belongs to its thread.
package final class Loop {
  private struct Watch {
    var source: (any EventSource)?
    /// Tells an event of this descriptor from one of its predecessor with the same number.
    var generation: UInt32 = 0
  }

  /// The first of many that are ready does not wait for the last.
  private static let burst = 16

  package let mailbox: Mailbox
  private let poller: Poller
  private var watches: [Watch] = []
  private var timers = Timers()
  private var services: [any LoopService] = []
  private var isRunning = false
  private var isShuttingDown = false
  let workers = Workers()
  /// Continuations of offloaded work. They stay on this thread; only their numbers travel.
  private var parked: [UInt64: (Any) -> Void] = [:]
  private var parkings: UInt64 = 0
  /// Called when all that was ready has been seen to, before the loop waits again.
  package let turnEnds = Hooks<Void>()

  /// Seconds of the monotonic clock when the loop last woke up.
  package private(set) var now = Loop.clock()

  package init(_ kind: Poller.Kind = .standard) throws(SystemError) {
    poller = try Poller(kind)
    mailbox = try Mailbox()
    try watch(mailbox.descriptor, .readable, MailboxSource(self))
  }

  /// Runs until `stop`.
  package func run() {
    isRunning = true
    while isRunning {
      let count = poller.wait(milliseconds: patience())
      now = Self.clock()
      for index in 0..<count {
        let event = poller.event(index)
        let watch = watches[Int(event.tag & 0xFFFF_FFFF)]
        if watch.generation == UInt32(event.tag >> 32) { watch.source?.ready(event.readiness) }
        if (index + 1) % Self.burst == 0 { flush() }
      }
      while let action = timers.takeDue(now) { action() }
      turnEnds(())
      flush()
    }
    // They hold the loop, as it holds them.
    services = []
    timers = Timers()
    parked = [:]
  }

  private func flush() {
    for service in services { service.flush() }
  }

  package func stop() { isRunning = false }

  /// Stops everything on the loop in good order, then the loop itself. A second call does not wait.
  package func shutDown() {
    guard !isShuttingDown, !services.isEmpty else { return stop() }
    isShuttingDown = true
    // Deferred, because the caller may be a handler whose connection is in the middle of a response.
    after(0) { [unowned self] in stopServices() }
  }

  private func stopServices() {
    var left = services.count
    for service in services {
      service.stop { [unowned self] in
        left -= 1
        if left == 0 { stop() }
      }
    }
  }

  @discardableResult
  package func after(_ seconds: Double, _ action: @escaping () -> Void) -> Timer {
    timers.add(at: Self.clock() + seconds, action)
  }

  package static func clock() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private func patience() -> Int32 {
    guard let deadline = timers.nextDeadline() else { return -1 }
    let milliseconds = ((deadline - Self.clock()) * 1000).rounded(.up)
    return Int32(min(max(milliseconds, 0), 60_000))
  }
}

extension Loop {
  func park(_ continuation: @escaping (Any) -> Void) -> UInt64 {
    parkings += 1
    parked[parkings] = continuation
    return parkings
  }

  func unpark(_ ticket: UInt64) { parked[ticket] = nil }

  func resume(_ ticket: UInt64, _ result: Any) { parked.removeValue(forKey: ticket)?(result) }

  func add(_ service: any LoopService) { services.append(service) }

  func watch(_ descriptor: Int32, _ interest: Readiness, _ source: any EventSource) throws(SystemError) {
    let index = Int(descriptor)
    while watches.count <= index { watches.append(Watch()) }
    watches[index].generation &+= 1
    try poller.add(descriptor, interest, tag: tag(descriptor))
    watches[index].source = source
  }

  func change(_ descriptor: Int32, _ interest: Readiness) {
    poller.change(descriptor, interest, tag: tag(descriptor))
  }

  func unwatch(_ descriptor: Int32) {
    guard watches.indices.contains(Int(descriptor)) else { return }
    poller.remove(descriptor)
    watches[Int(descriptor)].source = nil
  }

  private func tag(_ descriptor: Int32) -> UInt64 {
    UInt64(watches[Int(descriptor)].generation) << 32 | UInt64(UInt32(descriptor))
  }
}

private final class MailboxSource: EventSource {
  unowned let loop: Loop

  init(_ loop: Loop) { self.loop = loop }

  func ready(_ readiness: Readiness) {
    for job in loop.mailbox.take() { job(loop) }
  }
}
