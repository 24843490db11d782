// Parameters that do not go together, in intents' requests.
extension Arguments {
  /// Refuses parameters that only matter when an intent is confirmed.
  func refuseWithoutConfirm(_ names: [String], creating noun: String) throws(StripeError) {
    guard let name = names.first(where: { has($0) && bool($0) != false }) else { return }
    throw StripeError(
      "The parameter `\(name)` cannot be passed when creating a \(noun) unless `confirm` is set to true.", param: name)
  }

  /// The customer is not there: `off_session` is true, or says how often this will be so.
  var isOffSession: Bool { bool("off_session") ?? (string("off_session") != nil) }
}

extension StripeError {
  static func exclusive(_ names: [String]) -> StripeError {
    StripeError(
      "You may only specify one of these parameters: \(names.joined(separator: ", ")).", param: names.first)
  }
}
