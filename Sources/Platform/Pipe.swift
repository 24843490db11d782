/// A pipe of this process with itself. Neither end blocks.
package final class Pipe: Sendable {
  package let readEnd: Int32
  package let writeEnd: Int32

  package init() throws(SystemError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw SystemError("pipe") }
    for end in ends { Descriptor.prepare(end) }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// The bytes that wait, 64 of them at most.
  package func take() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
      count = max(0, read(readEnd, buffer.baseAddress, buffer.count))
    }
  }
}

/// Lets one thread wake another that waits for it, or a loop that watches it. Several wake-ups before one is taken are one.
package final class WakeUp: Sendable {
  private let pipe: Pipe

  package init() throws(SystemError) { pipe = try Pipe() }

  /// Readable while there is a wake-up to take.
  package var descriptor: Int32 { pipe.readEnd }

  package func send() { _ = write(pipe.writeEnd, "!", 1) }

  package func take() { while pipe.take().count == 64 {} }

  /// Blocks until there is a wake-up to take, or until a signal comes.
  package func wait() {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    _ = poll(&waiting, 1, -1)
  }
}
