import Platform

/// The sockets that accept connections: one for each address of the host.
final class Listener {
  private(set) var port = 0
  private var sockets: [Int32] = []
  private let loop: Loop

  init(_ loop: Loop, host: String, port: Int) throws(ListenError) {
    self.loop = loop
    guard (0...65535).contains(port) else { throw ListenError.badPort(port) }
    self.port = port
    var failure = ListenError.badHost(host)
    for address in SocketAddress.resolve(host) {
      do throws(ListenError) {
        try open(address, host)
      } catch {
        // “localhost” names an IPv6 address on machines without IPv6, too.
        guard case .notOurAddress = error else {
          close()
          throw error
        }
        failure = error
      }
    }
    if sockets.isEmpty { throw failure }
  }

  private func open(_ address: SocketAddress, _ host: String) throws(ListenError) {
    let address = address.with(port: port)
    let raw = Socket.open(address.family)
    guard raw >= 0 else {
      if errno == EAFNOSUPPORT { throw ListenError.notOurAddress(host) }
      throw ListenError.system(SystemError("socket"))
    }
    Socket.enable(SO_REUSEADDR, SOL_SOCKET, raw)
    // Accepted sockets inherit it.
    Socket.enable(TCP_NODELAY, Int32(IPPROTO_TCP), raw)
    let isListening = address.withPointer { bind(raw, $0, $1) } == 0 && listen(raw, 4096) == 0
    guard isListening else {
      defer { _ = Platform.close(raw) }
      switch errno {
      case EADDRINUSE: throw ListenError.portInUse(host: host, port: port)
      case EADDRNOTAVAIL: throw ListenError.notOurAddress(host)
      case EACCES, EPERM: throw ListenError.noPermission(host: host, port: port)
      default: throw ListenError.system(SystemError("bind"))
      }
    }
    sockets.append(raw)
    if port == 0 { port = SocketAddress.local(raw)?.port ?? 0 }
  }

  /// Calls back with each connection's descriptor.
  func start(_ accept: @escaping (Int32) -> Void) throws(ListenError) {
    for raw in sockets {
      do throws(SystemError) {
        try loop.watch(raw, .readable, ListeningSocket(loop, raw, accept))
      } catch {
        throw ListenError.system(error)
      }
    }
  }

  func close() {
    for raw in sockets {
      loop.unwatch(raw)
      _ = Platform.close(raw)
    }
    sockets = []
  }

  deinit { close() }
}

private final class ListeningSocket: EventSource {
  private unowned let loop: Loop
  private let raw: Int32
  private let accept: (Int32) -> Void

  init(_ loop: Loop, _ raw: Int32, _ accept: @escaping (Int32) -> Void) {
    self.loop = loop
    self.raw = raw
    self.accept = accept
  }

  func ready(_ readiness: Readiness) {
    for _ in 0..<64 {
      let descriptor = Socket.accept(raw)
      if descriptor >= 0 {
        accept(descriptor)
      } else if errno == EMFILE || errno == ENFILE {
        return rest()
      } else if errno != ECONNABORTED && errno != EINTR {
        return
      }
    }
  }

  /// Without a descriptor to spare the socket stays ready, and the loop would spin.
  private func rest() {
    loop.change(raw, [])
    loop.after(0.1) { [weak self] in
      if let self { loop.change(raw, .readable) }
    }
  }
}
