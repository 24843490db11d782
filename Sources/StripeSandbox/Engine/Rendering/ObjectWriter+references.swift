import Wire

extension ObjectWriter {
  /// The id of another object, or that object where the request expands it.
  mutating func reference(_ key: StaticString, _ id: String?) {
    reference(key, id) { $0.embed($1, under: key) }
  }

  /// The same for ids that users choose, which tell no kind: products, prices, coupons.
  mutating func reference<T: Resource>(_ key: StaticString, _ id: String?, _ type: T.Type) {
    reference(key, id) { $0.embed($1, as: type) }
  }

  private mutating func reference(
    _ key: StaticString, _ id: String?, _ embed: (inout ObjectWriter, String) -> Void
  ) {
    guard let id else { return null(key) }
    json.key(key)
    guard isExpanded(key) else { return json.string(id) }
    descend(key) { embed(&$0, id) }
  }

  /// The object of an id, of whatever kind; `{id, object, deleted}` where it is gone.
  mutating func embed(_ id: String, under key: StaticString) {
    // Legacy cards and Sources are payment methods where a payment method is asked for.
    if key.description.hasSuffix("payment_method"), stored(PaymentMethod.self, id) { return }
    for type in Registry.shared.kinds(ofID: id) {
      if stored(type, id) { return }
      if isDeleted(type, id) { return deleted(type, id) }
      if embedForeign(type, id) { return }
    }
    if id == sandbox.applicationID { return application(id) }
    json.string(id)
  }

  /// The platform as a Connect application, which is not kept in the store.
  mutating func application(_ id: String) {
    json.open(UInt8(ascii: "{"))
    field("id", id)
    field("object", "application")
    field("name", "Nestbox")
    json.close(UInt8(ascii: "}"))
  }

  /// Embeds an object of another account of the same platform, or of the platform itself, such as the other end of a
  /// transfer.
  private mutating func embedForeign<T: Resource>(_ type: T.Type, _ id: String) -> Bool {
    guard sandbox.isConnected || sandbox.store[Account.self].count > 0, let home = sandbox.home(of: id, type),
      home !== sandbox
    else { return false }
    return stored(type, id, in: home)
  }

  /// The object of an id whose kind is known by the place where it stands: ids that users choose have no prefix.
  mutating func embed<T: Resource>(_ id: String, as type: T.Type) {
    if stored(type, id) { return }
    if isDeleted(type, id) { return deleted(type, id) }
    json.string(id)
  }

  private func isDeleted<T: Resource>(_ type: T.Type, _ id: String) -> Bool {
    sandbox.store[T.self].isDeleted(id)
  }

  /// The stub of a deleted object: `{id, object, deleted}`.
  mutating func deleted<T: Resource>(_ type: T.Type, _ id: String) {
    json.open(UInt8(ascii: "{"))
    field("id", id)
    field("object", T.object)
    field("deleted", true)
    json.close(UInt8(ascii: "}"))
  }
}
