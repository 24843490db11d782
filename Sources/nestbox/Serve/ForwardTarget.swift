import Wire

/// Where `--forward-to` sends events: a URL, or as the Stripe CLI takes it `localhost:3000/hook`, a port or a path behind one.
struct ForwardTarget: OptionValue, Equatable {
  let url: HTTPURL

  init?(option text: String) {
    let spelled: String
    if text.contains("://") {
      spelled = text
    } else if text.first?.isNumber == true, text.prefix(while: { $0 != "/" }).allSatisfy(\.isNumber) {
      spelled = "http://localhost:" + text
    } else {
      spelled = "http://" + text
    }
    guard let url = HTTPURL(spelled) else { return nil }
    self.url = url
  }

  static var expectation: String { "a URL, such as http://localhost:3000/webhook or localhost:3000/webhook" }
}
