#if os(Linux)
  import CPlatform

  /// Linux's epoll: a wait costs the same however many descriptors are watched.
  package final class Epoll {
    private let descriptor: Descriptor
    private let events: UnsafeMutableBufferPointer<epoll_event>

    init() throws(SystemError) {
      let raw = epoll_create1(Int32(EPOLL_CLOEXEC))
      guard raw >= 0 else { throw SystemError("epoll_create1") }
      descriptor = Descriptor(raw)
      events = .allocate(capacity: 256)
      events.initialize(repeating: epoll_event())
    }

    deinit { events.deallocate() }

    func add(_ raw: Int32, _ interest: Readiness, tag: UInt64) throws(SystemError) {
      guard control(EPOLL_CTL_ADD, raw, interest, tag) == 0 else { throw SystemError("epoll_ctl") }
    }

    func change(_ raw: Int32, _ interest: Readiness, tag: UInt64) { _ = control(EPOLL_CTL_MOD, raw, interest, tag) }

    func remove(_ raw: Int32) { _ = control(EPOLL_CTL_DEL, raw, [], 0) }

    private func control(_ operation: Int32, _ raw: Int32, _ interest: Readiness, _ tag: UInt64) -> Int32 {
      var event = epoll_event(events: interest.rawValue, data: epoll_data_t(u64: tag))
      return epoll_ctl(descriptor.raw, operation, raw, &event)
    }

    func wait(milliseconds: Int32) -> Int {
      max(0, Int(epoll_wait(descriptor.raw, events.baseAddress, Int32(events.count), milliseconds)))
    }

    func event(_ index: Int) -> (tag: UInt64, readiness: Readiness) {
      (events[index].data.u64, Readiness(rawValue: events[index].events))
    }
  }
#endif
