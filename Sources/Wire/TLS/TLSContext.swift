/// A server's certificate chain, its own first, and its key; both PEM.
package struct TLSIdentity: Sendable {
  package let certificates: [UInt8]
  package let key: [UInt8]

  package init(certificates: [UInt8], key: [UInt8]) {
    self.certificates = certificates
    self.key = key
  }
}

/// The shared settings of the sessions of one server, or of one client. TLS 1.2 and 1.3.
final class TLSContext {
  private enum Constant {
    static let mode: CInt = 33
    static let minimumVersion: CInt = 123
    static let chainCertificate: CInt = 89
    static let version12 = 0x0303
    /// Partial writes, and from a buffer that may have moved meanwhile: our output buffers grow.
    static let partialMovingWrites = 3
    /// No renegotiation; a connection that just ends is an end like any other, as HTTP knows where its messages end.
    static let options: UInt64 = 1 << 30 | 1 << 7
    static let verifyPeer: CInt = 1
  }

  let library: OpenSSL
  private let context: OpenSSLObject

  /// For a client that trusts the system's authorities (or those of SSL_CERT_FILE) and, if given, some more.
  init(trusting authorities: [UInt8]?) throws(TLSError) {
    library = try OpenSSL.load()
    context = try Self.make(library, library.TLS_client_method())
    library.SSL_CTX_set_verify(context.pointer, Constant.verifyPeer, nil)
    _ = library.SSL_CTX_set_default_verify_paths(context.pointer)
    guard let authorities else { return }
    let store = library.SSL_CTX_get_cert_store(context.pointer)
    for certificate in try library.crypto.certificates(authorities) {
      _ = library.crypto.X509_STORE_add_cert(store, certificate.pointer)
    }
  }

  init(serving identity: TLSIdentity) throws(TLSError) {
    library = try OpenSSL.load()
    context = try Self.make(library, library.TLS_server_method())
    let crypto = library.crypto
    let chain = try crypto.certificates(identity.certificates)
    let key = try crypto.privateKey(identity.key)
    guard library.SSL_CTX_use_certificate(context.pointer, chain.first?.pointer) == 1,
      library.SSL_CTX_use_PrivateKey(context.pointer, key.pointer) == 1,
      library.SSL_CTX_check_private_key(context.pointer) == 1
    else { throw .unusable("The certificate and the private key do not belong together: \(crypto.lastReason)") }
    // With 1, the context counts a reference of its own.
    for issuer in chain.dropFirst() {
      _ = library.SSL_CTX_ctrl(context.pointer, Constant.chainCertificate, 1, issuer.pointer)
    }
  }

  private static func make(_ library: OpenSSL, _ method: UnsafeMutableRawPointer?) throws(TLSError) -> OpenSSLObject {
    let pointer = library.SSL_CTX_new(method)
    let context = try OpenSSLObject(pointer, library.SSL_CTX_free, orThrow: .failed(library.crypto.lastReason))
    _ = library.SSL_CTX_set_options(context.pointer, Constant.options)
    _ = library.SSL_CTX_ctrl(context.pointer, Constant.minimumVersion, Constant.version12, nil)
    _ = library.SSL_CTX_ctrl(context.pointer, Constant.mode, Constant.partialMovingWrites, nil)
    return context
  }

  func makeSession() throws(TLSError) -> OpenSSLObject {
    try OpenSSLObject(library.SSL_new(context.pointer), library.SSL_free, orThrow: .failed(library.crypto.lastReason))
  }
}
