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

extension Sandbox {
  /// - Parameter budget: how many objects it may look at: a search that finds little is done in pieces, so that other
  ///   requests get their turn.
  package func page(of kind: any Resource.Type, _ wish: ObjectPage.Wish, budget: Int) -> ObjectPage {
    kind.page(in: self, wish, budget)
  }
}

extension Resource {
  fileprivate static func page(in sandbox: Sandbox, _ wish: ObjectPage.Wish, _ budget: Int) -> ObjectPage {
    let table = sandbox.store[Self.self]
    let narrowed = wish.query.positions(in: table)
    let expansion = (try? Expansion(wish.expand)) ?? Expansion()
    var page = ObjectPage()
    func take(_ position: Int, _ row: Row<Self>) -> Bool {
      guard page.objects.count < wish.limit else {
        page.rest = page.last
        return false
      }
      var writer = ObjectWriter(sandbox, expansion: expansion)
      writer.whole(row.value)
      let json = writer.finish()
      page.looked += 1
      if wish.query.matches(json) { page.append(json, position) }
      guard page.looked < budget else {
        page.rest = position
        return false
      }
      return true
    }
    if wish.isOldestFirst == (wish.before != nil) {
      table.walkBack(from: wish.before ?? wish.after ?? table.end, among: narrowed, take)
    } else {
      table.walkForward(from: wish.before ?? wish.after ?? -1, among: narrowed, take)
    }
    if wish.before != nil { page.reverse() }
    return page
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
