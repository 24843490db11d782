import Wire

// Files that are handed in have been uploaded before; Stripe's test tokens stand for some of an account's.
extension Call {
  /// Refuses files that nobody has uploaded.
  ///
  /// - Parameters:
  ///   - arguments: what has the `documents` and the `verification`.
  ///   - name: the whole name of a member of a member of these.
  func checkFiles(
    of arguments: Arguments, _ name: (String, String, String) -> String
  ) throws(StripeError) {
    for (kind, document) in arguments.object("verification")?.values ?? JSON.Object() {
      for side in ["back", "front"] { try checkFile(document[side]?.string, name("verification", kind, side)) }
    }
    for (kind, document) in arguments.object("documents")?.values ?? JSON.Object() {
      for (index, file) in (document["files"]?.array ?? []).enumerated() {
        try checkFile(file.string, name("documents", kind, "files") + "[\(index)]")
      }
    }
  }

  /// The documents among the evidence of a dispute.
  func checkFiles(ofEvidence evidence: Arguments) throws(StripeError) {
    for name in DisputeEvidence.files { try checkFile(evidence.string(name), "evidence[\(name)]") }
  }

  private func checkFile(_ id: String?, _ param: String) throws(StripeError) {
    guard let id, !id.isEmpty, sandbox.stock == nil else { return }
    let isTestToken = ["file_identity_document_", "file_address_"].contains(where: id.hasPrefix)
    guard isTestToken || sandbox.home(of: id, File.self) != nil else {
      throw .noSuch(File.self, id, param: param)
    }
  }
}
