import Wire

/// The PDFs of invoices and credit notes. Their addresses are given to customers, so no key is asked for; a secret in the
/// address names the document.
package final class BillingDocuments: Handler {
  private let stripe: StripeAPI

  package init(_ stripe: StripeAPI) { self.stripe = stripe }

  package func handle(_ request: Request, _ reply: Reply) {
    guard let file = file(at: request) else {
      let message = "There is no document at \(request.path)."
      return reply(.json(404, ["error": ["type": "invalid_request_error", "message": .string(message)]]))
    }
    guard request.method == .get || request.method == .head else {
      var refusal = Response.json(
        405, ["error": ["type": "invalid_request_error", "message": "Documents can only be read."]])
      refusal.headers["Allow"] = "GET, HEAD"
      return reply(refusal)
    }
    let headers: Headers = [
      "Content-Type": "application/pdf", "Cache-Control": "no-cache",
      "Content-Disposition": "attachment; filename=\"\(file.name).pdf\"", "X-Content-Type-Options": "nosniff",
    ]
    reply(Response(200, headers: headers, body: file.content))
  }

  /// `/invoice/acct_1/SECRET/pdf`, `/credit_notes/acct_1/SECRET/pdf`
  private func file(at request: Request) -> (name: String, content: [UInt8])? {
    let parts = request.path.split(separator: "/").map(String.init)
    guard parts.count == 4, parts[3] == "pdf", let sandbox = sandbox(request, account: parts[1]) else { return nil }
    switch parts[0] {
    case "invoice":
      guard let invoice = sandbox.document(Invoice.self, at: parts[2]) else { return nil }
      return ("Invoice-\(invoice.number ?? invoice.id)", invoice.document(sandbox))
    case "credit_notes":
      guard let note = sandbox.document(CreditNote.self, at: parts[2]) else { return nil }
      return ("CreditNote-\(note.number)", note.document(sandbox))
    default: return nil
    }
  }

  private func sandbox(_ request: Request, account: String) -> Sandbox? {
    let named = stripe.sandbox(named: request.sandbox ?? StripeAPI.commonSandbox)
    if named.accountID == account { return named }
    return stripe.sandboxes.values.first { $0.accountID == account }
  }
}

/// What has a page or a PDF at an address that names it to those who are given the address.
protocol Documented: Resource {
  /// The random part of the address, or in states of older releases the whole secret; nil: there is no document yet.
  var secret: String? { get }
}

extension Sandbox {
  /// The secret part of a document's address.
  func secret(of document: some Documented) -> String? {
    guard let secret = document.secret, !secret.hasPrefix("test_") else { return document.secret }
    return "test_" + Base64.url.encode(Array("\(accountID),\(document.id),\(secret)".utf8))
  }

  /// The document that a secret names.
  func document<T: Documented>(_ type: T.Type, at secret: String) -> T? {
    guard secret.hasPrefix("test_"), let bytes = Base64.url.decode(String(secret.dropFirst(5))),
      let text = String(validating: bytes, as: UTF8.self)
    else { return nil }
    let parts = text.split(separator: ",")
    guard parts.count == 3, let document = store[type][String(parts[1])], self.secret(of: document) == secret else {
      return nil
    }
    return document
  }
}
