import Platform
import Wire

struct CA: Command {
  static let name = "ca"
  static let summary = "Makes a local certificate authority, so that https://api.stripe.com can be the sandbox"

  static let examples = [
    (line: "nestbox ca --out certificates", purpose: "Make the authority and a server's certificate"),
    (line: "nestbox ca --out certificates --json", purpose: "And print where everything lies, for a program"),
  ]

  static var options: [Option<Self>] {
    [
      .value("out", "DIR", \.folder, "Where the authority's certificate and key go, and a server's under it"),
      .json(\.style),
    ]
  }

  /// Every name under which an application may look for Stripe, or for a sandbox.
  private static let hosts = [
    "localhost", "127.0.0.1", "::1", "nestbox", "api.stripe.com", "js.stripe.com", "files.stripe.com",
    "hooks.stripe.com", "checkout.stripe.com", "connect.stripe.com", "connect-js.stripe.com", "billing.stripe.com",
    "buy.stripe.com", "invoice.stripe.com",
  ]

  /// The names that the authority can vouch for, all names under these included.
  private static let limits = ["localhost", "127.0.0.1", "::1", "nestbox", "stripe.com"]

  var folder: String?
  var style = OutputStyle()

  /// An authority that is there already stays, because someone trusts it; the server's certificate is made anew.
  func run() throws -> Exit {
    guard let folder else { throw Failure(exit: .wrongUsage, description: "say where to: nestbox ca --out DIR") }
    if mkdir(folder, 0o755) != 0, errno != EEXIST {
      let reason = String(cString: strerror(errno))
      throw Failure(exit: .wrongUsage, description: "\(folder) cannot be made: \(reason)")
    }
    let authority = try authority(in: folder)
    let server = try authority.issue(for: Self.hosts)
    try File(path: "\(folder)/server.pem").write(server.certificates)
    try File(path: "\(folder)/server-key.pem").write(server.key, isSecret: true)
    let files: JSON = [
      "authority": .string("\(folder)/ca.pem"), "authorityKey": .string("\(folder)/ca-key.pem"),
      "certificate": .string("\(folder)/server.pem"), "key": .string("\(folder)/server-key.pem"),
      "hosts": .array(Self.hosts.map(JSON.string)),
    ]
    Output(style).show(
      files,
      """
      \(folder)/ca.pem      to trust: how each SDK is told so stands under /docs/tls of a running sandbox
      \(folder)/ca-key.pem  keep to yourself: who has it can pose as Stripe to those who trust ca.pem

      nestbox serve --https-port 12112 --tls-cert \(folder)/server.pem --tls-key \(folder)/server-key.pem
      """)
    return .good
  }

  private func authority(in folder: String) throws -> CertificateAuthority {
    let certificate = File(path: "\(folder)/ca.pem")
    let key = File(path: "\(folder)/ca-key.pem")
    if certificate.exists || key.exists {
      let authority = CertificateAuthority(certificate: try certificate.read(), key: try key.read())
      if !authority.isLimited {
        Stream.error.write(
          """
          nestbox: the authority in \(folder) can vouch for every site of the internet; delete its two files and run \
          this again for one that can only for Stripe's names and this machine

          """)
      }
      return authority
    }
    let authority = try CertificateAuthority.make(named: "Nestbox local authority", onlyFor: Self.limits)
    try key.write(authority.key, isSecret: true)
    try certificate.write(authority.certificate)
    return authority
  }
}
