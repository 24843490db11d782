import StripeSandbox
import Wire

extension ControlAPI {
  /// Does what a customer does on the page of a Checkout Session: `{"outcome": "succeeded", "email": "jenny@example.com"}`.
  /// `"payment_method": "pm_card_…"` names another test card; `"outcome": "failed"` takes one that is declined.
  func finishCheckout(_ call: ControlCall) throws(ControlError) -> JSON {
    let outcome = call.body["outcome"]?.string ?? "succeeded"
    let card = outcome == "succeeded" ? "pm_card_visa" : "pm_card_visa_chargeDeclined"
    let form = [
      ("email", call.body["email"]?.string ?? "jenny.rosen@example.com"),
      ("payment_method", call.body["payment_method"]?.string ?? card), ("use_stripe_sdk", "true"),
    ]
    let body = form.map { "\($0.0)=\(percentEncoded($0.1))" }.joined(separator: "&")
    let answer = stripe.respond(
      to: Request(
        .post, "/v1/payment_pages/\(call.id)/confirm",
        headers: ["Authorization": "Bearer sk_test_\(call.sandboxName)"], body: Array(body.utf8)))
    let json = (try? JSONParser.parse(answer.body)) ?? .null
    if answer.status == 200 { return json["session"] ?? .null }
    // A decline is what was asked for.
    guard answer.status == 402, outcome == "failed" else {
      let message = json["error"]?["message"]?.string ?? "The session did not go on."
      throw ControlError(answer.status == 404 ? 404 : 400, message)
    }
    return ["error": json["error"] ?? .null]
  }
}
