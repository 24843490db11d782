import Wire

/// `amount_details`: what an amount is made of (https://docs.stripe.com/payments/payment-line-items).
struct AmountDetails {
  static let declaration = """
    amount_details: {
      discount_amount: integer?
      enforce_arithmetic_validation: boolean
      line_items: [{
        discount_amount: integer
        payment_method_options: {
          card: {commodity_code}
          card_present: {commodity_code}
          klarna: {image_url: url, product_url: url, reference, subscription_reference}
          paypal: {category: digital_goods|donation|physical_goods, description, sold_by}
        }
        product_code: string(12)
        product_name: string(1024)!
        quantity: integer!
        tax: {total_tax_amount: integer!}
        unit_cost: integer!
        unit_of_measure: string(12)
      }]?
      shipping: {amount: integer?, from_postal_code: string(10)?, to_postal_code: string(10)?}?
      tax: {total_tax_amount: integer!}?
    }?
    """
  static let none: JSON = ["tip": [:]]
  private static let mostLines = 200

  private let given: Arguments
  private let lines: [Arguments]

  private init(_ given: Arguments) {
    self.given = given
    lines = given.objects("line_items") ?? []
  }

  /// The details that a request gives for an amount, as the PaymentIntent shows them. Nil: it gives none.
  static func given(_ arguments: Arguments, for amount: Int) throws(StripeError) -> JSON? {
    guard let value = arguments["amount_details"] else { return nil }
    guard let given = value.object else { return none }
    let details = AmountDetails(Arguments(given))
    try details.checkParts()
    var shown = given
    shown["enforce_arithmetic_validation"] = nil
    shown["tip"] = [:]
    if let mismatch = details.mismatch(with: amount) {
      guard details.given.bool("enforce_arithmetic_validation") == false else { throw mismatch }
      shown["error"] = ["code": mismatch.code.map(JSON.string) ?? .null, "message": .string(mismatch.message)]
    }
    return .object(JSON.Object(shown.sorted { $0.key < $1.key }))
  }

  private func checkParts() throws(StripeError) {
    guard lines.count <= Self.mostLines else {
      throw StripeError(
        "Invalid array: at most \(Self.mostLines) items are allowed.", param: "amount_details[line_items]")
    }
    try Self.check(given, "discount_amount", least: 1, in: "amount_details")
    try Self.check(given.object("shipping"), "amount", least: 0, in: "amount_details[shipping]")
    try Self.check(given.object("tax"), "total_tax_amount", least: 0, in: "amount_details[tax]")
    for (index, line) in lines.enumerated() {
      let place = "amount_details[line_items][\(index)]"
      try Self.check(line, "quantity", least: 1, in: place)
      try Self.check(line, "unit_cost", least: 0, in: place)
      try Self.check(line, "discount_amount", least: 1, in: place)
      try Self.check(line.object("tax"), "total_tax_amount", least: 0, in: place + "[tax]")
    }
    if given.integer("discount_amount") != nil, lines.contains(where: { $0.has("discount_amount") }) {
      throw .exclusive(["amount_details[discount_amount]", "amount_details[line_items][#][discount_amount]"])
    }
    if given.object("tax") != nil, lines.contains(where: { $0.has("tax") }) {
      throw .exclusive(["amount_details[tax]", "amount_details[line_items][#][tax]"])
    }
  }

  private static func check(
    _ arguments: Arguments?, _ name: String, least: Int, in place: String
  ) throws(StripeError) {
    guard let number = arguments?.integer(name), number < least else { return }
    if least == 1 { throw .belowOne("\(place)[\(name)]") }
    throw StripeError("Invalid non-negative integer", code: "parameter_invalid_integer", param: "\(place)[\(name)]")
  }

  private func mismatch(with amount: Int) -> StripeError? {
    let amount = Int128(amount)
    let tax = sum { $0.object("tax")?.integer("total_tax_amount") }
    let discount = sum { $0.integer("discount_amount") }
    let shipping = Int128(given.object("shipping")?.integer("amount") ?? 0)
    guard !lines.isEmpty else {
      guard tax + shipping + discount > amount else { return nil }
      return StripeError(
        "The sum of tax, shipping and discounts (\(tax + shipping + discount)) is greater than the amount (\(amount)).",
        code: "amount_details_tax_shipping_discount_greater_than_amount", param: "amount_details")
    }
    // A number of a request has 64 bits, and there are at most 200 lines: the sum saturates rather than overflows.
    let goods = lines.reduce(Int128(0)) { sum, line in
      let cost = Int128(line.integer("unit_cost") ?? 0) * Int128(line.integer("quantity") ?? 0)
      return min(sum, .max / 4) + min(cost, .max / 4)
    }
    let whole = goods + tax + shipping - discount
    guard whole != amount else { return nil }
    return StripeError(
      "The line items, tax and shipping less discounts amount to \(whole), which is not the amount (\(amount)).",
      code: "amount_details_amount_mismatch", param: "amount_details")
  }

  /// A part of the whole amount and of all lines; one of both names it.
  private func sum(_ part: (Arguments) -> Int?) -> Int128 {
    lines.reduce(Int128(part(given) ?? 0)) { $0 + Int128(part($1) ?? 0) }
  }
}
