import Wire

/// A refused request leaves nothing behind, even where objects were made before the reason was found: a price from
/// `price_data`, a discount, a finalized invoice. What a card's refusal leaves stays.
///
/// - Parameter always: false where only some parameters make objects before everything is checked.
func undoingRefusals(always: Bool = true, _ body: @escaping Routes.Body) -> Routes.Body {
  { call throws(StripeError) in
    guard always || call.arguments.makesObjects else { return try body(&call) }
    let checkpoint = call.sandbox.checkpoint()
    do throws(StripeError) {
      return try body(&call)
    } catch {
      if error.status != 402 { call.sandbox.restore(checkpoint) }
      throw error
    }
  }
}

extension Arguments {
  private static let makers = Vocabulary([
    "price_data", "discounts", "coupon", "promotion_code", "add_invoice_items", "shipping_rate_data",
  ])

  /// Whether a parameter, at any depth, has an object made.
  fileprivate var makesObjects: Bool { Self.makesObjects(.object(values)) }

  private static func makesObjects(_ value: JSON) -> Bool {
    switch value {
    case .object(let members): members.contains { makers.contains($0.key) || makesObjects($0.value) }
    case .array(let items): items.contains(where: makesObjects)
    default: false
    }
  }
}
