struct CertificateAuthority: Command {
  static let name = "ca"
  static let summary = "Makes a local certificate authority, so that https://api.stripe.com can be the sandbox"

  static var options: [Option<Self>] {
    [
      .notYet("out", .value("DIR"), "Where its certificate and key go")
    ]
  }
}
