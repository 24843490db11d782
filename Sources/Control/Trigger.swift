import StripeSandbox
import Wire

/// The real calls that lead to an event, as `stripe trigger` makes them.
enum Trigger {
  /// Events and how to make them. `$n` is the id that step n answered with; steps are parted by `;`.
  private static let text = """
    customer.created: POST customers email=jenny.rosen@example.com&name=Jenny Rosen
    customer.updated: POST customers email=jenny.rosen@example.com; POST customers/$1 name=Jenny Rosen
    customer.deleted: POST customers email=jenny.rosen@example.com; DELETE customers/$1
    payment_method.attached: POST customers; POST payment_methods/pm_card_visa/attach customer=$1
    payment_method.detached: POST customers; POST payment_methods/pm_card_visa/attach customer=$1; \
    POST payment_methods/$2/detach
    payment_method.updated: POST customers; POST payment_methods/pm_card_visa/attach customer=$1; \
    POST payment_methods/$2 metadata[order_id]=6735
    payment_intent.created: POST payment_intents PAYMENT
    payment_intent.canceled: POST payment_intents PAYMENT; POST payment_intents/$1/cancel
    payment_intent.succeeded: POST payment_intents PAYMENT&payment_method=pm_card_visa&confirm=true
    payment_intent.payment_failed: POST payment_intents PAYMENT&payment_method=pm_card_chargeDeclined&confirm=true
    payment_intent.requires_action: POST payment_intents \
    PAYMENT&payment_method=pm_card_threeDSecure2Required&confirm=true
    payment_intent.amount_capturable_updated: POST payment_intents \
    PAYMENT&payment_method=pm_card_visa&capture_method=manual&confirm=true
    charge.succeeded: POST charges amount=2000&currency=usd&source=tok_visa
    charge.failed: POST payment_intents PAYMENT&payment_method=pm_card_chargeDeclined&confirm=true
    charge.captured: POST charges amount=2000&currency=usd&source=tok_visa&capture=false; POST charges/$1/capture
    charge.updated: POST charges amount=2000&currency=usd&source=tok_visa; POST charges/$1 description=Updated
    charge.refunded: POST charges amount=2000&currency=usd&source=tok_visa; POST refunds charge=$1
    refund.created: POST charges amount=2000&currency=usd&source=tok_visa; POST refunds charge=$1
    refund.updated: POST charges amount=2000&currency=usd&source=tok_visa; POST refunds charge=$1; \
    POST refunds/$2 metadata[order_id]=6735
    refund.failed: POST charges amount=2000&currency=usd&source=tok_refundFail; POST refunds charge=$1
    charge.dispute.created: POST charges amount=2000&currency=usd&source=tok_createDispute
    charge.dispute.funds_withdrawn: POST charges amount=2000&currency=usd&source=tok_createDispute
    setup_intent.created: POST setup_intents CARD
    setup_intent.canceled: POST setup_intents CARD; POST setup_intents/$1/cancel
    setup_intent.succeeded: POST setup_intents CARD&payment_method=pm_card_visa&confirm=true
    setup_intent.setup_failed: POST setup_intents CARD&payment_method=pm_card_chargeDeclined&confirm=true
    setup_intent.requires_action: POST setup_intents \
    CARD&payment_method=pm_card_authenticationRequired&confirm=true
    """

  static let recipes: [(event: String, steps: [Step])] = text.split(separator: "\n").compactMap { line in
    guard let colon = line.firstIndex(of: ":") else { return nil }
    let steps = line[line.index(after: colon)...].split(separator: ";").compactMap { Step(String($0)) }
    return (String(line[..<colon]), steps)
  }

  struct Step {
    let method: Method
    let path: String
    let form: String

    init?(_ text: String) {
      let words = text.split(separator: " ", maxSplits: 2).map(String.init)
      guard words.count >= 2, let method = Method(rawValue: words[0]) else { return nil }
      self.method = method
      path = "/v1/" + words[1]
      form = (words.count > 2 ? words[2] : "")
        .replacing("PAYMENT", with: "amount=2000&currency=usd&CARD").replacing(
          "CARD", with: "payment_method_types[]=card")
    }
  }
}

extension ControlAPI {
  func listTriggers(_ call: ControlCall) throws(ControlError) -> JSON {
    ["events": .array(Trigger.recipes.map { .string($0.event) })]
  }

  /// `{"event": "payment_intent.succeeded"}`: answers with what the last call made.
  func trigger(_ call: ControlCall) throws(ControlError) -> JSON {
    let event = call.body["event"]?.string ?? ""
    guard let recipe = Trigger.recipes.first(where: { $0.event == event }) else {
      throw ControlError(400, "There is no way known to make “\(event)”. GET /_sandbox/trigger lists what there is.")
    }
    var ids: [String] = []
    var answer = JSON.null
    for step in recipe.steps {
      func filled(_ text: String) -> String {
        ids.enumerated().reduce(text) { $0.replacing("$\($1.offset + 1)", with: $1.element) }
      }
      let headers: Headers = [
        "Authorization": "Bearer sk_test_nestbox", "Content-Type": "application/x-www-form-urlencoded",
      ]
      let request = Request(
        step.method, filled(step.path), headers: headers,
        body: Array(filled(step.form).replacing(" ", with: "+").utf8), sandbox: call.sandboxName)
      let response = stripe.respond(to: request)
      answer = (try? JSONParser.parse(response.body)) ?? .null
      ids.append(answer["id"]?.string ?? answer["error"]?["payment_intent"]?["id"]?.string ?? "")
    }
    return ["event": .string(event), "sandbox": .string(call.sandboxName), "object": answer]
  }
}
