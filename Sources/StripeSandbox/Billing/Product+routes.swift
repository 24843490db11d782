import Wire

extension Product {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  static let routes = Routes("/v1/products", of: Product.self) {
    $0.post("", takes: createParameters, create)
    $0.list("", takes: .list(listParameters), list)
    $0.search(Product.self)
    $0.get("{id}") { call throws(StripeError) in try call.answerFound(Product.self) }
    $0.post("{id}", takes: updateParameters, update)
    $0.delete("{id}", delete)
  }

  private static let listParameters = """
    active: boolean
    created: range
    ids: [string]
    shippable: boolean
    type: good|service
    url
    """

  private static let sharedParameters = """
    active: boolean
    description: string(40000)
    features: [{name: string(80)!}]?
    images: [string]?
    marketing_features: [{name: string(80)!}]?
    metadata
    package_dimensions: {height: decimal!, length: decimal!, weight: decimal!, width: decimal!}?
    shippable: boolean
    statement_descriptor: descriptor(22)
    tax_code
    tax_details: {\(taxDetails)}?
    unit_label: string(50)
    url
    """

  private static let taxDetails = "performance_location, tax_code"

  private static let createParameters = Parameters(
    """
    default_price_data: {
      currency: currency!
      currency_options: \(Price.currencyOptions)
      custom_unit_amount: \(Price.customUnitAmount)
      metadata
      recurring: {interval: day|month|week|year!, interval_count: integer}
      tax_behavior: exclusive|inclusive|unspecified
      unit_amount: integer
      unit_amount_decimal: decimal
    }
    id: string
    name!
    type: good|service

    """ + sharedParameters)

  private static let updateParameters = Parameters("default_price: id\nname: id\n" + sharedParameters)

  /// A product that is made beside a price, a plan or a line item: `product_data`.
  static let dataParameters = """
    active: boolean
    id
    metadata
    name!
    statement_descriptor: descriptor(22)
    tax_code
    tax_details: {\(taxDetails)}
    unit_label: string(50)
    """

  /// - Parameter path: where the fields are in the request, for errors: `product_data` or nothing.
  init(_ arguments: Arguments, at path: String? = nil, _ call: Call) throws(StripeError) {
    id = arguments.string("id") ?? call.sandbox.identifiers.random("prod_", 14)
    created = call.now
    updated = call.now
    name = ""
    guard !call.sandbox.store[Product.self].contains(id) else {
      throw StripeError("Product already exists.", code: "resource_already_exists")
    }
    type = arguments.string("type") ?? "service"
    try apply(arguments, at: path, call)
  }

  init(named name: String, _ call: Call) {
    id = call.sandbox.identifiers.random("prod_", 14)
    created = call.now
    updated = call.now
    self.name = name
  }

  private mutating func apply(_ arguments: Arguments, at path: String? = nil, _ call: Call) throws(StripeError) {
    func param(_ name: String) -> String { path.map { "\($0)[\(name)]" } ?? name }
    isActive = arguments.bool("active") ?? isActive
    arguments.assign("description", to: &description)
    for key in ["features", "marketing_features"] {
      guard let features = arguments[key] else { continue }
      marketingFeatures = (features.array ?? []).map { $0["name"]?.string }
      if marketingFeatures.count > 15 {
        throw StripeError("You can only specify up to 15 marketing features.", param: param(key))
      }
    }
    if let images = arguments["images"] {
      self.images = (images.array ?? []).compactMap(\.string)
      guard self.images.count <= 8 else {
        throw StripeError("You can only specify up to 8 images.", param: param("images"))
      }
    }
    try arguments.merge(into: &metadata)
    if arguments.has("name") { name = arguments.string("name") ?? "" }
    arguments.assign("package_dimensions", to: &packageDimensions) { PackageDimensions($0) }
    isShippable = arguments.bool("shippable") ?? isShippable
    arguments.assign("statement_descriptor", to: &statementDescriptor)
    if arguments.has("tax_code") { taxCode = try call.taxCode(arguments, param: param("tax_code")) }
    if arguments.has("tax_details") {
      let path = param("tax_details")
      taxDetails = try arguments.object("tax_details").map { details throws(StripeError) in
        TaxDetails(
          performanceLocation: try call.performanceLocation(details, param: path + "[performance_location]"),
          taxCode: try call.taxCode(details, param: path + "[tax_code]"))
      }
    }
    arguments.assign("unit_label", to: &unitLabel)
    arguments.assign("url", to: &url)
    if let url, arguments.has("url"), !url.isWebAddress {
      throw StripeError("Not a valid URL", code: "url_invalid", param: param("url"))
    }
  }

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let product = try Product(call.arguments, call)
    var price: Price?
    if let data = call.arguments.object("default_price_data") {
      price = try Price(data, product: product.id, at: "default_price_data", call)
    }
    call.insert(product, announcing: "product.created")
    if let price {
      call.insert(price)
      call.update(Product.self, product.id, announcing: "product.updated") { $0.defaultPrice = price.id }
    }
    return call.answer(Product.self, product.id)
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var product = try call.found(Product.self)
    try product.apply(call.arguments, call)
    if call.arguments.has("default_price") {
      let price = try call.referenced(Price.self, "default_price")
      if let price {
        guard price.product == product.id else {
          throw StripeError(
            "The price specified does not belong to this product. Only prices of the product can be its default.",
            param: "default_price")
        }
        guard price.isActive else {
          throw StripeError(
            "The price specified is inactive. This field only accepts active prices.", param: "default_price")
        }
      }
      product.defaultPrice = price?.id
    }
    product.updated = call.now
    call.update(Product.self, product.id, announcing: "product.updated") { $0 = product }
    return call.answer(Product.self, product.id)
  }

  /// Only a product without prices can go.
  private static func delete(_ call: inout Call) throws(StripeError) -> Answer {
    let product = try call.found(Product.self)
    guard call.sandbox.store[Price.self].positions("product", product.id)?.isEmpty ?? true else {
      throw StripeError("This product cannot be deleted because it has one or more user-created prices.")
    }
    call.delete(Product.self, product.id, announcing: "product.deleted")
    return { $0.deleted(Product.self, product.id) }
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    var listing = Listing<Product>(call)
    let arguments = call.arguments
    listing.filter("active") { $0.isActive }
    if let ids = arguments.strings("ids") { listing.filter { ids.contains($0.id) } }
    listing.filter("shippable") { $0.isShippable ?? false }
    listing.filter("type") { $0.type }
    listing.filter("url") { $0.url }
    return try listing.page()
  }
}

extension Product.PackageDimensions {
  fileprivate init(_ arguments: Arguments) {
    height = arguments.exact("height") ?? .zero
    length = arguments.exact("length") ?? .zero
    weight = arguments.exact("weight") ?? .zero
    width = arguments.exact("width") ?? .zero
  }
}

extension Arguments {
  /// An exact decimal number.
  func exact(_ name: String) -> ExactAmount? { string(name).flatMap(ExactAmount.init) }
}

extension String {
  /// `http` or `https`, a host, and no blank anywhere.
  var isWebAddress: Bool {
    for scheme in ["https://", "http://"] where hasPrefix(scheme) {
      return utf8.count > scheme.utf8.count && !contains(where: \.isWhitespace)
    }
    return false
  }
}

extension ObjectWriter {
  /// A decimal number as a JSON number.
  mutating func number(_ key: StaticString, _ value: ExactAmount?) {
    guard let value else { return null(key) }
    self.key(key)
    json.raw(Array(value.fractionText.utf8))
  }
}
