import Wire

/// Contracts, the descriptions of their APIs, and what is wrong with either.
package struct Catalog: Sendable {
  package private(set) var contracts: [Contract] = []
  package private(set) var apis: [String: API] = [:]
  /// Nothing may be run while there is anything.
  package private(set) var diagnostics: [Diagnostic]

  package init(contracts: [SourceText], descriptions: [SourceText], diagnostics: [Diagnostic] = []) {
    self.diagnostics = diagnostics
    for source in descriptions { add(description: source) }
    for source in contracts { add(contract: source) }
  }

  /// Those of these APIs.
  package func only(apis names: [String]) -> Catalog {
    var catalog = self
    catalog.contracts = contracts.filter { names.contains($0.api) }
    let known = Set(apis.keys).union(contracts.map(\.api)).sorted()
    for name in names where !known.contains(name) {
      catalog.diagnostics.append(Diagnostic("no contract is about “\(name)”" + didYouMean(name, known)))
    }
    if catalog.contracts.isEmpty, catalog.diagnostics.isEmpty {
      catalog.diagnostics.append(Diagnostic("no contract is about \(names.joined(separator: ", "))"))
    }
    return catalog
  }

  /// Each contract so many times.
  package func repeated(_ times: Int) -> Catalog {
    var catalog = self
    catalog.contracts = (0..<max(1, times)).flatMap { _ in contracts }
    return catalog
  }

  /// Those whose name or path matches.
  package func matching(_ glob: Glob) -> Catalog {
    var catalog = self
    catalog.contracts = contracts.filter { glob.matches($0.name) || glob.matches($0.path) }
    if catalog.contracts.isEmpty { catalog.diagnostics.append(Diagnostic("no contract matches “\(glob.text)”")) }
    return catalog
  }

  private mutating func add(description source: SourceText) {
    var reading = Reading()
    let api = reading.api(source.root)
    diagnostics += reading.diagnostics
    if reading.diagnostics.isEmpty {
      diagnostics += api.states.sorted { $0.key < $1.key }.flatMap { Scope.check($0.value) }
    }
    apis[api.name] = api
  }

  private mutating func add(contract source: SourceText) {
    var reading = Reading()
    let contract = reading.contract(source.root)
    diagnostics += reading.diagnostics
    // What a broken contract would set is not known, so its references cannot be judged yet.
    if reading.diagnostics.isEmpty { diagnostics += Scope.check(contract, apis[contract.api]) }
    contracts.append(contract)
  }
}

/// A text with `*` for anything. Without one it is enough that the text contains it.
package struct Glob: Sendable {
  package let text: String

  package init(_ text: String) { self.text = text }

  package func matches(_ name: String) -> Bool {
    let name = name.lowercased()
    let parts = text.lowercased().split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 1, let first = parts.first, let last = parts.last else {
      return name.contains(text.lowercased())
    }
    guard name.hasPrefix(first), name.dropFirst(first.count).hasSuffix(last) else { return false }
    var rest = name.dropFirst(first.count).dropLast(last.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return true
  }
}
