import AppSandbox
import Control
import StripeSandbox
import WebAssets
import Wire

/// The whole sandbox on one loop: every API, the control API beside them, and the gate before them.
struct Assembly {
  struct Options {
    var stripe = StripeAPI.Options()
    var applications = Applications.Options()
    /// The Stripe that the applications use, if not the one here.
    var remoteStripe: RemoteStripe?
    var forwardTo: HTTPURL?
  }

  /// In the order in which the banner names them.
  let services: [Service]
  let handler: any Handler
  let site: Site
  let webhookSecret: String?
  let control: ControlAPI
  let stripe: StripeAPI
  let applications: Applications
  let webhooks: Webhooks

  init(_ loop: Loop, _ options: Options = Options()) {
    let stripe = StripeAPI(options.stripe)
    let webhooks = Webhooks(loop)
    self.stripe = stripe
    self.webhooks = webhooks
    let control = ControlAPI(stripe, version: Nestbox.version, webhooks: webhooks, loop: loop)
    self.control = control
    control.after = { loop.after($0, $1) }
    func gate(_ handler: any Handler, _ failure: @escaping Gate.Failure) -> Gate {
      Gate(handler, control, failure: failure, after: { loop.after($0, $1) })
    }
    // Faults strike what the applications ask of Stripe as well, and the request log shows it.
    let applications = Applications(
      stripe, asked: gate(options.remoteStripe ?? stripe, StripeAPI.failure), isRemote: options.remoteStripe != nil,
      options.applications)
    control.applications = applications
    self.applications = applications
    webhookSecret = options.forwardTo.map { url in
      var random = SecureRandom()
      let secret = "whsec_" + hexadecimal((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) })
      stripe.forward(to: url.description, secret: secret)
      return secret
    }
    let stripeService = Service(
      title: "Stripe API", prefixes: ["/v1", "/v2", "/oauth/token", "/oauth/deauthorize"],
      examples: [
        ("curl", { "curl \($0)/v1/customers -u sk_test_nestbox: -d email=jenny@example.com" }),
        ("Python", { "stripe.api_base = \"\($0)\"; stripe.api_key = \"sk_test_nestbox\"" }),
      ], shownPaths: "/v1/… /v2/…", failure: StripeAPI.failure,
      handler: gate(stripe, StripeAPI.failure))
    let browserService = Service(
      title: "Browser",
      prefixes: ["/", "/_sandbox/3ds", "/_sandbox/microdeposits", "/_sandbox/bank_transfers"],
      examples: [
        ("Dashboard", { "\($0)/" }), ("Documents", { "\($0)/docs" }), ("Demo shop", { "\($0)/demo" }),
        ("Stripe.js", { "<script src=\"\($0)/dahlia/stripe.js\"></script>" }),
      ], shownPaths: "/ /demo /_sandbox/3ds/…",
      failure: WebAssets.failure, handler: WebAssets(version: Nestbox.version, control: control))
    let billingDocuments = Service(
      title: "Billing documents", prefixes: ["/invoice", "/credit_notes"], shownPaths: "/invoice/…/pdf",
      failure: StripeAPI.failure, handler: BillingDocuments(stripe))
    let documents = Service(
      title: "Documents", prefixes: ["/docs"], failure: WebAssets.failure,
      handler: Documents(generated: ["commands": CommandReference.markdown, "features": FeatureTable.markdown]))
    let controlService = Service(
      title: "Control", prefixes: ["/_sandbox"], failure: ControlAPI.failure, handler: control)
    services =
      [stripeService] + applications.services(behind: gate)
      + [billingDocuments, controlService, documents, browserService]
    site = Site(services)
    let pages = MissingPages(site)
    handler = options.stripe.hasEveryID ? MockHandler(pages) : pages
    // Requests of a seed file, before the loop runs, are answered at once.
    loop.after(0) { stripe.share(loop) }
    Self.tick(loop, stripe)
  }

  /// Makes what a seed file describes, in the sandbox of `sk_test_nestbox`.
  func seed(_ fixtures: Fixtures, from path: String) throws {
    do {
      try fixtures.run(key: "sk_test_nestbox", environment: SeedFile.variable) { request in
        var answer = Response(500)
        handler.handle(request, Reply { answer = $0 })
        return answer
      }
    } catch let failure as Fixtures.Failure {
      throw Failure(exit: .wrongUsage, description: "\(path): \(failure)")
    }
  }

  /// Runs due jobs and follow-ups within a second of their time.
  private static func tick(_ loop: Loop, _ stripe: StripeAPI) {
    loop.after(1) {
      stripe.settle()
      tick(loop, stripe)
    }
  }
}
