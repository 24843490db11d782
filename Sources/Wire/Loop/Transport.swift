import Platform

/// The result of an attempt to receive or to send.
enum Transfer: Equatable {
  case bytes(Int)
  case waitsToRead
  case waitsToWrite
  /// The other side sends no more.
  case ended
  case failed
}

/// Bytes to and from a socket that does not block, in the clear or through TLS. Its owner closes it.
struct Transport {
  let descriptor: Int32
  let session: TLSSession?

  /// Whether what is sent now is sent at once, and not only after the handshake.
  var isEstablished: Bool { session?.isEstablished ?? true }

  func receive(_ buffer: UnsafeMutableBufferPointer<UInt8>) -> Transfer {
    if let session { return session.receive(buffer) }
    while true {
      let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
      if count > 0 { return .bytes(count) }
      if count == 0 { return .ended }
      if errno == EAGAIN { return .waitsToRead }
      if errno != EINTR { return .failed }
    }
  }

  func send(_ bytes: UnsafeRawBufferPointer) -> Transfer {
    if let session { return session.send(bytes) }
    while true {
      let count = Socket.send(descriptor, bytes)
      if count >= 0 { return .bytes(count) }
      if errno == EAGAIN { return .waitsToWrite }
      if errno != EINTR { return .failed }
    }
  }

  /// Ends our side; the other may still send.
  func finishSending() {
    session?.sayGoodbye()
    shutdown(descriptor, Int32(SHUT_WR))
  }

  func close() { _ = Platform.close(descriptor) }
}
