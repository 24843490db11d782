/// An X.509 certificate in the making.
struct CertificateDraft {
  let certificate: OpenSSLObject
  private let crypto: LibCrypto

  init(_ crypto: LibCrypto, subject: String, _ key: OpenSSLObject, days: Int) throws(TLSError) {
    self.crypto = crypto
    certificate = try OpenSSLObject(crypto.X509_new(), crypto.X509_free, orThrow: .failed(crypto.lastReason))
    var random = SecureRandom()
    let x509 = certificate.pointer
    let name = crypto.X509_get_subject_name(x509)
    let utf8: CInt = 0x1000
    // X.509 allows 64 characters.
    let isFilled =
      crypto.X509_set_version(x509, 2) == 1
      && crypto.ASN1_INTEGER_set_uint64(crypto.X509_get_serialNumber(x509), random.next() >> 1 | 1) == 1
      // An hour of tolerance for clocks that are slow.
      && crypto.X509_gmtime_adj(crypto.X509_getm_notBefore(x509), -3600) != nil
      && crypto.X509_gmtime_adj(crypto.X509_getm_notAfter(x509), days * 86_400 - 3600) != nil
      && crypto.X509_set_pubkey(x509, key.pointer) == 1
      && crypto.X509_NAME_add_entry_by_txt(name, "O", utf8, "Nestbox", -1, -1, 0) == 1
      && crypto.X509_NAME_add_entry_by_txt(name, "CN", utf8, String(subject.prefix(64)), -1, -1, 0) == 1
    guard isFilled else { throw .failed(crypto.lastReason) }
  }

  /// Adds an extension, in the words of OpenSSL's x509v3_config.
  func extend(_ name: String, _ value: String, issuer: OpenSSLObject) throws(TLSError) {
    // X509V3_CTX has eight words; it is only ever handed back to OpenSSL.
    let context = UnsafeMutableRawPointer.allocate(byteCount: 256, alignment: 16)
    context.initializeMemory(as: UInt8.self, repeating: 0, count: 256)
    defer { context.deallocate() }
    crypto.X509V3_set_ctx(context, issuer.pointer, certificate.pointer, nil, nil, 0)
    let made = crypto.X509V3_EXT_conf(nil, context, name, value)
    let part = try OpenSSLObject(made, crypto.X509_EXTENSION_free, orThrow: .failed(crypto.lastReason))
    guard crypto.X509_add_ext(certificate.pointer, part.pointer, -1) == 1 else { throw .failed(crypto.lastReason) }
  }

  func sign(issuer: OpenSSLObject, _ key: OpenSSLObject) throws(TLSError) {
    let name = crypto.X509_get_subject_name(issuer.pointer)
    guard crypto.X509_set_issuer_name(certificate.pointer, name) == 1,
      crypto.X509_sign(certificate.pointer, key.pointer, crypto.EVP_sha256()) > 0
    else { throw .failed(crypto.lastReason) }
  }
}

extension LibCrypto {
  /// A new key on the curve P-256, which every TLS client knows.
  func newKey() throws(TLSError) -> OpenSSLObject {
    let ellipticCurve: CInt = 408
    let maker = try OpenSSLObject(
      EVP_PKEY_CTX_new_id(ellipticCurve, nil), EVP_PKEY_CTX_free, orThrow: .failed(lastReason))
    var key: Pointer?
    guard EVP_PKEY_keygen_init(maker.pointer) == 1, EVP_PKEY_CTX_set_group_name(maker.pointer, "P-256") == 1,
      EVP_PKEY_keygen(maker.pointer, &key) == 1
    else { throw .failed(lastReason) }
    return try OpenSSLObject(key, EVP_PKEY_free, orThrow: .failed(lastReason))
  }
}
