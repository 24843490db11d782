import Testing
import Wire

@testable import StripeSandbox

@Suite struct CreditNoteTests {
  /// An invoice of 10.00 with 19 percent of tax on top and 10 percent off, and of 5.00 for three.
  private func invoice(_ shop: BillingClient, pay: Bool) throws -> JSON {
    let client = shop.client
    let rate = try client.post("/v1/tax_rates", "display_name=VAT&inclusive=false&percentage=19").id
    let coupon = try client.post("/v1/coupons", "percent_off=10&duration=forever").id
    let invoice = try client.post("/v1/invoices", "customer=\(shop.customer)").id
    let owner = "customer=\(shop.customer)&invoice=\(invoice)"
    try client.post(
      "/v1/invoiceitems", "\(owner)&amount=1000&tax_rates[]=\(rate)&discounts[0][coupon]=\(coupon)")
    try client.post("/v1/invoiceitems", "\(owner)&unit_amount_decimal=500&quantity=3&discountable=false")
    return try client.post("/v1/invoices/\(invoice)/\(pay ? "pay" : "finalize")").body
  }

  @Test func partsOfALineAddUpToIt() throws {
    let shop = try BillingClient()
    let invoice = try invoice(shop, pay: false)
    #expect(invoice["total"] == 2571)
    let line = invoice["lines"]?["data"]?[0]?["id"]?.string ?? ""
    var sums = (amount: 0, discount: 0, tax: 0, total: 0)
    for gross in [397, 397, 396] {
      let note = try shop.client.post(
        "/v1/credit_notes",
        "invoice=\(invoice["id"]?.string ?? "")&lines[0][type]=invoice_line_item&lines[0][invoice_line_item]=\(line)&lines[0][amount]=\(gross)"
      )
      #expect(note.status == 200)
      sums.amount += note["subtotal"]?.integer.map { $0 } ?? 0
      sums.discount += note["discount_amount"]?.integer ?? 0
      sums.tax += note["total_taxes"]?[0]?["amount"]?.integer ?? 0
      sums.total += note["total"]?.integer ?? 0
    }
    #expect(sums == (900, 100, 171, 1071))
    let rest = try shop.client.get("/v1/invoices/\(invoice["id"]?.string ?? "")")
    #expect(rest["amount_remaining"] == 1500)
  }

  @Test func quantitiesAreCredited() throws {
    let shop = try BillingClient()
    let invoice = try invoice(shop, pay: false)
    let line = invoice["lines"]?["data"]?[1]?["id"]?.string ?? ""
    let form =
      "invoice=\(invoice["id"]?.string ?? "")&lines[0][type]=invoice_line_item&lines[0][invoice_line_item]=\(line)"
    #expect(try shop.client.post("/v1/credit_notes", form + "&lines[0][quantity]=2")["total"] == 1000)
    #expect(try shop.client.post("/v1/credit_notes", form + "&lines[0][quantity]=2").status == 400)
    #expect(try shop.client.post("/v1/credit_notes", form + "&lines[0][quantity]=4").status == 400)
    #expect(try shop.client.post("/v1/credit_notes", form + "&lines[0][quantity]=1")["total"] == 500)
  }

  @Test func thePaymentOfACreditedInvoiceIsSmaller() throws {
    let shop = try BillingClient()
    let invoice = try invoice(shop, pay: false)
    let id = invoice["id"]?.string ?? ""
    try shop.client.post("/v1/credit_notes", "invoice=\(id)&amount=571")
    let paid = try shop.client.post("/v1/invoices/\(id)/pay")
    #expect(paid["status"] == "paid")
    #expect(paid["amount_paid"] == 2000)
    #expect(paid["amount_due"] == 2000)
    let charge = try shop.client.get("/v1/charges?customer=\(shop.customer)")["data"]?[0]
    #expect(charge?["amount"] == 2000)
  }

  /// What is asked, and what is wrong with it.
  static let refusals = [
    ("amount=0", "This value must be greater than or equal to 1."),
    ("amount=-1", "This value must be greater than or equal to 1."),
    ("", "You must specify one of `amount`, `lines` or `shipping_cost`."),
    ("amount=100&refund_amount=-100&credit_amount=200", "Invalid non-negative integer"),
    ("amount=100&credit_amount=9223372036854775807&out_of_band_amount=9223372036854775807", "must equal"),
    ("lines[0][type]=custom_line_item&lines[0][unit_amount]=5", "Missing required param: lines[0][description]."),
    (
      "lines[0][type]=custom_line_item&lines[0][description]=a&lines[0][quantity]=2",
      "Missing required param: lines[0][unit_amount]."
    ),
    (
      "lines[0][type]=custom_line_item&lines[0][description]=a&lines[0][unit_amount]=9223372036854775807&lines[0][quantity]=9223372036854775807",
      "is greater than the amount of the invoice"
    ),
    (
      "lines[0][type]=invoice_line_item&lines[0][invoice_line_item]=il_none",
      "No such invoice line item: 'il_none'"
    ),
    ("amount=100&refund_amount=50&credit_amount=49", "($0.99) must equal the credit note post_payment_amount"),
    ("amount=2571&refund_amount=3000", "is greater than what can be refunded"),
    ("amount=100&refunds[0][refund]=re_none", "No such refund: 're_none'"),
    ("amount=5&lines[0][type]=custom_line_item&lines[0][description]=a&lines[0][unit_amount]=6", "sum of its lines"),
  ]

  @Test(arguments: refusals) func whatCannotBeCreditedIsRefused(form: String, message: String) throws {
    let shop = try BillingClient()
    let invoice = try invoice(shop, pay: true)
    let refused = try shop.client.post("/v1/credit_notes", "invoice=\(invoice["id"]?.string ?? "")&\(form)")
    #expect(refused.status == 400)
    #expect(refused["error"]?["message"]?.string?.contains(message) == true, "\(refused["error"]?["message"] ?? .null)")
    #expect(try shop.client.get("/v1/credit_notes")["data"] == [])
  }

  @Test func olderVersionsShowOneRefundAndTaxAmounts() throws {
    var shop = try BillingClient()
    let invoice = try invoice(shop, pay: true)
    shop.client.version = "2024-06-20"
    let note = try shop.client.post(
      "/v1/credit_notes", "invoice=\(invoice["id"]?.string ?? "")&amount=100&refund_amount=100")
    #expect(note["refund"] == note["refunds"]?[0]?["refund"])
    #expect(note["tax_amounts"] == [])
    #expect(note["lines"]?["data"]?[0]?["unit_amount_excluding_tax"] == "100")
  }
}
