import Wire

/// One value of a value list.
package struct ValueListItem: Resource {
  package static let object: StaticString = "radar.value_list_item"
  package static let idPrefixes = ["rsli_"]
  package static let pathParameter = "item"
  package static let noun = "value list item"
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let example: Script? = "POST radar/value_list_items value_list={value_list}&value=1.2.3.4"
  package static let indexes = [Index<ValueListItem>(name: "value_list") { $0.list }]

  package let id: String
  package let created: Int
  let list: String
  let value: String

  package func write(_ w: inout ObjectWriter) {
    w.field("created", created)
    w.field("created_by", Platform.email)
    w.field("livemode", false)
    w.field("value", value)
    w.field("value_list", list)
  }

  static let routes = Routes("/v1/radar/value_list_items", of: ValueListItem.self) {
    $0.post("", takes: Parameters("value: string(800)!\nvalue_list: id!"), create)
    $0.list("", takes: .list("created: range\nvalue: string(800)\nvalue_list: id!")) { call throws(StripeError) in
      guard let list = try call.referenced(ValueList.self, "value_list") else { throw .missing("value_list") }
      var listing = Listing<ValueListItem>(call)
      listing.narrow("value_list", to: list.id)
      if let value = call.arguments.string("value") { listing.filter { list.takes($0.value, as: value) } }
      return try listing.page()
    }
    $0.get("{item}") { call throws(StripeError) in try call.answerFound(ValueListItem.self) }
    $0.delete("{item}") { call throws(StripeError) in
      let item = try call.found(ValueListItem.self)
      call.sandbox.store[ValueListItem.self].delete(item.id)
      return { $0.deleted(ValueListItem.self, item.id) }
    }
  }

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    guard let list = try call.referenced(ValueList.self, "value_list") else { throw .missing("value_list") }
    let value = try call.arguments.required("value")
    guard !call.sandbox.store.items(of: list.id).contains(where: { list.takes($0.value, as: value) }) else {
      throw StripeError("The value `\(value)` is already in the list.", param: "value")
    }
    let item = ValueListItem(
      id: call.sandbox.identifiers.dated("rsli_", now: call.now), created: call.now, list: list.id, value: value)
    call.sandbox.store[ValueListItem.self].insert(item)
    return call.answer(ValueListItem.self, item.id)
  }
}

extension Store {
  /// Newest first.
  func items(of list: String) -> [ValueListItem] {
    (self[ValueListItem.self].positions("value_list", list) ?? []).reversed().compactMap {
      self[ValueListItem.self][Int($0)]
    }
  }
}
