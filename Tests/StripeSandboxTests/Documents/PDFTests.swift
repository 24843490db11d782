import Testing
import Wire

@testable import StripeSandbox

@Suite struct PDFTests {
  /// The table of a PDF says where each object begins.
  @Test func theTableFindsEveryObject() throws {
    var pdf = PDF(title: "A (title)")
    pdf.text("One", x: 50, y: 50)
    pdf.beginPage()
    pdf.text("Two", endingAt: 500, y: 50, .bold)
    let file = pdf.finish()
    let text = String(decoding: file, as: Unicode.ASCII.self)
    let end = try #require(text.split(separator: "startxref\n").last)
    let start = try #require(Int(end.split(separator: "\n")[0]))
    let table = String(decoding: file[start...], as: Unicode.ASCII.self).split(separator: "\n")
    #expect(table[0] == "xref")
    let offsets = table.dropFirst(3).prefix { $0.hasSuffix(" n ") }.compactMap { Int($0.prefix(10)) }
    #expect(offsets.count == 9)
    for (index, offset) in offsets.enumerated() {
      #expect(String(decoding: file[offset...], as: Unicode.ASCII.self).hasPrefix("\(index + 1) 0 obj\n"))
    }
    #expect(text.contains("/Count 2"))
    #expect(text.contains("(A \\(title\\))"))
  }

  @Test func textIsInTheFontsEncoding() {
    var pdf = PDF(title: "")
    pdf.text("5 € – ü ☃\n", x: 0, y: 0)
    let drawn: [UInt8] = [0x35, 0x20, 0x80, 0x20, 0x96, 0x20, 0xFC, 0x20, 0x3F, 0x20]
    #expect(pdf.finish().split(separator: UInt8(ascii: "(")).contains { $0.starts(with: drawn) })
  }

  @Test(arguments: [
    ("", [""]), ("a b", ["a b"]), ("one two three four", ["one two", "three", "four"]),
    ("iiiiiiiiiiiiiiiiiiiiiiiiiiiiii", ["iiiiiiiiiiiiiiiiii", "iiiiiiiiiiii"]),
  ]) func linesAreBroken(text: String, lines: [String]) {
    #expect(PDF.lines(of: text, width: 40, size: 10) == lines)
  }

  @Test func anInvoicesAddressNeedsNoKey() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price())
    let invoice = try #require(shop.invoices(subscription.id).first)
    let address = try #require(invoice["invoice_pdf"]?.string)
    let parts = try #require(address.split(separator: "/invoice/").last).split(separator: "?")
    #expect(parts.dropFirst() == ["s=ap"])
    let path = parts[0]
    func read(_ path: String) -> Response {
      var response = Response(500)
      BillingDocuments(shop.client.api).handle(Request(.get, path, sandbox: "tests"), Reply { response = $0 })
      return response
    }
    let file = read("/invoice/\(path)")
    #expect(file.status == 200)
    #expect(file.headers["Content-Type"] == "application/pdf")
    #expect(file.body.starts(with: Array("%PDF-1.4".utf8)))
    #expect(read("/invoice/\(path.dropLast(4))x/pdf").status == 404)
    #expect(read("/credit_notes/\(path)").status == 404)
    #expect(read("/invoice/acct_1/test_/pdf").status == 404)
  }

  @Test func anAddressOfAnOlderReleaseStaysGood() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price())
    let id = try #require(shop.invoices(subscription.id).first?["id"]?.string)
    let sandbox = shop.client.api.sandbox(named: "tests")
    let secret = "test_" + Base64.url.encode(Array("\(sandbox.accountID),\(id),abcdefghijkl".utf8))
    sandbox.store[Invoice.self].update(id) { $0.secret = secret }
    #expect(try shop.client.get("/v1/invoices/\(id)")["hosted_invoice_url"]?.string?.contains("/\(secret)?") == true)
    #expect(sandbox.document(Invoice.self, at: secret)?.id == id)
    #expect(try shop.client.get("/v1/invoice_pages/\(secret)").id == id)
  }
}
