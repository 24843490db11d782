import Wire

/// Something that a customer may do because of what he has bought.
package struct Feature: Resource {
  package static let object: StaticString = "entitlements.feature"
  package static var noun: String { "feature" }
  package static let idPrefixes = ["feat_"]
  package static let indexes = [Index<Feature>(name: "lookup_key") { $0.lookupKey }]
  package static let example: Script? = "feature: POST entitlements/features name=Reports&lookup_key=reports"

  package let id: String
  package let created: Int
  var isActive = true
  let lookupKey: String
  var metadata = Metadata()
  var name: String

  package var isSelfContained: Bool { true }

  package func write(_ w: inout ObjectWriter) {
    w.field("active", isActive)
    w.field("livemode", false)
    w.field("lookup_key", lookupKey)
    w.field("metadata", metadata)
    w.field("name", name)
  }
}

extension Feature {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  static let routes = Routes("/v1/entitlements/features", of: Feature.self) {
    $0.post("", takes: Parameters("lookup_key: string(80)!\nmetadata\nname: string(80)!"), create)
    $0.list("", takes: .list("archived: boolean\nlookup_key")) { call throws(StripeError) in
      var listing = Listing<Feature>(call)
      listing.narrow("lookup_key")
      listing.filter("archived") { !$0.isActive }
      return try listing.page()
    }
    $0.get("{id}") { call throws(StripeError) in try call.answerFound(Feature.self) }
    $0.post("{id}", takes: Parameters("active: boolean\nmetadata\nname: string(80)")) { call throws(StripeError) in
      var feature = try call.found(Feature.self)
      feature.isActive = call.arguments.bool("active") ?? feature.isActive
      try call.arguments.merge(into: &feature.metadata)
      feature.name = call.arguments.string("name") ?? feature.name
      call.sandbox.store[Feature.self].update(feature.id) { $0 = feature }
      return call.answer(Feature.self, feature.id)
    }
  }

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let key = try call.arguments.required("lookup_key")
    guard call.sandbox.store[Feature.self].positions("lookup_key", key)?.isEmpty ?? true else {
      throw StripeError("A feature with lookup_key `\(key)` already exists.", param: "lookup_key")
    }
    var feature = Feature(
      id: call.sandbox.identifiers.random("feat_test_", 36), created: call.now, lookupKey: key,
      name: call.arguments.string("name") ?? "")
    try call.arguments.merge(into: &feature.metadata)
    call.sandbox.store[Feature.self].insert(feature)
    return call.answer(Feature.self, feature.id)
  }
}

/// The grant of a feature to every buyer of a product.
package struct ProductFeature: Resource {
  package static let object: StaticString = "product_feature"
  package static let idPrefixes = ["prodft_"]
  package static let indexes = [Index<ProductFeature>(name: "product") { $0.product }]
  package static let example: Script? = "productFeature: POST products/{product}/features entitlement_feature={feature}"

  package let id: String
  package let created: Int
  let product: String
  let feature: String

  package func write(_ w: inout ObjectWriter) {
    w.object("entitlement_feature", w.sandbox.store[Feature.self][feature]) { $1.writeWhole(&$0) }
    w.field("livemode", false)
  }

  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  static let routes = Routes("/v1/products/{product}/features", of: ProductFeature.self) {
    $0.post("", takes: Parameters("entitlement_feature: id!"), create)
    $0.list("") { call throws(StripeError) in
      var listing = Listing<ProductFeature>(call)
      listing.narrow("product", to: try call.found(Product.self).id)
      return try listing.page()
    }
    $0.get("{id}") { call throws(StripeError) in call.answer(ProductFeature.self, try found(call).id) }
    $0.delete("{id}") { call throws(StripeError) in
      let attached = try found(call)
      let id = attached.id
      call.sandbox.store[ProductFeature.self].delete(id)
      call.grantEntitlements(ofProduct: attached.product)
      return { $0.deleted(ProductFeature.self, id) }
    }
  }

  private static func found(_ call: Call) throws(StripeError) -> ProductFeature {
    let product = try call.found(Product.self)
    let feature = try call.found(ProductFeature.self, at: 1)
    guard feature.product == product.id else { throw .notFound(ProductFeature.self, feature.id) }
    return feature
  }

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let product = try call.found(Product.self)
    guard let feature = try call.referenced(Feature.self, "entitlement_feature") else {
      throw .missing("entitlement_feature")
    }
    guard !call.sandbox.store.features(of: product.id).contains(feature.id) else {
      throw StripeError("The feature is already attached to the product.", param: "entitlement_feature")
    }
    let attached = ProductFeature(
      id: call.sandbox.identifiers.random("prodft_", 14), created: call.now, product: product.id, feature: feature.id)
    call.sandbox.store[ProductFeature.self].insert(attached)
    call.grantEntitlements(ofProduct: product.id)
    return call.answer(ProductFeature.self, attached.id)
  }
}

extension Store {
  /// Ids of the features that come with a product.
  func features(of product: String) -> [String] {
    let table = self[ProductFeature.self]
    return (table.positions("product", product) ?? []).compactMap { table[Int($0)]?.feature }
  }
}
