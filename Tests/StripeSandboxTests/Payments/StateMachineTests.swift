import Testing
import Wire

@testable import StripeSandbox

/// Every status of an intent times every action: what comes of it, or what Stripe says instead.
///
/// A cell is the new status (`=` the same), or `!` and the error's name in `errors`.
struct StateTable {
  struct Cell: Sendable, CustomStringConvertible {
    let status: String
    let action: String
    let form: String
    let outcome: String
    var description: String { "\(status), \(action) \(form): \(outcome)" }
  }

  static func cells(_ statuses: String, _ rows: String) -> [Cell] {
    let statuses = statuses.split(separator: " ").map(String.init)
    return rows.split(separator: "\n").flatMap { row in
      let words = row.split(separator: " ").map(String.init)
      let request = words[0].split(separator: "?", maxSplits: 1).map(String.init)
      return zip(statuses, words[1...]).map { status, outcome in
        let action = request[0] == "update" ? "" : "/" + request[0]
        return Cell(status: status, action: action, form: request.count > 1 ? request[1] : "", outcome: outcome)
      }
    }
  }
}

@Suite struct PaymentIntentStateTests {
  static let cells = StateTable.cells(
    "requires_payment_method requires_confirmation requires_action processing requires_capture succeeded canceled",
    """
    confirm !missing succeeded requires_action !confirm !confirm !confirmed !confirm
    confirm?payment_method=pm_card_visa succeeded succeeded succeeded !confirm !confirm !confirmed !confirm
    capture !capture !capture !capture !capture succeeded !capture !capture
    capture?amount_to_capture=500 !capture !capture !capture !capture succeeded !capture !capture
    capture?amount_to_capture=2001 !capture !capture !capture !capture !tooMuch !capture !capture
    capture?amount_to_capture=0 !capture !capture !capture !capture !belowOne !capture !capture
    cancel canceled canceled canceled canceled canceled !cancel !cancel
    increment_authorization?amount=3000 !increment !increment !increment !increment !notEligible !increment !increment
    verify_microdeposits?amounts[]=32&amounts[]=45 !verify !verify !verify !verify !verify !verify !verify
    update?amount=3000 = = = !amount !amount !amount !amount
    update?payment_method=pm_card_visa requires_confirmation = requires_confirmation !method !method !method !method
    update?receipt_email=a@example.com = = = !email = = !email
    update?metadata[a]=b&description=c = = = = = = =
    """)

  /// Code and message; `STATUS` stands for the intent's.
  static let errors: [String: (String?, String)] = [
    "missing": (
      "payment_intent_unexpected_state",
      """
      You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the \
      PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment \
      method or ConfirmationToken.
      """
    ),
    "confirm": (
      "payment_intent_unexpected_state",
      """
      You cannot confirm this PaymentIntent because it has a status of STATUS. Only a PaymentIntent with one of the \
      following statuses may be confirmed: requires_confirmation, requires_action.
      """
    ),
    "confirmed": (
      "payment_intent_unexpected_state",
      "You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed."
    ),
    "capture": (
      "payment_intent_unexpected_state",
      """
      This PaymentIntent could not be captured because it has a status of STATUS. Only a PaymentIntent with one of the \
      following statuses may be captured: requires_capture.
      """
    ),
    "tooMuch": (
      "amount_too_large",
      """
      The payment could not be captured because the requested capture amount is greater than the amount you can \
      capture for this charge. Contact us via https://support.stripe.com/contact/ for help.
      """
    ),
    "belowOne": ("parameter_invalid_integer", "This value must be greater than or equal to 1."),
    "cancel": (
      "payment_intent_unexpected_state",
      """
      You cannot cancel this PaymentIntent because it has a status of STATUS. Only a PaymentIntent with one of the \
      following statuses may be canceled: requires_payment_method, requires_capture, requires_reauthorization, \
      requires_confirmation, requires_action, expired, processing.
      """
    ),
    "increment": (
      "payment_intent_unexpected_state",
      """
      This PaymentIntent's authorization could not be incremented because it has a status of STATUS. Only a \
      PaymentIntent with one of the following statuses may be incremented: requires_capture.
      """
    ),
    "notEligible": (
      "payment_intent_unexpected_state", "This PaymentIntent is not eligible for incremental authorization."
    ),
    "verify": (
      "intent_invalid_state",
      """
      This PaymentIntent cannot be actioned on because it has a status of STATUS. Only a PaymentIntent with one of the \
      following statuses may be actioned on: ["requires_action"].
      """
    ),
    "amount": ("payment_intent_unexpected_state", cannotUpdate("amount")),
    "method": ("payment_intent_unexpected_state", cannotUpdate("payment_method")),
    "email": ("payment_intent_unexpected_state", cannotUpdate("receipt_email", also: ", requires_capture, succeeded")),
  ]

  static func cannotUpdate(_ name: String, also: String = "") -> String {
    """
    This PaymentIntent's \(name) could not be updated because it has a status of STATUS. You may only update the \(name) \
    of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, \
    requires_action\(also).
    """
  }

  @Test(arguments: cells)
  func eachActionHasItsOutcome(cell: StateTable.Cell) throws {
    let tests = PaymentIntentTests()
    let status = try #require(PaymentIntent.Status(rawValue: cell.status))
    let id = try tests.intent(in: status)
    let answer = try tests.client.post("/v1/payment_intents/\(id)\(cell.action)", cell.form)
    if cell.outcome.hasPrefix("!") {
      let (code, message) = try #require(Self.errors[String(cell.outcome.dropFirst())])
      #expect(answer.status == 400)
      #expect(answer.error["code"]?.string == code)
      #expect(answer.error["message"]?.string == message.replacing("STATUS", with: cell.status))
      #expect(answer.error["payment_intent"]?["id"]?.string == id)
      #expect(try tests.client.get("/v1/payment_intents/\(id)")["status"]?.string == cell.status)
    } else {
      #expect(answer["status"]?.string == (cell.outcome == "=" ? cell.status : cell.outcome), "\(answer.body.text)")
    }
  }

  @Test func whatIsLeftOfACaptureIsReleased() throws {
    let tests = PaymentIntentTests()
    let id = try tests.intent(in: .requiresCapture)
    try tests.client.post("/v1/payment_intents/\(id)/capture", "amount_to_capture=500")
    let answer = try tests.client.post("/v1/payment_intents/\(id)/capture")
    #expect(
      answer.error["message"]?.string == """
        The remaining amount on this PaymentIntent could not be captured because the remainder of the authorized \
        amount has been released.
        """)
  }
}

@Suite struct SetupIntentStateTests {
  static let cells = StateTable.cells(
    "requires_payment_method requires_confirmation requires_action processing succeeded canceled",
    """
    confirm !missing succeeded requires_action !processing !succeeded !canceled
    confirm?payment_method=pm_card_visa succeeded succeeded succeeded !processing !succeeded !canceled
    cancel canceled canceled canceled !cancel !cancel !cancelTwice
    verify_microdeposits?amounts[]=32&amounts[]=45 !verify !verify !verify !verify !verify !verify
    update?payment_method=pm_card_visa requires_confirmation = requires_confirmation !update !update !updateCanceled
    update?metadata[a]=b&description=c = = = = = =
    """)

  static let errors: [String: (String, String)] = [
    "missing": (
      "setup_intent_unexpected_state",
      """
      You cannot confirm this SetupIntent because it's missing a payment method. You can either update the SetupIntent \
      with a payment method and then confirm it again, or confirm it again directly with a payment method or \
      ConfirmationToken.
      """
    ),
    "processing": (
      "setup_intent_unexpected_state", "You cannot confirm this SetupIntent because it is processing."
    ),
    "succeeded": (
      "setup_intent_unexpected_state", "You cannot confirm this SetupIntent because it has already succeeded."
    ),
    "canceled": (
      "setup_intent_unexpected_state", "You cannot confirm this SetupIntent because it has been canceled."
    ),
    "cancel": (
      "setup_intent_unexpected_state",
      """
      You cannot cancel this SetupIntent because it has a status of STATUS. Only a SetupIntent with one of the following \
      statuses may be canceled: `requires_payment_method`, `requires_confirmation`, or `requires_action`.
      """
    ),
    "cancelTwice": (
      "setup_intent_unexpected_state", "You cannot cancel this SetupIntent because it it already canceled."
    ),
    "verify": (
      "intent_invalid_state",
      """
      This SetupIntent cannot be actioned on because it has a status of STATUS. Only a SetupIntent with one of the \
      following statuses may be actioned on: ["requires_action"].
      """
    ),
    "update": (
      "setup_intent_unexpected_state", "You cannot update this SetupIntent because it has already succeeded."
    ),
    "updateCanceled": (
      "setup_intent_unexpected_state", "You cannot update this SetupIntent because it has been canceled."
    ),
  ]

  @Test(arguments: cells)
  func eachActionHasItsOutcome(cell: StateTable.Cell) throws {
    let tests = SetupIntentTests()
    let status = try #require(SetupIntent.Status(rawValue: cell.status))
    let id = try tests.intent(in: status)
    let answer = try tests.client.post("/v1/setup_intents/\(id)\(cell.action)", cell.form)
    if cell.outcome.hasPrefix("!") {
      let (code, message) = try #require(Self.errors[String(cell.outcome.dropFirst())])
      #expect(answer.status == 400)
      #expect(answer.error["code"]?.string == code)
      #expect(answer.error["message"]?.string == message.replacing("STATUS", with: cell.status))
      #expect(answer.error["setup_intent"]?["id"]?.string == id)
      #expect(try tests.client.get("/v1/setup_intents/\(id)")["status"]?.string == cell.status)
    } else {
      #expect(answer["status"]?.string == (cell.outcome == "=" ? cell.status : cell.outcome), "\(answer.body.text)")
    }
  }
}
