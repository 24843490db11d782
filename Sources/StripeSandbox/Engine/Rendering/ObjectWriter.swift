import Wire

/// Writes one answer: JSON, at the API version asked for, with references expanded where the request said so.
package struct ObjectWriter: ~Copyable {
  package var json: JSONWriter
  let sandbox: Sandbox
  let version: APIVersion
  /// A publishable key sees less of an intent.
  let isPublishable: Bool
  private var expansion: Expansion
  /// A cached rendering of one object, returned without copying.
  private var whole: [UInt8]?
  /// Of an answer that is a file and no JSON.
  private(set) var mediaType: String?

  init(
    _ sandbox: Sandbox, version: APIVersion = .newest, isPublishable: Bool = false,
    expansion: Expansion = Expansion()
  ) {
    json = sandbox.spareWriter.take() ?? JSONWriter(capacity: 4096)
    self.sandbox = sandbox
    self.version = version
    self.isPublishable = isPublishable
    self.expansion = expansion
  }

  /// The bytes that were written. The next writer reuses the buffer.
  consuming func finish() -> [UInt8] {
    let bytes = whole ?? json.bytes
    json.removeAll()
    let sandbox = sandbox
    sandbox.spareWriter = consume json
    return bytes
  }

  /// Answers with a file.
  mutating func document(_ content: [UInt8], _ mediaType: String) {
    whole = content
    self.mediaType = mediaType
  }

  mutating func key(_ key: StaticString) { json.key(key) }

  mutating func field(_ key: StaticString, _ value: String) {
    json.key(key)
    json.string(value)
  }

  mutating func field(_ key: StaticString, _ value: String?) {
    if let value { field(key, value) } else { null(key) }
  }

  mutating func field(_ key: StaticString, _ value: StaticString) {
    json.key(key)
    json.string(value)
  }

  mutating func field(_ key: StaticString, _ value: Int) {
    json.key(key)
    json.integer(value)
  }

  mutating func field(_ key: StaticString, _ value: Int?) {
    if let value { field(key, value) } else { null(key) }
  }

  mutating func field(_ key: StaticString, _ value: Bool) {
    json.key(key)
    json.bool(value)
  }

  mutating func field(_ key: StaticString, _ value: Bool?) {
    if let value { field(key, value) } else { null(key) }
  }

  mutating func field(_ key: StaticString, _ values: [String]) {
    json.key(key)
    json.array { for value in values { $0.string(value) } }
  }

  mutating func field(_ key: StaticString, _ value: JSON) {
    json.key(key)
    json.value(value)
  }

  mutating func field(_ key: StaticString, _ value: Metadata) {
    json.key(key)
    json.object {
      for pair in value.pairs {
        $0.key(pair.key)
        $0.string(pair.value)
      }
    }
  }

  mutating func null(_ key: StaticString) { json.null(key) }

  /// A nested hash, which `expand` may enter by its name.
  mutating func object(_ key: StaticString, _ body: (inout ObjectWriter) -> Void) {
    json.key(key)
    descend(key) { w in
      w.json.open(UInt8(ascii: "{"))
      body(&w)
      w.json.close(UInt8(ascii: "}"))
    }
  }

  /// A nested hash or null.
  mutating func object<T>(_ key: StaticString, _ value: T?, _ body: (inout ObjectWriter, T) -> Void) {
    guard let value else { return null(key) }
    object(key) { body(&$0, value) }
  }

  /// An array of hashes, which `expand` may enter by its name.
  mutating func array<T>(_ key: StaticString, _ items: [T], _ body: (inout ObjectWriter, T) -> Void) {
    json.key(key)
    descend(key) { w in
      w.json.open(UInt8(ascii: "["))
      for item in items {
        w.json.open(UInt8(ascii: "{"))
        body(&w, item)
        w.json.close(UInt8(ascii: "}"))
      }
      w.json.close(UInt8(ascii: "]"))
    }
  }

  /// Whether the request expands this key: for what is left out unless asked for.
  func isExpanded(_ key: StaticString) -> Bool { !expansion.isEmpty && expansion[key.description] != nil }

  /// A list object inside another object. Its items are found under `data` by `expand`.
  mutating func list<T: Resource>(
    _ key: StaticString, _ items: [T], hasMore: Bool = false, totalCount: Int? = nil, url: String
  ) {
    object(key) { $0.listFields(hasMore: hasMore, totalCount: totalCount, url: url) { $0.items(items) } }
  }

  /// A list object that is the whole answer.
  mutating func list(
    object: StaticString = "list", count: Int? = nil, hasMore: Bool = false, url: String,
    _ data: (inout ObjectWriter) -> Void
  ) {
    json.open(UInt8(ascii: "{"))
    listFields(object: object, count: count, hasMore: hasMore, url: url, data)
    json.close(UInt8(ascii: "}"))
  }

  /// The fields of a list object.
  mutating func listFields(
    object: StaticString = "list", count: Int? = nil, hasMore: Bool, totalCount: Int? = nil, url: String,
    _ data: (inout ObjectWriter) -> Void
  ) {
    field("object", object)
    if let count { field("count", count) }
    data(&self)
    field("has_more", hasMore)
    if let totalCount { field("total_count", totalCount) }
    field("url", url)
  }

  mutating func items<T: Resource>(_ items: [T]) {
    data { w in for item in items { w.whole(item) } }
  }

  /// Rows of the store as the items of a list.
  mutating func items<T: Resource>(_ type: T.Type, at positions: [Int]) {
    data { w in
      var rest = positions[...]
      while let position = w.writeKept(type, &rest) { _ = w.stored(type, at: position) }
    }
  }

  /// Writes rows as they were written before, up to one that was not: the table is looked up once for all of them.
  ///
  /// - Returns: That one's position, which is not in the rest any more.
  private mutating func writeKept<T: Resource>(_ type: T.Type, _ rest: inout ArraySlice<Int>) -> Int? {
    if isKept { rest.removeFirst(sandbox.store[T.self].passRenderings(at: rest) { json.raw($0) }) }
    return rest.popFirst()
  }

  /// The items of a list, which `expand` enters by `data`.
  mutating func data(_ write: (inout ObjectWriter) -> Void) {
    json.key("data")
    descend("data") { w in
      w.json.open(UInt8(ascii: "["))
      write(&w)
      w.json.close(UInt8(ascii: "]"))
    }
  }

  /// A whole object, braces and all.
  mutating func whole<T: Resource>(_ resource: borrowing T) {
    json.open(UInt8(ascii: "{"))
    if !T.hidesID { field("id", resource.id) }
    field("object", resource.kind)
    resource.write(&self)
    json.close(UInt8(ascii: "}"))
  }

  /// A whole object of which more or less is shown than it shows by itself.
  mutating func whole<T: Resource>(_ resource: borrowing T, _ body: (inout ObjectWriter) -> Void) {
    json.open(UInt8(ascii: "{"))
    json.key("id")
    json.string(resource.id)
    field("object", resource.kind)
    body(&self)
    json.close(UInt8(ascii: "}"))
  }

  /// A whole object from the store where it lies. False: there is none of that id.
  mutating func stored<T: Resource>(_ type: T.Type, _ id: String) -> Bool {
    guard let position = sandbox.store[T.self].position(id) else { return false }
    return stored(type, at: position)
  }

  /// The same of another sandbox.
  mutating func stored<T: Resource>(_ type: T.Type, _ id: String, in other: Sandbox) -> Bool {
    var writer = ObjectWriter(other, version: version, isPublishable: isPublishable, expansion: expansion)
    guard writer.stored(type, id) else { return false }
    json.raw(writer.finish())
    return true
  }

  mutating func stored<T: Resource>(_ type: T.Type, at position: Int) -> Bool {
    if isKept, let rendering = sandbox.store[T.self].rendering(at: position) {
      if json.isEmpty { whole = rendering } else { json.raw(rendering) }
      return true
    }
    guard let row = sandbox.store[T.self].row(at: position) else { return false }
    let start = json.nextValue
    whole(row.value)
    guard isKept, row.value.isSelfContained else { return true }
    // It is written once, until it changes.
    let rendering = json.bytes(from: start)
    sandbox.store[T.self].keep(rendering: rendering, at: position)
    if start == 0 { whole = rendering }
    return true
  }

  /// Whether rows are written as they were before. The examples of a stock come from another account, and so do their
  /// renderings.
  private var isKept: Bool { isPlain && sandbox.stock == nil }

  /// As a secret key sees an object at the newest version, with nothing expanded.
  private var isPlain: Bool { expansion.isEmpty && !isPublishable && version >= .lastChange }

  mutating func descend(_ key: StaticString, _ body: (inout ObjectWriter) -> Void) {
    guard !expansion.isEmpty else { return body(&self) }
    let outer = expansion
    expansion = outer[key.description] ?? Expansion()
    body(&self)
    expansion = outer
  }
}
