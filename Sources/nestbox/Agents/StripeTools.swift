import StripeSandbox
import Wire

/// The tools that are named as those of Stripe's own server, and do the same.
enum StripeTools {
  /// Those whose endpoints are there.
  static var all: [Tool] { calls.filter { isThere($0.method, $0.path) }.map(\.tool) + others }

  private struct Call: Sendable {
    let method: Method
    let path: String
    let tool: Tool
  }

  private static func isThere(_ method: Method, _ path: String) -> Bool {
    let pattern =
      "/v1/"
      + path.replacing("{subscription}", with: "{id}").replacing("{invoice}", with: "{id}")
      .replacing("{dispute}", with: "{id}")
    return Registry.shared.endpoints.contains { shape($0.1.pattern) == shape(pattern) && $0.method == method }
  }

  /// With every value of the same name.
  private static func shape(_ pattern: String) -> [String] {
    pattern.split(separator: "/").map { $0.hasPrefix("{") ? "{}" : String($0) }
  }

  /// A tool that is one call of the API: `{name}` in the path is an argument, the rest are parameters.
  private static func call(
    _ name: String, _ method: Method, _ path: String, _ summary: String, takes: String = "",
    form: @escaping @Sendable (JSON.Object) -> JSON.Object = { $0 }
  ) -> Call {
    let tool = Tool(name, summary, takes: takes) { sandbox, arguments in
      var rest = JSON.Object()
      var target = path
      for (name, value) in arguments where !value.isNull {
        if path.contains("{\(name)}") {
          target = target.replacing("{\(name)}", with: percentEncoded(value.string ?? ""))
        } else {
          rest.append(name, value)
        }
      }
      return try sandbox.stripe(method, "/v1/" + target, form(rest))
    }
    return Call(method: method, path: path, tool: tool)
  }

  private static let limit = "limit: integer How many, at most 100\n"

  private static let calls = [
    call("get_stripe_account_info", .get, "account", "Tells about the account"),
    call("retrieve_balance", .get, "balance", "Tells how much money there is"),
    call(
      "create_customer", .post, "customers", "Makes a customer",
      takes: "name: string! Their name\nemail: string Their email"),
    call("list_customers", .get, "customers", "Lists customers", takes: limit + "email: string Only with this email"),
    call(
      "create_product", .post, "products", "Makes a product",
      takes: "name: string! Its name\ndescription: string What it is"),
    call("list_products", .get, "products", "Lists products", takes: limit),
    call(
      "create_price", .post, "prices", "Makes a price of a product",
      takes: """
        product: string! The product's id
        unit_amount: integer! How much, in the smallest unit of the currency
        currency: string! Three letters
        recurring: object How often: {"interval": "month", "interval_count": 1}
        """),
    call("list_prices", .get, "prices", "Lists prices", takes: limit + "product: string Only of this product"),
    call(
      "create_payment_link", .post, "payment_links", "Makes a link to a page that takes payments",
      takes: """
        price: string! The price's id
        quantity: integer! How many
        redirect_url: string Where to go afterwards
        """
    ) { arguments in
      var form: JSON.Object = [
        "line_items": [["price": arguments["price"] ?? .null, "quantity": arguments["quantity"] ?? 1]]
      ]
      if let url = arguments["redirect_url"] {
        form["after_completion"] = ["type": "redirect", "redirect": ["url": url]]
      }
      return form
    },
    call(
      "create_invoice", .post, "invoices", "Makes an invoice, as a draft",
      takes: "customer: string! The customer's id\ndays_until_due: integer In how many days it has to be paid"
    ) { arguments in
      var form = arguments
      if arguments["days_until_due"] != nil { form["collection_method"] = "send_invoice" }
      return form
    },
    call(
      "create_invoice_item", .post, "invoiceitems", "Adds something to an invoice",
      takes: "customer: string! The customer's id\nprice: string! The price's id\ninvoice: string The invoice's id"
    ) { arguments in
      var form = arguments
      // Newer versions name a price inside `pricing`.
      if let price = arguments["price"] {
        form = JSON.Object(arguments.filter { $0.key != "price" })
        form["pricing"] = ["price": price]
      }
      return form
    },
    call(
      "finalize_invoice", .post, "invoices/{invoice}/finalize", "Makes a draft an invoice to be paid",
      takes: "invoice: string! The invoice's id"),
    call("list_invoices", .get, "invoices", "Lists invoices", takes: limit + "customer: string Only of this customer"),
    call(
      "create_refund", .post, "refunds", "Gives money back",
      takes: """
        payment_intent: string! The payment's id
        amount: integer How much; all of it if not said
        reason: string duplicate, fraudulent or requested_by_customer
        """),
    call(
      "list_payment_intents", .get, "payment_intents", "Lists payments",
      takes: limit + "customer: string Only of this customer"),
    call(
      "cancel_subscription", .delete, "subscriptions/{subscription}", "Ends a subscription",
      takes: "subscription: string! The subscription's id"),
    call(
      "list_subscriptions", .get, "subscriptions", "Lists subscriptions",
      takes: limit + """
        customer: string Only of this customer
        price: string Only with this price
        status: string Only with this status, or all
        """),
    call(
      "update_subscription", .post, "subscriptions/{subscription}", "Changes a subscription",
      takes: """
        subscription: string! The subscription's id
        items: array Its items: [{"id": "si_…", "price": "price_…", "quantity": 1, "deleted": true}]
        proration_behavior: string create_prorations, always_invoice or none
        cancel_at_period_end: boolean Whether it ends with the period
        """),
    call(
      "list_disputes", .get, "disputes", "Lists disputes",
      takes: limit + "charge: string Only of this charge\npayment_intent: string Only of this payment"),
    call(
      "update_dispute", .post, "disputes/{dispute}", "Answers a dispute",
      takes: """
        dispute: string! The dispute's id
        evidence: object What speaks against it: {"uncategorized_text": "…"}
        submit: boolean Whether that is all
        """),
    call(
      "create_coupon", .post, "coupons", "Makes a coupon",
      takes: """
        name: string! Its name
        percent_off: number How many percent it takes off
        amount_off: integer Or how much
        currency: string Of amount_off
        duration: string once, repeating or forever
        duration_in_months: integer How long a repeating one lasts
        """),
    call("list_coupons", .get, "coupons", "Lists coupons", takes: limit),
  ]

  private static let searchable = [
    "charges", "customers", "invoices", "payment_intents", "prices", "products", "subscriptions",
  ]

  private static let others = [
    Tool(
      "search_stripe_resources", "Searches one kind of object, in Stripe's search language",
      takes: "query: string! KIND:QUERY, such as customers:email:\"jenny@example.com\"\n" + limit
    ) { sandbox, arguments in
      let halves = (arguments["query"]?.string ?? "").split(separator: ":", maxSplits: 1).map(String.init)
      guard halves.count == 2, searchable.contains(halves[0]) else {
        let meant = suggestion(for: halves.first ?? "", among: searchable).map { "; did you mean \($0)?" } ?? ""
        throw Failure(
          exit: .wrongUsage, description: "A query begins with one of \(searchable.joined(separator: ", "))\(meant)")
      }
      var form: JSON.Object = ["query": .string(halves[1])]
      if let limit = arguments["limit"] { form["limit"] = limit }
      return try sandbox.stripe(.get, "/v1/\(halves[0])/search", form)
    },
    Tool(
      "fetch_stripe_resources", "Reads an object by its id", takes: "id: string! Its id, such as cus_123"
    ) { sandbox, arguments in
      try sandbox.stripe(.get, try sandbox.path(of: arguments["id"]?.string ?? ""), JSON.Object())
    },
  ]
}

extension SandboxClient {
  /// A call of Stripe's API; its error is thrown as Stripe words it.
  func stripe(_ method: Method, _ path: String, _ parameters: JSON.Object) throws -> String {
    let form = Form.encode(Form.pairs(of: .object(parameters)))
    var request = Request(method, path)
    if method == .get {
      request.query = form
    } else {
      request.body = Array(form.utf8)
      request.headers["Content-Type"] = "application/x-www-form-urlencoded"
    }
    let response = try send(request)
    let answer = (try? JSONParser.parse(response.body)) ?? .null
    guard response.status < 300 else { throw Failure(exit: .refused, description: answer.prettyText) }
    return answer.prettyText
  }
}
