import Coding
import Wire

@testable import StripeSandbox

/// What would come back from a journal: a sandbox made of all that was written down of another.
struct Book {
  private let copy: Sandbox

  init(_ sandbox: Sandbox) {
    copy = Sandbox(name: sandbox.name, seed: 2, clock: sandbox.clock)
    sandbox.begin()
    copy.contents = sandbox.contents
  }

  /// Writes down what has changed, and reads it again.
  func update(_ sandbox: Sandbox) throws {
    guard let (state, isWhole) = sandbox.takeEntry() else { return }
    var contents = isWhole ? Sandbox.Contents() : copy.contents
    try contents.read(StateReader(try StateEncoder.encode(state)))
    copy.contents = contents
  }

  /// Where the two differ. How many requests there were is told only with what they changed.
  func difference(_ sandbox: Sandbox) throws -> String? {
    let own = sandbox.store.ledger
    let other = copy.store.ledger
    for currency in own.currencies
    where own.balance(currency, now: sandbox.now) != other.balance(currency, now: sandbox.now) {
      return "the balance in \(currency)"
    }
    let first = try Self.json(sandbox.state)
    let second = try Self.json(copy.state)
    for name in first.object?.map(\.key) ?? [] where !["requests", "identifiers"].contains(name) {
      if let found = Self.difference(first[name], second[name], name) { return found }
    }
    return nil
  }

  private static func json(_ state: SandboxState) throws -> JSON {
    try JSONParser.parse(try StateEncoder.encode(state))
  }

  private static func difference(_ first: JSON?, _ second: JSON?, _ path: String) -> String? {
    if first == second { return nil }
    if let one = first?.array, let other = second?.array, one.count == other.count {
      for index in one.indices {
        if let found = difference(one[index], other[index], "\(path)/\(index)") { return found }
      }
    }
    if let one = first?.object, second?.object != nil {
      for name in one.map(\.key) {
        if let found = difference(first?[name], second?[name], "\(path)/\(name)") { return found }
      }
    }
    return "\(path): \(first?.text.prefix(300) ?? "nothing") or \(second?.text.prefix(300) ?? "nothing")"
  }
}
