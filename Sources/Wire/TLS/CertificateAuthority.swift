/// A local certificate authority, for https in development.
package struct CertificateAuthority: Sendable {
  /// PEM.
  package let certificate: [UInt8]
  /// PEM. Its holder can impersonate any site to clients that trust the certificate.
  package let key: [UInt8]

  package init(certificate: [UInt8], key: [UInt8]) {
    self.certificate = certificate
    self.key = key
  }

  /// - Parameter hosts: the names (with all names under them) and addresses that it can vouch for. A thief of its key
  ///   cannot pose as any other site. None: it is not limited.
  package static func make(
    named name: String, days: Int = 3650, onlyFor hosts: [String] = []
  ) throws(TLSError) -> CertificateAuthority {
    let crypto = try LibCrypto.load()
    let key = try crypto.newKey()
    let draft = try CertificateDraft(crypto, subject: name, key, days: days)
    try draft.extend("basicConstraints", "critical,CA:TRUE,pathlen:0", issuer: draft.certificate)
    try draft.extend("keyUsage", "critical,keyCertSign,cRLSign", issuer: draft.certificate)
    try draft.extend("subjectKeyIdentifier", "hash", issuer: draft.certificate)
    if !hosts.isEmpty {
      let permitted = hosts.map { host in
        guard Self.isAddress(host) else { return "permitted;DNS:" + host }
        let mask = host.contains(":") ? "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" : "255.255.255.255"
        return "permitted;IP:\(host)/\(mask)"
      }
      try draft.extend("nameConstraints", "critical," + permitted.joined(separator: ","), issuer: draft.certificate)
    }
    try draft.sign(issuer: draft.certificate, key)
    return CertificateAuthority(certificate: crypto.pem(certificate: draft.certificate), key: crypto.pem(key: key))
  }

  /// A server's certificate for host names (with or without a leading `*.`) and IP addresses, and its key.
  ///
  /// 825 days are the most that Apple's platforms accept.
  package func issue(for hosts: [String], days: Int = 825) throws(TLSError) -> TLSIdentity {
    let crypto = try LibCrypto.load()
    guard let issuer = try crypto.certificates(certificate).first else { throw .unusable("No authority") }
    let key = try crypto.newKey()
    // Clients take the subject of a certificate without names for one.
    let subject = hosts.first { !Self.isAddress($0) } ?? "localhost"
    let draft = try CertificateDraft(crypto, subject: subject, key, days: days)
    let names = try hosts.map { host throws(TLSError) in
      guard host.utf8.allSatisfy(Self.isHostByte) else { throw TLSError.unusable("“\(host)” is not a host") }
      return (Self.isAddress(host) ? "IP:" : "DNS:") + host
    }
    try draft.extend("basicConstraints", "critical,CA:FALSE", issuer: issuer)
    try draft.extend("keyUsage", "critical,digitalSignature", issuer: issuer)
    try draft.extend("extendedKeyUsage", "serverAuth", issuer: issuer)
    try draft.extend("subjectAltName", names.joined(separator: ","), issuer: issuer)
    try draft.extend("subjectKeyIdentifier", "hash", issuer: issuer)
    try draft.extend("authorityKeyIdentifier", "keyid:always", issuer: issuer)
    try draft.sign(issuer: issuer, crypto.privateKey(self.key))
    return TLSIdentity(
      certificates: crypto.pem(certificate: draft.certificate) + certificate, key: crypto.pem(key: key))
  }

  /// Whether it says itself for which names it can vouch: whether the extension's object identifier (2.5.29.30) is in it.
  package var isLimited: Bool {
    let text = String(decoding: certificate, as: UTF8.self)
    let body = text.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
    let pattern: [UInt8] = [0x06, 0x03, 0x55, 0x1D, 0x1E]
    guard let bytes = Base64.standard.decode(body) else { return false }
    return bytes.span.firstRange(of: pattern.span) != nil
  }

  private static func isAddress(_ host: String) -> Bool {
    host.contains(":") || host.utf8.allSatisfy { $0 == 0x2E || (0x30...0x39).contains($0) }
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x3A, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "*"): true
    default: false
    }
  }
}
