import Platform

/// The functions of OpenSSL's libcrypto that we call, under their own names: errors, PEM, keys and certificates.
struct LibCrypto: Sendable {
  typealias Pointer = UnsafeMutableRawPointer
  typealias Text = UnsafePointer<CChar>

  let ERR_get_error: @Sendable @convention(c) () -> CUnsignedLong
  let ERR_clear_error: @Sendable @convention(c) () -> Void
  let ERR_reason_error_string: @Sendable @convention(c) (CUnsignedLong) -> Text?
  let X509_verify_cert_error_string: @Sendable @convention(c) (CLong) -> Text?
  let X509_VERIFY_PARAM_set1_ip_asc: @Sendable @convention(c) (Pointer?, Text?) -> CInt
  let X509_STORE_add_cert: @Sendable @convention(c) (Pointer?, Pointer?) -> CInt
  let BIO_new_mem_buf: @Sendable @convention(c) (UnsafeRawPointer?, CInt) -> Pointer?
  let BIO_s_mem: @Sendable @convention(c) () -> Pointer?
  let BIO_new: @Sendable @convention(c) (Pointer?) -> Pointer?
  let BIO_read: @Sendable @convention(c) (Pointer?, Pointer?, CInt) -> CInt
  let BIO_free: @Sendable @convention(c) (Pointer?) -> CInt
  let PEM_read_bio_X509: @Sendable @convention(c) (Pointer?, Pointer?, Pointer?, Pointer?) -> Pointer?
  let PEM_read_bio_PrivateKey: @Sendable @convention(c) (Pointer?, Pointer?, Pointer?, Pointer?) -> Pointer?
  let PEM_write_bio_X509: @Sendable @convention(c) (Pointer?, Pointer?) -> CInt
  let PEM_write_bio_PrivateKey:
    @Sendable @convention(c) (Pointer?, Pointer?, Pointer?, Pointer?, CInt, Pointer?, Pointer?) -> CInt
  let EVP_PKEY_CTX_new_id: @Sendable @convention(c) (CInt, Pointer?) -> Pointer?
  let EVP_PKEY_CTX_free: @Sendable @convention(c) (Pointer?) -> Void
  let EVP_PKEY_keygen_init: @Sendable @convention(c) (Pointer?) -> CInt
  let EVP_PKEY_CTX_set_group_name: @Sendable @convention(c) (Pointer?, Text?) -> CInt
  let EVP_PKEY_keygen: @Sendable @convention(c) (Pointer?, UnsafeMutablePointer<Pointer?>?) -> CInt
  let EVP_PKEY_free: @Sendable @convention(c) (Pointer?) -> Void
  let EVP_sha256: @Sendable @convention(c) () -> Pointer?
  let X509_new: @Sendable @convention(c) () -> Pointer?
  let X509_free: @Sendable @convention(c) (Pointer?) -> Void
  let X509_set_version: @Sendable @convention(c) (Pointer?, CLong) -> CInt
  let X509_get_serialNumber: @Sendable @convention(c) (Pointer?) -> Pointer?
  let ASN1_INTEGER_set_uint64: @Sendable @convention(c) (Pointer?, UInt64) -> CInt
  let X509_getm_notBefore: @Sendable @convention(c) (Pointer?) -> Pointer?
  let X509_getm_notAfter: @Sendable @convention(c) (Pointer?) -> Pointer?
  let X509_gmtime_adj: @Sendable @convention(c) (Pointer?, CLong) -> Pointer?
  let X509_set_pubkey: @Sendable @convention(c) (Pointer?, Pointer?) -> CInt
  let X509_get_subject_name: @Sendable @convention(c) (Pointer?) -> Pointer?
  let X509_set_issuer_name: @Sendable @convention(c) (Pointer?, Pointer?) -> CInt
  let X509_NAME_add_entry_by_txt: @Sendable @convention(c) (Pointer?, Text?, CInt, Text?, CInt, CInt, CInt) -> CInt
  let X509V3_set_ctx: @Sendable @convention(c) (Pointer?, Pointer?, Pointer?, Pointer?, Pointer?, CInt) -> Void
  let X509V3_EXT_conf: @Sendable @convention(c) (Pointer?, Pointer?, Text?, Text?) -> Pointer?
  let X509_add_ext: @Sendable @convention(c) (Pointer?, Pointer?, CInt) -> CInt
  let X509_EXTENSION_free: @Sendable @convention(c) (Pointer?) -> Void
  let X509_sign: @Sendable @convention(c) (Pointer?, Pointer?, Pointer?) -> CInt

  private static let loaded = Result { () throws(TLSError) in try LibCrypto() }

  static func load() throws(TLSError) -> LibCrypto { try loaded.get() }

  private init() throws(TLSError) {
    let library = try SharedLibrary(openSSL: "crypto")
    ERR_get_error = try library.function("ERR_get_error")
    ERR_clear_error = try library.function("ERR_clear_error")
    ERR_reason_error_string = try library.function("ERR_reason_error_string")
    X509_verify_cert_error_string = try library.function("X509_verify_cert_error_string")
    X509_VERIFY_PARAM_set1_ip_asc = try library.function("X509_VERIFY_PARAM_set1_ip_asc")
    X509_STORE_add_cert = try library.function("X509_STORE_add_cert")
    BIO_new_mem_buf = try library.function("BIO_new_mem_buf")
    BIO_s_mem = try library.function("BIO_s_mem")
    BIO_new = try library.function("BIO_new")
    BIO_read = try library.function("BIO_read")
    BIO_free = try library.function("BIO_free")
    PEM_read_bio_X509 = try library.function("PEM_read_bio_X509")
    PEM_read_bio_PrivateKey = try library.function("PEM_read_bio_PrivateKey")
    PEM_write_bio_X509 = try library.function("PEM_write_bio_X509")
    PEM_write_bio_PrivateKey = try library.function("PEM_write_bio_PrivateKey")
    EVP_PKEY_CTX_new_id = try library.function("EVP_PKEY_CTX_new_id")
    EVP_PKEY_CTX_free = try library.function("EVP_PKEY_CTX_free")
    EVP_PKEY_keygen_init = try library.function("EVP_PKEY_keygen_init")
    EVP_PKEY_CTX_set_group_name = try library.function("EVP_PKEY_CTX_set_group_name")
    EVP_PKEY_keygen = try library.function("EVP_PKEY_keygen")
    EVP_PKEY_free = try library.function("EVP_PKEY_free")
    EVP_sha256 = try library.function("EVP_sha256")
    X509_new = try library.function("X509_new")
    X509_free = try library.function("X509_free")
    X509_set_version = try library.function("X509_set_version")
    X509_get_serialNumber = try library.function("X509_get_serialNumber")
    ASN1_INTEGER_set_uint64 = try library.function("ASN1_INTEGER_set_uint64")
    X509_getm_notBefore = try library.function("X509_getm_notBefore")
    X509_getm_notAfter = try library.function("X509_getm_notAfter")
    X509_gmtime_adj = try library.function("X509_gmtime_adj")
    X509_set_pubkey = try library.function("X509_set_pubkey")
    X509_get_subject_name = try library.function("X509_get_subject_name")
    X509_set_issuer_name = try library.function("X509_set_issuer_name")
    X509_NAME_add_entry_by_txt = try library.function("X509_NAME_add_entry_by_txt")
    X509V3_set_ctx = try library.function("X509V3_set_ctx")
    X509V3_EXT_conf = try library.function("X509V3_EXT_conf")
    X509_add_ext = try library.function("X509_add_ext")
    X509_EXTENSION_free = try library.function("X509_EXTENSION_free")
    X509_sign = try library.function("X509_sign")
  }

  /// OpenSSL's reason for the last failure on this thread.
  var lastReason: String {
    guard let reason = ERR_reason_error_string(ERR_get_error()) else { return "an unknown error" }
    return String(cString: reason)
  }
}
