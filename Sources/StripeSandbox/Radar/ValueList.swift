import Wire

/// A list of values for rules of Radar, which the sandbox does not have: it keeps the list and nothing more.
package struct ValueList: Resource {
  package static let object: StaticString = "radar.value_list"
  package static let idPrefixes = ["rsl_"]
  package static let pathParameter = "value_list"
  package static let noun = "value list"
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let example: Script? = """
    value_list: POST radar/value_lists alias=blocked_addresses&name=Blocked addresses&item_type=ip_address
    """
  package static let indexes = [Index<ValueList>(name: "alias") { $0.alias }]

  package let id: String
  package let created: Int
  var alias: String
  let itemType: String
  var metadata = Metadata()
  var name: String

  package func write(_ w: inout ObjectWriter) {
    w.field("alias", alias)
    w.field("created", created)
    w.field("created_by", Platform.email)
    w.field("item_type", itemType)
    let items = w.sandbox.store.items(of: id)
    w.list(
      "list_items", Array(items.prefix(10)), hasMore: items.count > 10,
      url: "/v1/radar/value_list_items?value_list=\(id)")
    w.field("livemode", false)
    w.field("metadata", metadata)
    w.field("name", name)
  }

  static let routes = Routes("/v1/radar/value_lists", of: ValueList.self) {
    $0.post("", takes: createParameters, create)
    $0.list("", takes: .list("alias: string(100)\ncontains: string(800)\ncreated: range")) { call throws(StripeError) in
      var listing = Listing<ValueList>(call)
      listing.narrow("alias")
      if let value = call.arguments.string("contains") {
        let store = call.sandbox.store
        listing.filter { list in store.items(of: list.id).contains { list.takes($0.value, as: value) } }
      }
      return try listing.page()
    }
    $0.get("{value_list}") { call throws(StripeError) in try call.answerFound(ValueList.self) }
    $0.post("{value_list}", takes: updateParameters, update)
    $0.delete("{value_list}") { call throws(StripeError) in
      let list = try call.found(ValueList.self)
      for item in call.sandbox.store.items(of: list.id) { call.sandbox.store[ValueListItem.self].delete(item.id) }
      call.sandbox.store[ValueList.self].delete(list.id)
      return { $0.deleted(ValueList.self, list.id) }
    }
  }

  private static let createParameters = Parameters(
    """
    alias: string(100)!
    item_type: account|card_bin|card_fingerprint|case_sensitive_string|country|crypto_fingerprint|customer_id|email|\
    ip_address|sepa_debit_fingerprint|string|us_bank_account_fingerprint
    metadata
    name: string(100)!
    """)
  private static let updateParameters = Parameters("alias: string(100)\nmetadata\nname: string(100)")

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    let alias = try arguments.required("alias")
    try checkAlias(alias, call)
    var list = ValueList(
      id: call.sandbox.identifiers.dated("rsl_", now: call.now), created: call.now, alias: alias,
      itemType: arguments.string("item_type") ?? "string", name: try arguments.required("name"))
    try arguments.merge(into: &list.metadata)
    call.sandbox.store[ValueList.self].insert(list)
    return call.answer(ValueList.self, list.id)
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var list = try call.found(ValueList.self)
    if let alias = call.arguments.string("alias"), alias != list.alias {
      try checkAlias(alias, call)
      list.alias = alias
    }
    list.name = call.arguments.string("name") ?? list.name
    try call.arguments.merge(into: &list.metadata)
    call.sandbox.store[ValueList.self].update(list.id) { [list] in $0 = list }
    return call.answer(ValueList.self, list.id)
  }

  private static func checkAlias(_ alias: String, _ call: Call) throws(StripeError) {
    guard call.sandbox.store[ValueList.self].positions("alias", alias)?.isEmpty ?? true else {
      throw StripeError("A value list with the alias `\(alias)` already exists.", param: "alias")
    }
  }

  /// Only what says so is told apart by the size of its letters.
  func takes(_ value: String, as other: String) -> Bool {
    itemType == "case_sensitive_string" ? value == other : value.lowercased() == other.lowercased()
  }
}
