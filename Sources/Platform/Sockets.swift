import CPlatform

/// Stream sockets that do not block, that programs started by this one do not get, and that end no process when the other
/// side is gone.
package enum Socket {
  /// The type of a stream, for calls that ask for it.
  package static var stream: Int32 {
    #if canImport(Darwin)
      SOCK_STREAM
    #else
      Int32(SOCK_STREAM.rawValue)
    #endif
  }

  /// Negative, as `socket` answers, when there is none to be had.
  package static func open(_ family: Int32) -> Int32 {
    #if canImport(Darwin)
      prepared(socket(family, SOCK_STREAM, 0))
    #else
      socket(family, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
    #endif
  }

  /// The next connection of a socket that listens; negative, as `accept` answers, when none waits.
  package static func accept(_ listening: Int32) -> Int32 {
    #if canImport(Darwin)
      prepared(Darwin.accept(listening, nil, nil))
    #else
      accept4(listening, nil, nil, Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue))
    #endif
  }

  package static func send(_ raw: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Darwin)
      Darwin.send(raw, bytes.baseAddress, bytes.count, 0)
    #else
      Glibc.send(raw, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    #endif
  }

  package static func enable(_ option: Int32, _ level: Int32, _ raw: Int32) {
    var on: Int32 = 1
    setsockopt(raw, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  #if canImport(Darwin)
    private static func prepared(_ raw: Int32) -> Int32 {
      guard raw >= 0 else { return raw }
      Descriptor.prepare(raw)
      enable(SO_NOSIGPIPE, SOL_SOCKET, raw)
      return raw
    }
  #endif
}
