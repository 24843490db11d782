import Platform

/// TLS on one connection, whose socket does not block.
final class TLSSession {
  private enum Constant {
    static let setServerName: CInt = 55
    static let hostName: CLong = 0
    static let wantsRead: CInt = 2
    static let wantsWrite: CInt = 3
    static let ended: CInt = 6
  }

  private let library: OpenSSL
  private let session: OpenSSLObject
  /// Kept for as long as sessions need it.
  private let context: TLSContext

  init(serving descriptor: Int32, _ context: TLSContext) throws(TLSError) {
    library = context.library
    session = try context.makeSession()
    self.context = context
    _ = library.SSL_set_fd(session.pointer, descriptor)
    library.SSL_set_accept_state(session.pointer)
  }

  /// Expects the server to prove that it is `host`.
  init(calling host: String, _ descriptor: Int32, _ context: TLSContext) throws(TLSError) {
    library = context.library
    session = try context.makeSession()
    self.context = context
    _ = library.SSL_set_fd(session.pointer, descriptor)
    library.SSL_set_connect_state(session.pointer)
    let parameters = library.SSL_get0_param(session.pointer)
    if library.crypto.X509_VERIFY_PARAM_set1_ip_asc(parameters, host) != 1 {
      library.crypto.ERR_clear_error()
      _ = library.SSL_set1_host(session.pointer, host)
      _ = host.withCString { name in
        library.SSL_ctrl(
          session.pointer, Constant.setServerName, Constant.hostName, UnsafeMutablePointer(mutating: name))
      }
    }
  }

  var isEstablished: Bool { library.SSL_is_init_finished(session.pointer) == 1 }

  func shakeHands() -> Transfer {
    library.crypto.ERR_clear_error()
    return transfer(library.SSL_do_handshake(session.pointer))
  }

  func receive(_ buffer: UnsafeMutableBufferPointer<UInt8>) -> Transfer {
    library.crypto.ERR_clear_error()
    return transfer(library.SSL_read(session.pointer, buffer.baseAddress, CInt(clamping: buffer.count)))
  }

  func send(_ bytes: UnsafeRawBufferPointer) -> Transfer {
    library.crypto.ERR_clear_error()
    return transfer(library.SSL_write(session.pointer, bytes.baseAddress, CInt(clamping: bytes.count)))
  }

  /// Tells the other side that nothing more comes.
  func sayGoodbye() {
    library.crypto.ERR_clear_error()
    if isEstablished { _ = library.SSL_shutdown(session.pointer) }
  }

  /// Why the last transfer failed.
  var failure: String {
    let verdict = library.SSL_get_verify_result(session.pointer)
    guard verdict != 0, let text = library.crypto.X509_verify_cert_error_string(verdict) else {
      return library.crypto.lastReason
    }
    return String(cString: text)
  }

  private func transfer(_ status: CInt) -> Transfer {
    if status > 0 { return .bytes(Int(status)) }
    return switch library.SSL_get_error(session.pointer, status) {
    case Constant.wantsRead: .waitsToRead
    case Constant.wantsWrite: .waitsToWrite
    case Constant.ended: .ended
    default: .failed
    }
  }
}
