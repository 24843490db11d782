import Platform

/// The functions of OpenSSL's libssl that we call, under their own names.
struct OpenSSL: Sendable {
  typealias Pointer = UnsafeMutableRawPointer
  typealias Text = UnsafePointer<CChar>

  let TLS_client_method: @Sendable @convention(c) () -> Pointer?
  let TLS_server_method: @Sendable @convention(c) () -> Pointer?
  let SSL_CTX_new: @Sendable @convention(c) (Pointer?) -> Pointer?
  let SSL_CTX_free: @Sendable @convention(c) (Pointer?) -> Void
  let SSL_CTX_ctrl: @Sendable @convention(c) (Pointer?, CInt, CLong, Pointer?) -> CLong
  let SSL_CTX_set_options: @Sendable @convention(c) (Pointer?, UInt64) -> UInt64
  let SSL_CTX_set_verify: @Sendable @convention(c) (Pointer?, CInt, Pointer?) -> Void
  let SSL_CTX_set_default_verify_paths: @Sendable @convention(c) (Pointer?) -> CInt
  let SSL_CTX_get_cert_store: @Sendable @convention(c) (Pointer?) -> Pointer?
  let SSL_CTX_use_certificate: @Sendable @convention(c) (Pointer?, Pointer?) -> CInt
  let SSL_CTX_use_PrivateKey: @Sendable @convention(c) (Pointer?, Pointer?) -> CInt
  let SSL_CTX_check_private_key: @Sendable @convention(c) (Pointer?) -> CInt
  let SSL_new: @Sendable @convention(c) (Pointer?) -> Pointer?
  let SSL_free: @Sendable @convention(c) (Pointer?) -> Void
  let SSL_set_fd: @Sendable @convention(c) (Pointer?, CInt) -> CInt
  let SSL_ctrl: @Sendable @convention(c) (Pointer?, CInt, CLong, Pointer?) -> CLong
  let SSL_set1_host: @Sendable @convention(c) (Pointer?, Text?) -> CInt
  let SSL_get0_param: @Sendable @convention(c) (Pointer?) -> Pointer?
  let SSL_set_accept_state: @Sendable @convention(c) (Pointer?) -> Void
  let SSL_set_connect_state: @Sendable @convention(c) (Pointer?) -> Void
  let SSL_is_init_finished: @Sendable @convention(c) (Pointer?) -> CInt
  let SSL_do_handshake: @Sendable @convention(c) (Pointer?) -> CInt
  let SSL_read: @Sendable @convention(c) (Pointer?, Pointer?, CInt) -> CInt
  let SSL_write: @Sendable @convention(c) (Pointer?, UnsafeRawPointer?, CInt) -> CInt
  let SSL_shutdown: @Sendable @convention(c) (Pointer?) -> CInt
  let SSL_get_error: @Sendable @convention(c) (Pointer?, CInt) -> CInt
  let SSL_get_verify_result: @Sendable @convention(c) (Pointer?) -> CLong
  let crypto: LibCrypto

  private static let loaded = Result { () throws(TLSError) in try OpenSSL() }

  static func load() throws(TLSError) -> OpenSSL { try loaded.get() }

  private init() throws(TLSError) {
    // First, so that libssl uses it.
    crypto = try LibCrypto.load()
    let library = try SharedLibrary(openSSL: "ssl")
    TLS_client_method = try library.function("TLS_client_method")
    TLS_server_method = try library.function("TLS_server_method")
    SSL_CTX_new = try library.function("SSL_CTX_new")
    SSL_CTX_free = try library.function("SSL_CTX_free")
    SSL_CTX_ctrl = try library.function("SSL_CTX_ctrl")
    SSL_CTX_set_options = try library.function("SSL_CTX_set_options")
    SSL_CTX_set_verify = try library.function("SSL_CTX_set_verify")
    SSL_CTX_set_default_verify_paths = try library.function("SSL_CTX_set_default_verify_paths")
    SSL_CTX_get_cert_store = try library.function("SSL_CTX_get_cert_store")
    SSL_CTX_use_certificate = try library.function("SSL_CTX_use_certificate")
    SSL_CTX_use_PrivateKey = try library.function("SSL_CTX_use_PrivateKey")
    SSL_CTX_check_private_key = try library.function("SSL_CTX_check_private_key")
    SSL_new = try library.function("SSL_new")
    SSL_free = try library.function("SSL_free")
    SSL_set_fd = try library.function("SSL_set_fd")
    SSL_ctrl = try library.function("SSL_ctrl")
    SSL_set1_host = try library.function("SSL_set1_host")
    SSL_get0_param = try library.function("SSL_get0_param")
    SSL_set_accept_state = try library.function("SSL_set_accept_state")
    SSL_set_connect_state = try library.function("SSL_set_connect_state")
    SSL_is_init_finished = try library.function("SSL_is_init_finished")
    SSL_do_handshake = try library.function("SSL_do_handshake")
    SSL_read = try library.function("SSL_read")
    SSL_write = try library.function("SSL_write")
    SSL_shutdown = try library.function("SSL_shutdown")
    SSL_get_error = try library.function("SSL_get_error")
    SSL_get_verify_result = try library.function("SSL_get_verify_result")
  }
}
