import Wire

/// Money that a customer has sent by bank transfer.
enum CashBalance: Declaration {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  static let routes = Routes("/v1/customers/{customer}/cash_balance") {
    $0.get("") { call throws(StripeError) in
      let customer = try call.found(Customer.self)
      return { write(of: customer, &$0) }
    }
    $0.post("", takes: Parameters(parameters)) { call throws(StripeError) in
      var customer = try call.found(Customer.self)
      customer.applyCashBalance(call.arguments)
      call.sandbox.store[Customer.self].update(customer.id) { [customer] in $0 = customer }
      return { [customer] w in write(of: customer, &w) }
    }
  }

  static let parameters = "settings: {reconciliation_mode: automatic|manual|merchant_default}"

  static func write(of customer: Customer, _ w: inout ObjectWriter) {
    w.json.open(UInt8(ascii: "{"))
    w.field("object", "cash_balance")
    w.object("available", customer.cash) { w, cash in
      for (currency, amount) in cash.sorted(by: { $0.key < $1.key }) {
        w.json.key(currency)
        w.json.integer(amount)
      }
    }
    w.field("customer", customer.id)
    w.null("customer_account")
    w.field("livemode", false)
    w.object("settings") { w in
      w.field("reconciliation_mode", customer.reconciliationMode ?? "automatic")
      w.field("using_merchant_default", customer.reconciliationMode == nil)
    }
    w.json.close(UInt8(ascii: "}"))
  }
}

extension Customer {
  mutating func applyCashBalance(_ arguments: Arguments) {
    guard let mode = arguments.object("settings")?.string("reconciliation_mode") else { return }
    reconciliationMode = mode == "merchant_default" ? nil : mode
  }
}
