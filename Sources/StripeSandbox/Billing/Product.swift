import Wire

/// A product for sale; its prices are objects of their own.
package struct Product: Resource {
  package static let object: StaticString = "product"
  package static let idPrefixes = ["prod_"]
  package static var expandable: [String: Expandable] {
    ["default_price": .one("price"), "tax_code": .one("tax_code")]
  }
  package static let example: Script? = "product: POST products name=T-shirt"
  package static let events: [EventRecipe] = [
    .init("product.created", "POST products name=T-shirt"),
    .init("product.updated", "a: POST products name=T-shirt; POST products/{a} metadata[color]=red"),
    .init("product.deleted", "a: POST products name=T-shirt; DELETE products/{a}"),
  ]

  package let id: String
  package let created: Int
  var isActive = true
  var defaultPrice: String?
  var description: String?
  var images: [String] = []
  var marketingFeatures: [String?] = []
  var metadata = Metadata()
  var name: String
  @Boxed var packageDimensions: PackageDimensions? = nil
  var isShippable: Bool?
  var statementDescriptor: String?
  var taxCode: String?
  @Boxed var taxDetails: TaxDetails? = nil
  var type = "service"
  var unitLabel: String?
  var updated: Int
  var url: String?

  struct PackageDimensions: Codable, Sendable {
    let height: ExactAmount
    let length: ExactAmount
    let weight: ExactAmount
    let width: ExactAmount
  }

  struct TaxDetails: Codable, Sendable {
    let performanceLocation: String?
    let taxCode: String?
  }

  package var isSelfContained: Bool { true }

  package func write(_ w: inout ObjectWriter) {
    w.field("active", isActive)
    w.field("attributes", [String]())
    w.field("created", created)
    w.reference("default_price", defaultPrice, Price.self)
    w.field("description", description)
    if w.version < .marketingFeatures { writeFeatures(&w, "features") }
    w.field("images", images)
    w.field("livemode", false)
    if w.version >= .marketingFeatures { writeFeatures(&w, "marketing_features") }
    w.field("metadata", metadata)
    w.field("name", name)
    w.object("package_dimensions", packageDimensions) { w, dimensions in
      w.number("height", dimensions.height)
      w.number("length", dimensions.length)
      w.number("weight", dimensions.weight)
      w.number("width", dimensions.width)
    }
    w.field("shippable", isShippable)
    w.field("statement_descriptor", statementDescriptor)
    w.reference("tax_code", taxCode)
    w.object("tax_details", taxDetails) { w, details in
      w.field("performance_location", details.performanceLocation)
      w.field("tax_code", details.taxCode)
    }
    w.field("type", type)
    w.field("unit_label", unitLabel)
    w.field("updated", updated)
    w.field("url", url)
  }

  private func writeFeatures(_ w: inout ObjectWriter, _ key: StaticString) {
    w.array(key, marketingFeatures) { $0.field("name", $1) }
  }
}

extension Product: Searchable {
  static let collection = "products"

  static func searchField(_ name: String) -> SearchField<Product>? {
    switch name {
    case "active": .bool { $0.isActive }
    case "created": .number { $0.created }
    case "description": .text { $0.description }
    case "name": .text { $0.name }
    case "shippable": .bool { $0.isShippable ?? false }
    case "url": .text { $0.url }
    default: nil
    }
  }
}
