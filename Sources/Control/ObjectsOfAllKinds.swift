import StripeSandbox
import Wire

extension ControlAPI {
  /// One kind after the other; a whole id comes first.
  func searchAll(_ call: ControlCall, _ wish: ObjectPage.Wish, _ reply: Reply) {
    let parts = (call.query["after"]?.string ?? "").split(separator: ".").map { Int($0) }
    var search = SearchOfAll(call.query["q"]?.string ?? "", wish, from: (parts.first ?? 0) ?? 0)
    if parts.count == 2 { search.wish.after = parts[1] }
    if parts.isEmpty, let kind = call.sandbox.kind(of: search.word),
      let object = call.sandbox.object(search.word, kind)
    {
      search.objects.append(object)
    }
    goOn(search, in: call.sandbox, reply)
  }

  private struct SearchOfAll {
    let word: String
    let limit: Int
    var wish: ObjectPage.Wish
    /// Which kind comes next.
    var number: Int
    var objects: [JSON] = []
    var looked = 0
    var rest: String?

    init(_ word: String, _ wish: ObjectPage.Wish, from number: Int) {
      self.word = word
      self.wish = wish
      self.number = max(number, 0)
      limit = wish.limit
    }
  }

  private func goOn(_ search: SearchOfAll, in sandbox: Sandbox, _ reply: Reply) {
    var search = search
    let kinds = Registry.shared.kinds
    while search.number < kinds.count, Self.quiet.contains(kinds[search.number].object.description) {
      search.number += 1
      search.wish.after = nil
    }
    guard search.number < kinds.count, search.objects.count < search.limit, search.rest == nil else {
      let rest = search.rest ?? (search.number < kinds.count ? "\(search.number)" : nil)
      return reply(
        .json(
          200,
          [
            "looked": .integer(search.looked), "rest": rest.map(JSON.string) ?? .null,
            "objects": .array(search.objects),
          ]))
    }
    search.wish.limit = search.limit - search.objects.count
    let budget = Self.budget - search.looked
    stripe.page(of: kinds[search.number], in: sandbox, search.wish, budget: budget) { [self, search] page in
      var search = search
      search.objects += page.objects.filter { $0["id"] != .string(search.word) }
      search.looked += page.looked
      search.rest = page.rest.map { "\(search.number).\($0)" }
      search.wish.after = nil
      search.number += 1
      goOn(search, in: sandbox, reply)
    }
  }
}
