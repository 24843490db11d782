/// The contents of an invoice, a credit note or a quote on paper: a heading, the two sides, lines and sums.
struct BillingDocument {
  struct Row {
    var description: String
    var quantity: String
    var unitPrice: String
    var amount: String
    /// Below the description, smaller.
    var note: String?
  }

  var title: String
  /// `("Invoice number", "ABCD-0001")`
  var facts: [(name: String, value: String)]
  var seller: String
  var buyer: [String]
  /// Before the lines, such as `$20.00 due January 1, 2026`.
  var headline: String
  var memo: String?
  var rows: [Row]
  var sums: [(name: String, value: String)]
  var footer: String?
  var paper = PDF.Paper.letter

  private static let margin = 50
  private static let descriptionWidth = 250

  func pdf() -> [UInt8] {
    var pdf = PDF(title: title, paper: paper)
    let left = Self.margin
    let right = paper.width - left
    let bottom = paper.height - 70
    var y = 60
    func makeRoom(_ height: Int) {
      guard y + height > bottom else { return }
      pdf.beginPage()
      y = 60
    }
    func paragraph(_ text: String, width: Int, size: Int = 10) {
      for line in PDF.lines(of: text, width: width, size: size) {
        makeRoom(size + 4)
        pdf.text(line, x: left, y: y, size: size)
        y += size + 4
      }
    }
    pdf.text(title, x: left, y: y, size: 20, .bold)
    y += 26
    for fact in facts {
      pdf.text(fact.name, x: left, y: y, .bold)
      pdf.text(fact.value, x: left + 110, y: y)
      y += 14
    }
    y += 16
    let top = y
    pdf.text(seller, x: left, y: y, .bold)
    pdf.text("Bill to", x: left + 260, y: y, .bold)
    for line in buyer {
      y += 14
      pdf.text(PDF.lines(of: line, width: right - left - 260, size: 10)[0], x: left + 260, y: y)
    }
    y = max(y, top) + 34
    pdf.text(headline, x: left, y: y, size: 14, .bold)
    y += 22
    if let memo { paragraph(memo, width: right - left) }
    y += 10
    heading(&pdf, left, right, &y)
    for row in rows {
      let lines = PDF.lines(of: row.description, width: Self.descriptionWidth, size: 10)
      makeRoom(14 * lines.count + 16)
      for (index, line) in lines.enumerated() { pdf.text(line, x: left, y: y + 14 * index) }
      pdf.text(row.quantity, endingAt: right - 170, y: y)
      pdf.text(row.unitPrice, endingAt: right - 80, y: y)
      pdf.text(row.amount, endingAt: right, y: y)
      y += 14 * lines.count
      if let note = row.note {
        pdf.text(note, x: left, y: y, size: 8)
        y += 12
      }
      y += 4
    }
    y += 4
    for sum in sums {
      makeRoom(22)
      pdf.line(from: left + 250, to: right, y: y - 8)
      pdf.text(sum.name, x: left + 250, y: y + 6)
      pdf.text(sum.value, endingAt: right, y: y + 6)
      y += 22
    }
    y += 20
    if let footer { paragraph(footer, width: right - left, size: 9) }
    return pdf.finish()
  }

  private func heading(_ pdf: inout PDF, _ left: Int, _ right: Int, _ y: inout Int) {
    pdf.text("Description", x: left, y: y, size: 9)
    pdf.text("Qty", endingAt: right - 170, y: y, size: 9)
    pdf.text("Unit price", endingAt: right - 80, y: y, size: 9)
    pdf.text("Amount", endingAt: right, y: y, size: 9)
    pdf.line(from: left, to: right, y: y + 6)
    y += 22
  }
}
