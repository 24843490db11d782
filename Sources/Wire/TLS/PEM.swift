/// A certificate or a key of OpenSSL's, freed with its owner.
final class OpenSSLObject {
  let pointer: UnsafeMutableRawPointer
  private let free: @Sendable @convention(c) (UnsafeMutableRawPointer?) -> Void

  init(
    _ pointer: UnsafeMutableRawPointer?, _ free: @escaping @Sendable @convention(c) (UnsafeMutableRawPointer?) -> Void,
    orThrow error: @autoclosure () -> TLSError
  ) throws(TLSError) {
    guard let pointer else { throw error() }
    self.pointer = pointer
    self.free = free
  }

  deinit { free(pointer) }
}

/// Certificates and keys as text (RFC 7468).
extension LibCrypto {
  /// All certificates in a PEM text; at least one.
  func certificates(_ pem: [UInt8]) throws(TLSError) -> [OpenSSLObject] {
    let bio = BIO_new_mem_buf(pem, CInt(clamping: pem.count))
    defer { _ = BIO_free(bio) }
    var certificates: [OpenSSLObject] = []
    while let pointer = PEM_read_bio_X509(bio, nil, nil, nil) {
      certificates.append(try OpenSSLObject(pointer, X509_free, orThrow: .unusable("")))
    }
    ERR_clear_error()
    guard !certificates.isEmpty else { throw .unusable("There is no certificate in the PEM text") }
    return certificates
  }

  func privateKey(_ pem: [UInt8]) throws(TLSError) -> OpenSSLObject {
    let bio = BIO_new_mem_buf(pem, CInt(clamping: pem.count))
    defer { _ = BIO_free(bio) }
    let pointer = PEM_read_bio_PrivateKey(bio, nil, nil, nil)
    return try OpenSSLObject(pointer, EVP_PKEY_free, orThrow: .unusable("There is no private key in the PEM text"))
  }

  func pem(certificate: OpenSSLObject) -> [UInt8] {
    pem { PEM_write_bio_X509($0, certificate.pointer) }
  }

  func pem(key: OpenSSLObject) -> [UInt8] {
    pem { PEM_write_bio_PrivateKey($0, key.pointer, nil, nil, 0, nil, nil) }
  }

  private func pem(_ write: (Pointer?) -> CInt) -> [UInt8] {
    let bio = BIO_new(BIO_s_mem())
    defer { _ = BIO_free(bio) }
    var text: [UInt8] = []
    guard write(bio) == 1 else { return text }
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = BIO_read(bio, &buffer, CInt(buffer.count)), count > 0 { text += buffer[..<Int(count)] }
    return text
  }
}
