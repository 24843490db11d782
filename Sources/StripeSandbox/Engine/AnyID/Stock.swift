import Coding
import Wire

/// An example of every kind of object, for sandboxes in which every id names something, as in stripe-mock.
///
/// Such a sandbox begins with these examples, so that no list is empty; an id that nothing has is given to a copy. An
/// object, so that to ask whether there is one costs nothing.
final class Stock: Sendable {
  let examples: Store

  /// Runs the examples that resources declare, in an ordinary sandbox.
  init() {
    var options = StripeAPI.Options()
    options.seed = 0
    let api = StripeAPI(options)
    var examples = ExampleRun(api)
    for script in Registry.shared.examples { examples.run(script) }
    let sandbox = api.sandbox(named: "stock")
    // Follow-ups run within eight requests.
    for _ in 0..<8 { sandbox.countRequest() }
    var store = sandbox.store
    store.followUps = []
    store.deliveries = Deliveries()
    self.examples = store
  }
}

/// Runs each example once, those that it refers to first.
private struct ExampleRun {
  private let api: StripeAPI
  /// The examples by the names that they give to answers.
  private let examples: [String: Script]
  private var answers: [String: JSON] = [:]
  private var begun: Set<String> = []

  init(_ api: StripeAPI) {
    self.api = api
    let named = Registry.shared.examples.flatMap { script in script.steps.compactMap(\.name).map { ($0, script) } }
    examples = Dictionary(named) { first, _ in first }
  }

  mutating func run(_ script: Script) {
    let names = script.steps.compactMap(\.name)
    guard names.isEmpty || names.contains(where: { begun.insert($0).inserted }) else { return }
    for name in script.references where answers[name] == nil && !names.contains(name) {
      if let other = examples[name] { run(other) }
    }
    for step in script.steps {
      let request = step.request(with: answers, headers: ["Authorization": "Bearer sk_test_stock"])
      let answer = try? JSONParser.parse(api.respond(to: request).body)
      if let name = step.name { answers[name] = answer }
    }
  }
}

extension Resource {
  /// Gives an id to a copy of the example, in a sandbox that knows nothing of that name.
  ///
  /// - Parameter owners: the ids that the copy belongs to, with the examples that its example belongs to.
  static func supply(
    _ id: String, to sandbox: Sandbox, from stock: Stock, ofOwners owners: [(example: String, id: String)]
  ) {
    guard !sandbox.store[Self.self].contains(id) else { return }
    guard let example = example(for: id, of: stock) else { return }
    guard let copy = example.renamed([(example: example.id, id: id)] + owners) else { return }
    sandbox.store[Self.self].insert(copy)
  }

  /// The id of the example that is copied for an id.
  static func example(like id: String, of stock: Stock) -> String? { example(for: id, of: stock)?.id }

  private static func example(for id: String, of stock: Stock) -> Self? {
    let prefix = id.prefix { $0 != "_" }
    var example: Self?
    stock.examples[Self.self].walkForward(from: -1) { _, row in
      if example == nil || row.value.id.hasPrefix(prefix + "_") { example = row.value }
      return !row.value.id.hasPrefix(prefix + "_")
    }
    return example
  }

  private func renamed(_ names: [(example: String, id: String)]) -> Self? {
    guard let bytes = try? StateEncoder.encode(self), var value = try? JSONParser.parse(bytes) else { return nil }
    for (old, new) in names { value = value.replacing(old, with: new) }
    return try? StateDecoder.decode(Self.self, from: value)
  }
}

extension JSON {
  /// With another word in all texts for one.
  fileprivate func replacing(_ word: String, with other: String) -> JSON {
    switch self {
    case .string(let text): return .string(text.replacing(word, with: other))
    case .array(let items): return .array(items.map { $0.replacing(word, with: other) })
    case .object(let members):
      return .object(JSON.Object(members.map { (key: $0.key, value: $0.value.replacing(word, with: other)) }))
    default: return self
    }
  }
}
