import Platform

/// An IPv4 or IPv6 address with its port.
struct SocketAddress {
  private var storage = sockaddr_storage()
  private var length = socklen_t(MemoryLayout<sockaddr_storage>.size)

  var family: Int32 { Int32(storage.ss_family) }

  /// The addresses of a name, best first; none when there is no such name.
  static func resolve(_ host: String) -> [SocketAddress] {
    var hints = addrinfo()
    hints.ai_socktype = Socket.stream
    var list: UnsafeMutablePointer<addrinfo>?
    guard !host.isEmpty, getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
    defer { freeaddrinfo(list) }
    var addresses: [SocketAddress] = []
    var next = list
    while let info = next?.pointee {
      if let address = info.ai_addr { addresses.append(SocketAddress(address, info.ai_addrlen)) }
      next = info.ai_next
    }
    return addresses
  }

  static func local(_ socket: Int32) -> SocketAddress? {
    var address = SocketAddress()
    let status = withUnsafeMutablePointer(to: &address.storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &address.length) }
    }
    return status == 0 ? address : nil
  }

  private init() {}

  private init(_ address: UnsafePointer<sockaddr>, _ length: socklen_t) {
    self.length = min(length, self.length)
    withUnsafeMutableBytes(of: &storage) {
      $0.copyMemory(from: UnsafeRawBufferPointer(start: address, count: Int(self.length)))
    }
  }

  /// `sin_port` and `sin6_port` stand at the same place.
  var port: Int { withPorts { Int(UInt16(bigEndian: $0.sin_port)) } }

  func with(port: Int) -> SocketAddress {
    var copy = self
    withUnsafeMutableBytes(of: &copy.storage) {
      $0.storeBytes(of: UInt16(truncatingIfNeeded: port).bigEndian, toByteOffset: 2, as: UInt16.self)
    }
    return copy
  }

  private func withPorts<Result>(_ body: (sockaddr_in) -> Result) -> Result {
    withUnsafeBytes(of: storage) { body($0.loadUnaligned(as: sockaddr_in.self)) }
  }

  func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    withUnsafePointer(to: storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
    }
  }
}
