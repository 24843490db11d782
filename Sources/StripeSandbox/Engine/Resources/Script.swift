import Wire

/// Requests that build on each other's answers: examples, triggers and seeds are written in it.
///
/// Steps are parted by `;` or a line's end. `charge: POST charges amount=2000&currency=usd` names the step's answer;
/// `{charge}` is the id in it and `{charge.customer}` another field, `{list.data.0}` one of an array. A space in a form
/// stands for `+`; a word such as `Stripe-Account:{account}` is a header.
package struct Script: Sendable, ExpressibleByStringInterpolation {
  package struct Step: Sendable {
    package let name: String?
    package let method: Method
    /// Behind `/v1/`, unless it begins with a slash.
    package let path: String
    package let form: String
    let headers: [(name: String, value: String)]
  }

  private let text: String

  package init(stringLiteral text: String) { self.text = text }

  /// Read when they are asked for: there are hundreds of scripts, and most are never run.
  package var steps: [Step] { text.split { $0 == ";" || $0 == "\n" }.compactMap { Step(String($0)) } }

  static func + (first: Script, second: Script) -> Script { Script(stringLiteral: first.text + "\n" + second.text) }

  /// The names that the steps refer to: those between braces, up to a dot.
  var references: [String] {
    steps.flatMap { step in
      (step.path + " " + step.form).split(separator: "{").dropFirst().compactMap {
        $0.split(separator: "}").first?.split(separator: ".").first.map(String.init)
      }
    }
  }
}

extension Script.Step {
  /// The noun and the verb of the path: `customer`, `charge_capture`. Overrides of a trigger name steps by it.
  package var subject: String {
    let words = path.split(separator: "/").filter { !$0.contains("{") && !$0.contains(where: \.isUppercase) }
    guard let first = words.first else { return path }
    let noun = first.hasSuffix("ies") ? first.dropLast(3) + "y" : first.hasSuffix("s") ? first.dropLast() : first
    // The ids of test cards are no verbs.
    guard let last = words.dropFirst().last, !last.hasPrefix("pm_"), path.hasSuffix(last) else { return String(noun) }
    return "\(noun)_\(last)"
  }

  package func with(form: String) -> Script.Step {
    Script.Step(name: name, method: method, path: path, form: form, headers: headers)
  }

  private static let header = "Stripe-"

  fileprivate init?(_ text: String) {
    var words = text.split(separator: " ", omittingEmptySubsequences: true)[...]
    if let first = words.first, first.hasSuffix(":") {
      name = String(first.dropLast())
      words = words.dropFirst()
    } else {
      name = nil
    }
    guard let word = words.popFirst(), let method = Method(rawValue: String(word)), let path = words.popFirst() else {
      return nil
    }
    self.method = method
    self.path = String(path)
    form = words.filter { !$0.hasPrefix(Self.header) }.joined(separator: "+")
    headers = words.filter { $0.hasPrefix(Self.header) }.compactMap { word in
      word.firstIndex(of: ":").map { (String(word[..<$0]), String(word[word.index(after: $0)...])) }
    }
  }

  /// The step as a request, with the answers of earlier steps in place of their names.
  package func request(with answers: [String: JSON], headers: Headers, sandbox: String? = nil) -> Request {
    let form = Array(filled(form, answers).utf8)
    let isBody = method == .post
    let path = filled(path, answers)
    var headers = headers
    for (name, value) in self.headers { headers.append(named: name, filled(value, answers)) }
    return Request(
      method, path.hasPrefix("/") ? path : "/v1/" + path, query: isBody ? "" : String(decoding: form, as: UTF8.self),
      headers: headers, body: isBody ? form : [], sandbox: sandbox)
  }

  private func filled(_ text: String, _ answers: [String: JSON]) -> String {
    guard text.contains("{") else { return text }
    var filled = ""
    for (number, part) in text.split(separator: "{", omittingEmptySubsequences: false).enumerated() {
      guard number > 0, let end = part.firstIndex(of: "}") else {
        filled += part
        continue
      }
      let names = part[..<end].split(separator: ".").map(String.init)
      let value = names.dropFirst().reduce(names.first.flatMap { answers[$0] } ?? .null) { value, name in
        value[name] ?? Int(name).flatMap { value[$0] } ?? .null
      }
      filled +=
        (value.string ?? value["id"]?.string ?? value.integer.map(String.init) ?? "") + part[part.index(after: end)...]
    }
    return filled
  }
}
