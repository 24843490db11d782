import Wire

/// To which accounts a customer can transfer money.
enum FundingInstructions: Declaration {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  private static let routes = Routes("/v1/customers/{customer}/funding_instructions") {
    $0.post("", takes: parameters) { call throws(StripeError) in
      let customer = try call.found(Customer.self, param: "customer")
      let currency = call.arguments.string("currency") ?? "usd"
      let transfer = try BankTransfer(
        call.arguments.object("bank_transfer") ?? Arguments(), currency: currency, name: "bank_transfer")
      return { w in
        w.json.open(UInt8(ascii: "{"))
        w.field("object", "funding_instructions")
        w.object("bank_transfer") { w in
          w.field("country", transfer.country)
          transfer.writeAddresses(of: customer.id, holder: customer.name, &w)
          w.field("type", transfer.type)
        }
        w.field("currency", currency)
        w.field("funding_type", "bank_transfer")
        w.field("livemode", false)
        w.json.close(UInt8(ascii: "}"))
      }
    }
  }

  private static let parameters = Parameters(
    """
    bank_transfer: \(BankTransfer.declaration)!
    currency: currency!
    funding_type: bank_transfer!
    """)
}
