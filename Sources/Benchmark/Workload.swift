/// The requests that a connection sends, over and over: one, or several that tell a story.
package struct Workload: Sendable {
  struct Step: Sendable {
    let template: RequestTemplate
    let status: Int
  }

  package let name: String
  /// Whether it leaves more behind than was there.
  let grows: Bool
  let steps: [Step]
}

extension Workload {
  /// Where the requests go, and as whom.
  struct Address {
    let authority: String
    let key: String
    /// The sandbox of the key, by its name.
    let sandbox: String
    /// A Nest user's token; none where there is no Nest Payments.
    let token: String?
  }

  private static let creation = "create a customer"
  private static let email = "jenny{serial}%40example.com"

  static func all(_ address: Address) -> [Workload] {
    let host = ("Host", address.authority)
    let curl = [host, ("Authorization", "Bearer " + address.key)]
    // Answers to Stripe's libraries are not indented.
    let stripe = curl + [("User-Agent", "Stripe/v1 Benchmark")]
    let form = stripe + [("Content-Type", "application/x-www-form-urlencoded")]
    func get(_ path: String) -> Step { Step(template: RequestTemplate("GET " + path, stripe), status: 200) }
    func post(_ path: String, _ body: String, _ headers: [(String, String)] = []) -> Step {
      Step(template: RequestTemplate("POST " + path, form + headers, body), status: 200)
    }
    let create = "email=\(email)&name=Jenny+Rosen&metadata[order]={serial}"
    let confirm = """
      amount=2000&currency=usd&payment_method=pm_card_visa&confirm=true&automatic_payment_methods[enabled]=true&\
      automatic_payment_methods[allow_redirects]=never
      """
    var all = [
      Workload("GET a customer", get("/v1/customers/{customer}")),
      Workload(
        "GET a customer, indented", Step(template: RequestTemplate("GET /v1/customers/{customer}", curl), status: 200)),
      Workload("list 10 customers", get("/v1/customers?limit=10")),
      Workload("list 100 customers", get("/v1/customers?limit=100")),
      Workload("search a customer", get("/v1/customers/search?query=email:%27jenny{number}%40example.com%27")),
      Workload("idempotent replay", post("/v1/customers", "name=Jenny", [("Idempotency-Key", "bench-replay")])),
      Workload(creation, grows: true, post("/v1/customers", create)),
      Workload("create + confirm a payment", grows: true, post("/v1/payment_intents", confirm)),
    ]
    if let token = address.token {
      let headers = [host, ("Authorization", "Bearer " + token), ("Content-Type", "application/json")]
      let template = RequestTemplate(
        "POST /s/\(address.sandbox)/payment", headers, "{\"cuid\":\"cbenchbenchb{serial}\"}")
      all.append(Workload("create a Nest payment", grows: true, Step(template: template, status: 201)))
    }
    let story = [
      post("/v1/customers", create),
      post("/v1/payment_intents", "amount=2000&currency=usd&customer={0}&allowed_payment_method_types[]=card"),
      post("/v1/payment_intents/{1}/confirm", "payment_method=pm_card_visa"),
      get("/v1/payment_intents/{1}"),
      get("/v1/payment_intents?customer={0}&limit=10"),
      post("/v1/refunds", "payment_intent={1}&amount=500"),
      get("/v1/customers/{0}"),
      get("/v1/balance"),
    ]
    return all + [subscribing(address), Workload(name: "mixed story", grows: true, steps: story)]
  }

  /// The plan that customers subscribe to.
  static let plan = "bench-monthly"

  /// A new customer's first payment of a subscription.
  static func subscribing(_ address: Address) -> Workload {
    let form = [
      ("Host", address.authority), ("Authorization", "Bearer " + address.key),
      ("Content-Type", "application/x-www-form-urlencoded"),
    ]
    func post(_ path: String, _ body: String) -> Step {
      Step(template: RequestTemplate("POST " + path, form, body), status: 200)
    }
    return Workload(
      name: "subscribe a new customer", grows: true,
      steps: [
        post("/v1/customers", "payment_method=pm_card_visa&invoice_settings[default_payment_method]=pm_card_visa"),
        post("/v1/subscriptions", "customer={0}&items[0][price]=\(plan)"),
      ])
  }

  /// The names of all workloads, those first that leave a sandbox as it is.
  static var names: [String] {
    all(Address(authority: "", key: "", sandbox: "", token: "")).map(\.name)
  }

  /// One page, whatever is asked of the others: a yardstick.
  static func page(_ target: String, _ address: Address) -> Workload {
    let template = RequestTemplate("GET " + target, [("Host", address.authority)])
    return Workload(target, Step(template: template, status: 200))
  }

  /// How the sandbox is filled.
  static func stock(_ address: Address) -> Workload? { all(address).first { $0.name == creation } }

  private init(_ name: String, grows: Bool = false, _ step: Step) {
    self.init(name: name, grows: grows, steps: [step])
  }
}
