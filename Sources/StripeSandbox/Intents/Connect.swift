extension Call {
  /// There are no connected accounts here: money cannot be sent to one.
  func checkConnect() throws(StripeError) {
    if let account = arguments.object("transfer_data")?.string("destination") {
      throw .noSuch("destination", account, param: "transfer_data[destination]")
    }
    if let account = arguments.string("on_behalf_of") {
      throw .noSuch("on_behalf_of", account, param: "on_behalf_of")
    }
  }

  /// A larger hold.
  func incrementCharge(_ id: String, to amount: Int) {
    update(Charge.self, id, announcing: "charge.updated") { $0.amount = amount }
  }
}
