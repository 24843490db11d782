import StripeSandbox
import Wire

/// Looking through what a sandbox holds, whatever kind it is.
extension ControlAPI {
  static let objectFilters = Fields(
    """
    object: string; q: string; expand: string; order: newest|oldest; sort: string; after: string; before: string; \
    limit: integer(1...)
    """)

  /// How many objects one call looks at.
  static let budget = 20_000
  /// Events repeat the objects that they are about.
  static let quiet: Set<String> = ["event", "v2.core.event"]

  /// `?object=charge&q=4242`: those of one kind, page by page. Without `object`: of all kinds. Where `rest` is not null,
  /// there is more behind `?after=` it, even if this page is not full: a search looks at so many objects at a time.
  /// `?object=charge&sort=-amount` looks at all of them, and answers with a full page.
  func listObjects(_ call: ControlCall, _ reply: Reply) throws(ControlError) {
    if let sort = call.query["sort"]?.string { return try sortObjects(call, by: sort, reply) }
    try listByAge(call, reply)
  }

  private func listByAge(_ call: ControlCall, _ reply: Reply) throws(ControlError) {
    var wish = ObjectPage.Wish()
    wish.query = ObjectQuery(call.query["q"]?.string ?? "")
    wish.limit = min(limit(call), 100)
    wish.isOldestFirst = call.query["order"]?.string == "oldest"
    wish.expand = expansion(call)
    guard let name = call.query["object"]?.string else { return searchAll(call, wish, reply) }
    wish.after = try Self.position(call.query["after"])
    wish.before = try Self.position(call.query["before"])
    let kind = try Self.kind(name)
    let sandbox = call.sandbox
    stripe.page(of: kind, in: sandbox, wish, budget: Self.budget) { page in
      reply(
        .json(
          200,
          [
            "object": .string(name), "count": .integer(sandbox.store.count(of: kind)),
            "looked": .integer(page.looked), "first": page.first.map { .string("\($0)") } ?? .null,
            "last": page.last.map { .string("\($0)") } ?? .null, "rest": page.rest.map { .string("\($0)") } ?? .null,
            "objects": .array(page.objects),
          ]))
    }
  }

  private func sortObjects(_ call: ControlCall, by text: String, _ reply: Reply) throws(ControlError) {
    guard let sorting = Sorting(text) else {
      throw ControlError(400, "“\(text)” is nothing to sort by: name a field, with - before it for the greatest first.")
    }
    guard call.query["order"] == nil else { throw ControlError(400, "“order” and “sort” do not go together.") }
    guard let name = call.query["object"]?.string else {
      throw ControlError(400, "“sort” needs “object”: the kind of which objects are sorted.")
    }
    let kind = try Self.kind(name)
    var wish = SortedPage.Wish()
    wish.query = ObjectQuery(call.query["q"]?.string ?? "")
    wish.limit = min(limit(call), 100)
    wish.expand = expansion(call)
    wish.after = try Self.place(call.query["after"])
    wish.before = try Self.place(call.query["before"])
    let sandbox = call.sandbox
    stripe.sort(kind, in: sandbox, by: sorting, wish) { page in
      let count = sandbox.store.count(of: kind)
      let last = page.last.map { JSON.string($0.text) } ?? .null
      reply(
        .json(
          200,
          [
            "object": .string(name), "count": .integer(count), "looked": .integer(count),
            "matches": .integer(page.matches), "first": page.first.map { .string($0.text) } ?? .null, "last": last,
            "rest": page.hasMore ? last : .null, "objects": .array(page.objects),
          ]))
    }
  }

  private func expansion(_ call: ControlCall) -> [String] {
    call.query["expand"]?.string.map { $0.split(separator: ",").map(String.init) } ?? []
  }

  private static func kind(_ name: String) throws(ControlError) -> any Resource.Type {
    if let kind = Registry.shared.kinds.first(where: { $0.object.description == name }) { return kind }
    let known = Registry.shared.kinds.map { $0.object.description }
    let meant = suggestion(for: name, among: known).map { " Did you mean “\($0)”?" } ?? ""
    throw ControlError(400, "There are no objects of the kind “\(name)”.\(meant)")
  }

  private static func position(_ value: JSON?) throws(ControlError) -> Int? {
    guard let text = value?.string else { return nil }
    guard let position = Int(text) else { throw noPlace(text) }
    return max(position, -1)
  }

  private static func place(_ value: JSON?) throws(ControlError) -> Sorting.Place? {
    guard let text = value?.string else { return nil }
    guard let place = Sorting.Place(text) else { throw noPlace(text) }
    return place
  }

  private static func noPlace(_ text: String) -> ControlError {
    ControlError(400, "“\(text)” is no place in this list: take “first”, “last” or “rest” of a page.")
  }

  /// One object of whatever kind, what belongs to it, and what happened to all of that. `?object=price` says what kind
  /// it is, where the id does not.
  func showObject(_ call: ControlCall) throws(ControlError) -> JSON {
    let sandbox = call.sandbox
    let expand = expansion(call)
    guard let kind = sandbox.kind(of: call.id, named: call.query["object"]?.string),
      let object = sandbox.object(call.id, kind, expand: expand)
    else { throw ControlError(404, "Sandbox \(call.sandboxName) has no object \(call.id).") }
    let relations = sandbox.relations(of: call.id, kind)
    let related = relations.groups.map { group -> JSON in
      [
        "object": .string(group.object), "field": group.field.map(JSON.string) ?? .null,
        "count": .integer(group.count),
        "objects": .array(group.ids.compactMap { id in sandbox.kind(of: id).flatMap { sandbox.object(id, $0) } }),
      ]
    }
    let isEvent = Self.quiet.contains(kind.object.description)
    let events = isEvent ? [] : sandbox.events(about: relations.subjects, limit: 100)
    return [
      "kind": .string(kind.object.description), "object": object, "related": .array(related),
      "timeline": .array(summaries(of: events, call)),
    ]
  }

  private func summaries(of events: [Event], _ call: ControlCall) -> [JSON] {
    let records = Dictionary(
      recorder.all(of: call.sandboxName).compactMap { record in record.requestID.map { ($0, record) } }
    ) { first, _ in first }
    return events.map { event in
      let request = event.requestID.map { id -> JSON in
        var request: JSON.Object = ["id": .string(id)]
        if let record = records[id] { for (name, value) in record.summary.object ?? [:] { request[name] = value } }
        return .object(request)
      }
      return [
        "id": .string(event.id), "type": .string(event.type), "created": .integer(event.created),
        "about": .string(event.subject), "request": request ?? .null,
      ]
    }
  }

  /// A recorded request with the events that came of it, and what it asks for as its endpoint declares it.
  func story(of record: Recorder.Record, _ call: ControlCall) -> JSON {
    guard var story = record.details.object else { return .null }
    let events = record.requestID.map { call.sandbox.events(about: [], request: $0, limit: 100) } ?? []
    story["events"] = .array(summaries(of: events, call))
    story["operation"] =
      stripe.operation(of: record.masked).map { operation in
        [
          "pattern": .string(operation.pattern), "path": .array(operation.path.map(JSON.string)),
          "parameters": operation.parameters, "enums": .array(operation.enums.map(JSON.string)),
          "maps": .array(operation.maps.map(JSON.string)),
        ]
      } ?? .null
    return .object(story)
  }

  /// The signing secret of a webhook endpoint or an event destination.
  func showWebhook(_ call: ControlCall) throws(ControlError) -> JSON {
    let store = call.sandbox.store
    guard let secret = store[WebhookEndpoint.self][call.id]?.secret ?? store[EventDestination.self][call.id]?.secret
    else { throw ControlError(404, "Sandbox \(call.sandboxName) has no webhook endpoint \(call.id).") }
    return ["id": .string(call.id), "secret": .string(secret)]
  }

  func showFigures(_ call: ControlCall, _ reply: Reply) {
    stripe.figures(of: call.sandbox) { reply(.json(200, Self.written($0))) }
  }

  private static func written(_ figures: Figures) -> JSON {
    func object(_ counts: [String: Int]) -> JSON {
      .object(JSON.Object(counts.sorted { $0.key < $1.key }.map { (key: $0.key, value: .integer($0.value)) }))
    }
    return [
      "charges": .integer(figures.charges), "most": .integer(Figures.most), "states": object(figures.states),
      "volumes": object(figures.volumes), "currency": .string(figures.currency), "step": .integer(figures.step),
      "bars": .array(figures.bars.map { ["start": .integer($0.start), "sum": .integer($0.sum)] }),
    ]
  }
}
