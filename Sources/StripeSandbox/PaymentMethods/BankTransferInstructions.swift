/// The instructions for a customer who is to pay by bank transfer.
struct BankTransferInstructions: Codable, Sendable {
  let transfer: BankTransfer
  let customer: String
  let holder: String?
  let currency: String
  var remaining: Int
  let reference: String
  let url: String

  func write(_ w: inout ObjectWriter) {
    w.field("amount_remaining", remaining)
    w.field("currency", currency)
    transfer.writeAddresses(of: customer, holder: holder, &w)
    w.field("hosted_instructions_url", url)
    w.field("reference", reference)
    w.field("type", transfer.type)
  }
}

extension NextAction {
  /// The same, when a part of the money has come.
  func with(remaining: Int) -> NextAction {
    guard case .bankTransfer(var instructions) = self else { return self }
    instructions.remaining = remaining
    return .bankTransfer(instructions)
  }
}
