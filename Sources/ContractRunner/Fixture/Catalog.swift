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

  /// With a description that every answer of an API is held against.
  ///
  /// - Parameter api: which one; nil where the contracts are about one only.
  package func described(by description: OpenAPI, api: String?) -> Catalog {
    var catalog = self
    let known = Set(contracts.map(\.api)).sorted()
    guard let name = api ?? (known.count == 1 ? known[0] : nil) else {
      let all = known.joined(separator: ", ")
      catalog.diagnostics.append(
        Diagnostic("the contracts are about several APIs (\(all)): say API=\(description.path)"))
      return catalog
    }
    if !known.contains(name), !apis.keys.contains(name) {
      catalog.diagnostics.append(Diagnostic("no contract is about “\(name)”" + didYouMean(name, known)))
    }
    catalog.apis[name] = catalog.apis[name] ?? API(named: name)
    catalog.apis[name]?.description = description
    return catalog
  }

  /// Each contract so many times.
  package func repeated(_ times: Int) -> Catalog {
    var catalog = self
    catalog.contracts = (0..<max(1, times)).flatMap { _ in contracts }
    return catalog
  }

  /// Those with one of these tags.
  package func tagged(_ tags: [String]) -> Catalog {
    var catalog = self
    catalog.contracts = contracts.filter { !Set($0.tags).isDisjoint(with: tags) }
    let known = Set(contracts.flatMap(\.tags)).sorted()
    for tag in tags where !known.contains(tag) {
      catalog.diagnostics.append(Diagnostic("no contract has the tag “\(tag)”" + didYouMean(tag, known)))
    }
    if catalog.contracts.isEmpty, catalog.diagnostics.isEmpty {
      catalog.diagnostics.append(Diagnostic("no contract has the tag \(tags.joined(separator: ", "))"))
    }
    return catalog
  }

  /// All but those whose name, path or tag matches one of these.
  package func excluding(_ globs: [Glob]) -> Catalog {
    var catalog = self
    catalog.contracts = contracts.filter { contract in
      !globs.contains { $0.matches(contract.name) || $0.matches(contract.path) || contract.tags.contains($0.text) }
    }
    if catalog.contracts.isEmpty { catalog.diagnostics.append(Diagnostic("every contract is excluded")) }
    return catalog
  }

  /// In an order that the seed alone decides.
  package func shuffled(seed: UInt64) -> Catalog {
    var catalog = self
    var random = SplitMix(state: seed)
    catalog.contracts.shuffle(using: &random)
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
    reading.shapes = source.json["api"]?.string.flatMap { apis[$0]?.shapes } ?? [:]
    let contract = reading.contract(source.root)
    let told = reading.rows(source.root).map { contract.told($0) } ?? [contract]
    diagnostics += reading.diagnostics
    // The captures of a broken contract are not known, so its references cannot be judged yet.
    if reading.diagnostics.isEmpty, let first = told.first { diagnostics += Scope.check(first, apis[contract.api]) }
    contracts += told
  }
}

extension API {
  /// One that no file describes.
  fileprivate init(named name: String) {
    self.init(
      name: name, title: name, uses: [], credentials: .none, headers: [], operations: [], states: [:], shapes: [:],
      keepsCookies: false)
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
