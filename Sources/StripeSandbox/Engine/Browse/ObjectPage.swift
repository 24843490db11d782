import Wire

/// A page of the objects of one kind, for people who look through them.
package struct ObjectPage {
  package struct Wish {
    package var query = ObjectQuery("")
    package var expand: [String] = []
    package var isOldestFirst = false
    /// The page behind or before this position.
    package var after: Int?
    package var before: Int?
    package var limit = 50

    package init() {}
  }

  /// Written as a list of the API shows them.
  package fileprivate(set) var objects: [JSON] = []
  package fileprivate(set) var first: Int?
  package fileprivate(set) var last: Int?
  /// Where to go on, in the direction of the page. Nil: nothing is left.
  package fileprivate(set) var rest: Int?
  /// How many objects were looked at.
  package fileprivate(set) var looked = 0
}

extension StripeAPI {
  /// Looks for a page's objects, in slices between which others are served.
  ///
  /// - Parameter budget: how many objects it may look at: a search that finds little is done in pieces.
  package func page(
    of kind: any Resource.Type, in sandbox: Sandbox, _ wish: ObjectPage.Wish, budget: Int,
    then done: @escaping (ObjectPage) -> Void
  ) {
    let scan = kind.look(in: sandbox, wish, budget)
    run(scan, in: sandbox) { [self] isValid in
      if isValid { done(scan.page) } else { page(of: kind, in: sandbox, wish, budget: budget, then: done) }
    }
  }
}

private protocol ObjectPageScan: Scan {
  var page: ObjectPage { get }
}

extension Resource {
  fileprivate static func look(
    in sandbox: Sandbox, _ wish: ObjectPage.Wish, _ budget: Int
  ) -> any ObjectPageScan {
    FirstByAge<Self>(sandbox, wish, budget)
  }
}

/// Fills a page with the first that fit.
private final class FirstByAge<T: Resource>: ObjectPageScan {
  private let sandbox: Sandbox
  private let wish: ObjectPage.Wish
  private let budget: Int
  private let expansion: Expansion
  private let positions: Postings?
  private let isBackward: Bool
  private var position: Int
  private var found = ObjectPage()

  init(_ sandbox: Sandbox, _ wish: ObjectPage.Wish, _ budget: Int) {
    self.sandbox = sandbox
    self.wish = wish
    self.budget = budget
    let table = sandbox.store[T.self]
    expansion = (try? Expansion(wish.expand)) ?? Expansion()
    positions = wish.query.positions(in: table)
    isBackward = wish.isOldestFirst == (wish.before != nil)
    position = wish.before ?? wish.after ?? (isBackward ? table.end : -1)
  }

  var page: ObjectPage {
    var page = found
    if wish.before != nil { page.reverse() }
    return page
  }

  func goOn(for seconds: Double) -> Bool {
    let deadline = Loop.clock() + seconds
    var isDone = true
    let table = sandbox.store[T.self]
    func look(_ place: Int, _ row: Row<T>) -> Bool {
      position = place
      guard take(row.value, place) else { return false }
      isDone = found.looked % 64 != 0 || Loop.clock() < deadline
      return isDone
    }
    if isBackward {
      table.walkBack(from: position, among: positions, look)
    } else {
      table.walkForward(from: position, among: positions, look)
    }
    return isDone
  }

  /// - Returns: Whether there may be more on this page.
  private func take(_ object: T, _ place: Int) -> Bool {
    guard found.objects.count < wish.limit else {
      found.rest = found.last
      return false
    }
    var writer = ObjectWriter(sandbox, expansion: expansion)
    writer.whole(object)
    let json = writer.finish()
    found.looked += 1
    if wish.query.matches(json) { found.append(json, place) }
    guard found.looked < budget else {
      found.rest = place
      return false
    }
    return true
  }
}

extension ObjectPage {
  fileprivate mutating func append(_ json: [UInt8], _ position: Int) {
    objects.append((try? JSONParser.parse(json)) ?? .null)
    first = first ?? position
    last = position
  }

  fileprivate mutating func reverse() {
    objects.reverse()
    swap(&first, &last)
  }
}

extension ObjectQuery {
  /// Where an index knows all that can match: `customer:cus_1`, or a whole email address.
  func positions<T>(in table: Table<T>) -> Postings? {
    for term in terms where !term.isNegated && term.comparison == .equal && term.path.count == 1 {
      let name = String(decoding: term.path[0], as: UTF8.self)
      guard let index = T.indexes.first(where: { $0.name == name }) else { continue }
      let found = table.positions(name, index.isCaseless ? term.word.caseless : term.word) ?? []
      if !found.isEmpty { return found }
    }
    guard let word = onlyWord?.caseless, word.contains("@") else { return nil }
    for index in T.indexes where index.isCaseless {
      if let found = table.positions(index.name, word), !found.isEmpty { return found }
    }
    return nil
  }
}
