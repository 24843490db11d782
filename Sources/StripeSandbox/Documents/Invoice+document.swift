extension Invoice {
  func document(_ sandbox: Sandbox) -> [UInt8] {
    func money(_ amount: Int) -> String { Currency.format(amount, currency) }
    var facts = [("Invoice number", number ?? "DRAFT"), ("Date of issue", CivilDate(effectiveAt ?? created).printed)]
    if let dueDate { facts.append(("Date due", CivilDate(dueDate).printed)) }
    let due = dueDate.map { " due " + CivilDate($0).printed } ?? " due"
    var sums = [("Subtotal", money(subtotal))]
    sums += totalDiscounts.map { ("Discount", money(-$0.amount)) }
    let credits = lines.flatMap(\.pretaxCredits).reduce(0) { $0 + $1.amount }
    if credits > 0 { sums.append(("Billing credits", money(-credits))) }
    if let shipping = terms?.shippingCost { sums.append(("Shipping", money(shipping.amount))) }
    sums += totalTaxes.map { (sandbox.title(of: $0), money($0.amount)) }
    sums.append(("Total", money(total)))
    if startingBalance != 0, status != .draft { sums.append(("Applied balance", money(amountDue - total))) }
    if creditedBeforePayment > 0 { sums.append(("Credit notes", money(-creditedBeforePayment))) }
    if amountPaid > 0 { sums.append(("Amount paid", money(-amountPaid))) }
    sums.append(("Amount due", money(amountRemaining)))
    return BillingDocument(
      title: "Invoice", facts: facts, seller: sandbox.accountName, buyer: billed?.lines ?? [],
      headline: status == .paid ? "\(money(amountPaid)) paid" : money(amountRemaining) + due,
      memo: settings.description,
      rows: lines.map { line in
        BillingDocument.Row(
          description: line.description ?? "", quantity: line.quantity.map { String($0) } ?? "",
          unitPrice: line.unitAmount.map { Currency.price($0, currency) } ?? "", amount: money(line.amount),
          note: line.period.length > 0
            ? "\(CivilDate(line.period.start).printed) – \(CivilDate(line.period.end).printed)" : nil)
      }, sums: sums, footer: settings.footer,
      paper: PDF.Paper(rawValue: settings.rendering?["pdf"]?["page_size"]?.string ?? "") ?? .letter
    ).pdf()
  }
}

extension Invoice.Billed {
  /// The customer as a letter's address.
  fileprivate var lines: [String] {
    var lines = [name, address?.line1, address?.line2].compactMap { $0 }
    let place = [address?.postalCode, address?.city, address?.state].compactMap { $0 }.joined(separator: " ")
    if !place.isEmpty { lines.append(place) }
    return (lines + [address?.country, email].compactMap { $0 }).filter { !$0.isEmpty }
  }
}

extension Sandbox {
  /// `VAT (19%)`
  fileprivate func title(of tax: TaxAmount) -> String {
    guard let rate = tax.rate.flatMap({ store[TaxRate.self][$0] }) else { return "Tax" }
    return "\(rate.displayName) (\(rate.percentage.text)%)"
  }
}

extension CreditNote {
  func document(_ sandbox: Sandbox) -> [UInt8] {
    func money(_ amount: Int) -> String { Currency.format(amount, currency) }
    let invoice = sandbox.store[Invoice.self][invoice]
    var sums = [("Subtotal", money(subtotal))]
    sums += discountAmounts.map { ("Discount", money(-$0.amount)) }
    sums += taxes.map { (sandbox.title(of: $0), money($0.amount)) }
    sums.append(("Total", money(total)))
    if prePayment > 0 { sums.append(("Adjustment applied to invoice", money(prePayment))) }
    let refunded = refunds.reduce(0) { $0 + $1.amount }
    if refunded > 0 { sums.append(("Refund", money(refunded))) }
    if let outOfBand, outOfBand > 0 { sums.append(("Credited outside of Stripe", money(outOfBand))) }
    return BillingDocument(
      title: isVoid ? "Credit note (void)" : "Credit note",
      facts: [
        ("Credit note", number), ("Invoice number", invoice?.number ?? ""),
        ("Date of issue", CivilDate(effectiveAt ?? created).printed),
      ], seller: sandbox.accountName, buyer: (invoice?.billed ?? sandbox.billed(customer))?.lines ?? [],
      headline: "\(money(total)) credited", memo: memo,
      rows: lines.map { line in
        BillingDocument.Row(
          description: line.description ?? "", quantity: line.quantity.map { String($0) } ?? "",
          unitPrice: line.unitAmount.map { Currency.price($0, currency) } ?? "", amount: money(line.amount))
      }, sums: sums
    ).pdf()
  }
}

extension Quote {
  func document(_ sandbox: Sandbox) -> [UInt8] {
    func money(_ amount: Int) -> String { Currency.format(amount, currency) }
    var sums = [("Subtotal", money(lines.amountSubtotal))]
    if lines.amountDiscount > 0 { sums.append(("Discount", money(-lines.amountDiscount))) }
    if lines.amountTax > 0 { sums.append(("Tax", money(lines.amountTax))) }
    sums.append(("Total", money(lines.amountTotal)))
    sums.append(("Due upon acceptance", money(upfront(sandbox.store).amountTotal)))
    return BillingDocument(
      title: terms.header ?? "Quote",
      facts: [
        ("Quote number", number ?? ""), ("Date of issue", CivilDate(finalizedAt ?? created).printed),
        ("Expiration date", CivilDate(expiresAt).printed),
      ], seller: sandbox.accountName, buyer: customer.flatMap { sandbox.billed($0) }?.lines ?? [],
      headline: money(lines.amountTotal), memo: terms.description,
      rows: lines.map { line in
        let price = sandbox.store[Price.self][line.price]
        let unit = price?.terms(in: currency)?.unitAmount.map { Currency.price($0, currency) } ?? ""
        return BillingDocument.Row(
          description: line.description, quantity: String(line.quantity),
          unitPrice: unit + (price?.recurring.map { " / " + $0.interval.description } ?? ""),
          amount: money(line.amountSubtotal))
      }, sums: sums, footer: terms.footer
    ).pdf()
  }
}
