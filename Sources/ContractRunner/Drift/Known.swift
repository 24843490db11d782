import Wire

/// The addresses of a story's target, and the values that the story has names for.
struct Known {
  /// Short values, such as an amount or a currency that was captured, may stand anywhere by chance.
  private static let shortest = 6

  /// An answer that tells its own address, or the sandbox that the story has there, is no different from another's.
  private let addresses: [String]
  private let names: [(name: String, value: String)]

  init() {
    addresses = []
    names = []
  }

  init(_ exchange: Exchange) {
    let own = [exchange.url, exchange.request.sandbox.map { "/s/\($0)" }].compactMap(\.self).filter { !$0.isEmpty }
    addresses = own + own.map { percentEncoded($0) }
    names = exchange.variables.all.compactMap { variable in
      guard let text = variable.value.string, text.count >= Self.shortest else { return nil }
      return (variable.name, text)
    }
  }

  /// Without addresses of its own.
  func withoutAddresses(_ text: String) -> String {
    addresses.reduce(text) { $0.contains($1) ? $0.replacing($1, with: "") : $0 }
  }

  /// The story's names for this value.
  func names(of text: String) -> Set<String> { Set(names.lazy.filter { $0.value == text }.map(\.name)) }
}
