import Wire

extension TaxTransaction {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  private static let routes = Routes("/v1/tax/transactions", of: TaxTransaction.self) {
    $0.post(
      "create_from_calculation",
      takes: Parameters("calculation: id!\nmetadata\nposted_at: timestamp\nreference: string(500)!"), create)
    $0.post("create_reversal", takes: reversalParameters, reverse)
    $0.get("{transaction}") { call throws(StripeError) in try call.answerFound(TaxTransaction.self) }
    $0.list("{transaction}/line_items", of: TaxTransactionLine.self) { call throws(StripeError) in
      try call.page(try call.found(TaxTransaction.self).items)
    }
  }

  private static let reversalParameters = Parameters(
    """
    flat_amount: integer
    line_items: [{
      amount: integer!
      amount_tax: integer!
      metadata
      original_line_item: id!
      quantity: integer
      reference: string(500)!
    }]
    metadata
    mode: full|partial!
    original_transaction: id!
    reference: string(500)!
    shipping_cost: {amount: integer!, amount_tax: integer!}
    """)

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    guard let calculation = try call.referenced(TaxCalculation.self, "calculation") else {
      throw .missing("calculation")
    }
    guard calculation.expiresAt > call.now else {
      throw StripeError("The tax calculation `\(calculation.id)` has expired.", param: "calculation")
    }
    let reference = try newReference(call)
    let used = call.sandbox.store[TaxTransaction.self].positions("calculation", calculation.id) ?? []
    guard used.isEmpty else {
      throw StripeError(
        "A tax transaction has already been created from the tax calculation `\(calculation.id)`.", param: "calculation"
      )
    }
    let id = call.commit(
      calculation, reference: reference, postedAt: call.arguments.integer("posted_at"),
      metadata: call.arguments.has("metadata") ? call.arguments.metadata : nil)
    return call.answer(TaxTransaction.self, id)
  }

  private static func newReference(_ call: Call) throws(StripeError) -> String {
    let reference = try call.arguments.required("reference")
    guard call.sandbox.store[TaxTransaction.self].positions("reference", reference)?.isEmpty ?? true else {
      throw StripeError("A tax transaction with reference `\(reference)` already exists.", param: "reference")
    }
    return reference
  }

  private static func reverse(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    guard let original = try call.referenced(TaxTransaction.self, "original_transaction") else {
      throw .missing("original_transaction")
    }
    guard original.original == nil else {
      throw StripeError("A reversal cannot be reversed.", param: "original_transaction")
    }
    let reference = try newReference(call)
    var reversal = TaxTransaction(
      id: call.sandbox.identifiers.dated("tax_", now: call.now), created: call.now, currency: original.currency,
      customer: original.customer, details: original.details, lines: [], original: original.id, postedAt: call.now,
      reference: reference, shipFrom: original.shipFrom, shippingRate: original.shippingRate,
      taxDate: original.taxDate)
    if arguments.has("metadata") { reversal.metadata = arguments.metadata }
    let rest = original.remaining(in: call.sandbox.store)
    if arguments.string("mode") == "full" {
      guard rest.reversals == 0 else {
        throw StripeError("The transaction has been partly reversed already. Use the mode `partial`.", param: "mode")
      }
      if let name = ["flat_amount", "line_items", "shipping_cost"].first(where: arguments.has) {
        throw StripeError("`\(name)` cannot be specified with the mode `full`.", param: name)
      }
      reversal.lines = rest.lines.map { $0.reversed(call) }
      reversal.shipping = rest.shipping?.reversed(call)
    } else if let amount = arguments.integer("flat_amount") {
      if let name = ["line_items", "shipping_cost"].first(where: arguments.has) {
        throw .exclusive(["flat_amount", name])
      }
      try reversal.take(flat: amount, of: rest, call)
    } else {
      guard arguments.has("line_items") || arguments.has("shipping_cost") else { throw .missing("line_items") }
      try reversal.takeParts(of: rest, call)
    }
    call.sandbox.store[TaxTransaction.self].insert(reversal)
    return call.answer(TaxTransaction.self, reversal.id)
  }

  /// The amounts that earlier reversals have left.
  private struct Rest {
    var lines: [TaxLine]
    var shipping: TaxLine?
    var reversals = 0

    var total: Int { (lines + (shipping.map { [$0] } ?? [])).reduce(0) { $0 + $1.gross } }
  }

  private func remaining(in store: Store) -> Rest {
    var rest = Rest(lines: lines, shipping: shipping)
    let table = store[TaxTransaction.self]
    for reversal in (table.positions("original", id) ?? []).compactMap({ table[Int($0)] }) {
      rest.reversals += 1
      for line in reversal.lines {
        guard let index = rest.lines.firstIndex(where: { $0.id == line.original }) else { continue }
        rest.lines[index].add(line)
      }
      if let cost = reversal.shipping { rest.shipping?.add(cost) }
    }
    return rest
  }

  /// A refund of so much in all, shared out over the lines in proportion.
  private mutating func take(flat amount: Int, of rest: Rest, _ call: Call) throws(StripeError) {
    guard amount < 0 else {
      throw StripeError("The flat amount of a reversal must be negative.", param: "flat_amount")
    }
    guard amount >= -rest.total else {
      throw StripeError("The flat amount is more than what is left of the transaction.", param: "flat_amount")
    }
    var passed = 0
    var given = 0
    func part(of line: TaxLine) -> TaxLine {
      passed += line.gross
      let share = Proration.share(of: amount, passed, outOf: max(rest.total, 1)) - given
      given += share
      let tax = line.gross == 0 ? 0 : Proration.share(of: line.tax, share, outOf: line.gross)
      return line.reversed(call, amount: line.isInclusive ? share : share - tax, tax: tax)
    }
    lines = rest.lines.map(part)
    shipping = rest.shipping.map(part)
  }

  private mutating func takeParts(of rest: Rest, _ call: Call) throws(StripeError) {
    for (index, fields) in (call.arguments.objects("line_items") ?? []).enumerated() {
      let path = "line_items[\(index)]"
      let id = try fields.required("original_line_item")
      guard let line = rest.lines.first(where: { $0.id == id }) else {
        throw .noSuch("line item", id, param: path + "[original_line_item]")
      }
      let (amount, tax) = try Self.amounts(fields, of: line, path + "[amount]")
      var reversed = line.reversed(call, amount: amount, tax: tax)
      reversed.reference = fields.string("reference") ?? reversed.reference
      reversed.quantity = fields.integer("quantity") ?? reversed.quantity
      if fields.has("metadata") { reversed.metadata = fields.metadata }
      lines.append(reversed)
    }
    guard let fields = call.arguments.object("shipping_cost") else { return }
    guard let cost = rest.shipping else {
      throw StripeError("The original transaction has no shipping cost.", param: "shipping_cost")
    }
    let (amount, tax) = try Self.amounts(fields, of: cost, "shipping_cost[amount]")
    shipping = cost.reversed(call, amount: amount, tax: tax)
  }

  private static func amounts(
    _ fields: Arguments, of line: TaxLine, _ param: String
  ) throws(StripeError) -> (amount: Int, tax: Int) {
    let amount = try fields.requiredInteger("amount")
    let tax = try fields.requiredInteger("amount_tax")
    guard amount <= 0, tax <= 0 else {
      throw StripeError("The amounts of a reversal must be negative.", param: param)
    }
    guard amount >= -line.amount, tax >= -line.tax else {
      throw StripeError("The amount is more than what is left of the line item.", param: param)
    }
    return (amount, tax)
  }
}

extension TaxLine {
  fileprivate var gross: Int { amount + (isInclusive ? 0 : tax) }

  /// Adds a reversal's line, which is negative.
  fileprivate mutating func add(_ line: TaxLine) {
    amount += line.amount
    let sum = tax + line.tax
    setTax(sum)
  }

  /// The line that takes all of it back.
  fileprivate func reversed(_ call: Call) -> TaxLine { reversed(call, amount: -amount, tax: -tax) }

  fileprivate func reversed(_ call: Call, amount: Int, tax: Int) -> TaxLine {
    var line = TaxLine(
      id: call.sandbox.identifiers.random("tax_li_", 14), amount: amount, metadata: nil, product: product,
      quantity: quantity, reference: reference, isInclusive: isInclusive, code: code, taxes: taxes, original: id)
    line.setTax(tax)
    return line
  }

  /// Shares another tax out over the parts in proportion.
  private mutating func setTax(_ sum: Int) {
    let whole = tax
    var passed = 0
    var given = 0
    for index in taxes.indices {
      passed += taxes[index].amount
      let share = whole == 0 ? 0 : Proration.share(of: sum, passed, outOf: whole) - given
      given += share
      taxes[index].amount = share
      taxes[index].taxable = isInclusive ? amount - sum : amount
    }
  }
}

extension Call {
  /// Notes the taxes of a calculation as owed.
  func commit(
    _ calculation: TaxCalculation, reference: String, postedAt: Int? = nil, metadata: Metadata? = nil
  ) -> String {
    func renamed(_ line: TaxLine) -> TaxLine {
      TaxLine(
        id: sandbox.identifiers.random("tax_li_", 14), amount: line.amount, metadata: line.metadata,
        product: line.product, quantity: line.quantity, reference: line.reference, isInclusive: line.isInclusive,
        code: line.code, taxes: line.taxes)
    }
    let transaction = TaxTransaction(
      id: sandbox.identifiers.dated("tax_", now: now), created: now, calculation: calculation.id,
      currency: calculation.currency, customer: calculation.customer, details: calculation.details,
      lines: calculation.lines.map(renamed), metadata: metadata, postedAt: postedAt ?? now, reference: reference,
      shipFrom: calculation.shipFrom, shipping: calculation.shipping.map(renamed),
      shippingRate: calculation.shippingRate, taxDate: calculation.taxDate)
    sandbox.store[TaxTransaction.self].insert(transaction)
    return transaction.id
  }
}
