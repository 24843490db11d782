import Wire

/// A reason of the account's own that a customer may give for canceling.
package struct FeedbackOption: Resource {
  package static let object: StaticString = "billing.feedback_option"
  package static let noun = "feedback option"
  package static let idPrefixes = ["fo_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let example: Script? = "option: POST billing/feedback_options description=Moved"

  package let id: String
  package let created: Int
  var description: String
  var deactivatedAt: Int?

  var status: String { deactivatedAt == nil ? "active" : "inactive" }

  package var isSelfContained: Bool { true }

  package func write(_ w: inout ObjectWriter) {
    w.field("description", description)
    w.field("livemode", false)
    w.field("status", status)
    w.object("status_transitions") { $0.field("deactivated_at", deactivatedAt) }
  }

  private static let routes = Routes("/v1/billing/feedback_options", of: FeedbackOption.self) {
    $0.post("", takes: Parameters("description: string(100)!")) { call throws(StripeError) in
      let option = FeedbackOption(
        id: call.sandbox.identifiers.dated("fo_", now: call.now), created: call.now,
        description: call.arguments.string("description") ?? "")
      call.sandbox.store[FeedbackOption.self].insert(option)
      return call.answer(FeedbackOption.self, option.id)
    }
    $0.list("", takes: .list("status: active|inactive")) { call throws(StripeError) in
      var listing = Listing<FeedbackOption>(call)
      listing.filter("status") { $0.status }
      return try listing.page()
    }
    $0.get("{id}") { call throws(StripeError) in try call.answerFound(FeedbackOption.self) }
    $0.post("{id}", takes: Parameters("description: string(100)")) { call throws(StripeError) in
      try change(call) { $0.description = call.arguments.string("description") ?? $0.description }
    }
    $0.post("{id}/deactivate") { call throws(StripeError) in
      try change(call) { $0.deactivatedAt = $0.deactivatedAt ?? call.now }
    }
  }

  private static func change(_ call: Call, _ change: (inout FeedbackOption) -> Void) throws(StripeError) -> Answer {
    let id = try call.found(FeedbackOption.self).id
    call.sandbox.store[FeedbackOption.self].update(id, change)
    return call.answer(FeedbackOption.self, id)
  }
}

extension Call {
  /// The feedback option that a parameter names.
  func feedbackOption(_ id: String, param: String) throws(StripeError) -> FeedbackOption {
    guard let option = sandbox.store[FeedbackOption.self][id] else {
      throw .noSuch(FeedbackOption.self, id, param: param)
    }
    return option
  }
}
