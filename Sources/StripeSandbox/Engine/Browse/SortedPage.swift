import Wire

/// A page of the objects of one kind in the order of a value of theirs.
package struct SortedPage {
  package let objects: [JSON]
  package let first: Sorting.Place?
  package let last: Sorting.Place?
  /// Whether there is more in the direction of the page.
  package let hasMore: Bool
  /// How many objects of the kind fit the query, on this page or not.
  package let matches: Int
}

extension StripeAPI {
  /// Looks through all objects of a kind for those of a page, in slices between which others are served.
  package func sort(
    _ kind: any Resource.Type, in sandbox: Sandbox, by sorting: Sorting, _ wish: SortedPage.Wish,
    then done: @escaping (SortedPage) -> Void
  ) {
    let scan = kind.sorted(in: sandbox, sorting, wish)
    run(scan, in: sandbox) { [self] isValid in
      // What was found means nothing where the sandbox was replaced meanwhile.
      if isValid { done(scan.page) } else { sort(kind, in: sandbox, by: sorting, wish, then: done) }
    }
  }
}

extension SortedPage {
  package struct Wish {
    package var query = ObjectQuery("")
    package var expand: [String] = []
    /// The page behind or before this place.
    package var after: Sorting.Place?
    package var before: Sorting.Place?
    package var limit = 50

    package init() {}
  }
}

private protocol SortedScan: Scan {
  var page: SortedPage { get }
}

extension Resource {
  fileprivate static func sorted(
    in sandbox: Sandbox, _ sorting: Sorting, _ wish: SortedPage.Wish
  ) -> any SortedScan {
    FirstInOrder<Self>(sandbox, sorting, wish)
  }
}

/// Keeps as many as fit on a page, and one more to know whether there are more.
private final class FirstInOrder<T: Resource>: SortedScan {
  /// So many objects are looked at between two looks at the clock.
  private static var step: Int { 64 }

  private let sandbox: Sandbox
  private let sorting: Sorting
  private let wish: SortedPage.Wish
  private let expansion: Expansion
  private let positions: Postings?
  private var position = -1
  /// In the direction of the page.
  private var best: [Sorting.Place] = []
  private var matches = 0

  init(_ sandbox: Sandbox, _ sorting: Sorting, _ wish: SortedPage.Wish) {
    self.sandbox = sandbox
    self.sorting = sorting
    self.wish = wish
    expansion = (try? Expansion(wish.expand)) ?? Expansion()
    positions = wish.query.positions(in: sandbox.store[T.self])
  }

  func goOn(for seconds: Double) -> Bool {
    let deadline = Loop.clock() + seconds
    var looks = 0
    var isDone = true
    let table = sandbox.store[T.self]
    table.walkForward(from: position, among: positions) { place, row in
      position = place
      take(row.value, place)
      looks += 1
      isDone = looks % Self.step != 0 || Loop.clock() < deadline
      return isDone
    }
    return isDone
  }

  private func take(_ object: T, _ position: Int) {
    // What is looked for may stand in what is expanded; what is sorted by may not.
    let json = written(object, wish.query.isEmpty ? Expansion() : expansion)
    guard wish.query.matches(json) else { return }
    matches += 1
    let place = Sorting.Place(sorting.key(of: json), position)
    if let edge = wish.before ?? wish.after, !comes(edge, before: place) { return }
    if best.count > wish.limit {
      guard comes(place, before: best[wish.limit]) else { return }
      best.removeLast()
    }
    let index = best.firstIndex { comes(place, before: $0) } ?? best.endIndex
    best.insert(place, at: index)
  }

  /// In the direction of the page.
  private func comes(_ left: Sorting.Place, before right: Sorting.Place) -> Bool {
    wish.before == nil ? sorting.precedes(left, right) : sorting.precedes(right, left)
  }

  private func written(_ object: T, _ expansion: Expansion) -> [UInt8] {
    var writer = ObjectWriter(sandbox, expansion: expansion)
    writer.whole(object)
    return writer.finish()
  }

  var page: SortedPage {
    let found = best.prefix(wish.limit)
    let places = wish.before == nil ? Array(found) : found.reversed()
    let table = sandbox.store[T.self]
    return SortedPage(
      objects: places.compactMap { place in
        table.row(at: place.position).flatMap { try? JSONParser.parse(written($0.value, expansion)) }
      },
      first: places.first, last: places.last, hasMore: best.count > wish.limit, matches: matches)
  }
}
