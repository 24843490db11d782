import Wire

/// An uploaded file.
package struct File: Resource {
  package static let object: StaticString = "file"
  package static let noun = "file"
  package static let idPrefixes = ["file_"]
  package static let pathParameter = "file"
  package static let example: Script? =
    "file: POST files purpose=dispute_evidence&file[filename]=receipt.png&file[content]=iVBORw0KGgo%3D"
  package static var endpoints: [RoutedEndpoint] { routes.endpoints + FileLink.routes.endpoints }
  package static let events: [EventRecipe] = [
    .init(
      "file.created",
      "POST files purpose=dispute_evidence&file[filename]=receipt.png&file[content]=iVBORw0KGgo%3D")
  ]
  package static let indexes = [Index<File>(name: "purpose") { $0.purpose }]

  package let id: String
  package let created: Int
  let filename: String
  let purpose: String
  let type: String
  let size: Int
  /// The bytes, in base 64.
  let content: String

  package func write(_ w: inout ObjectWriter) {
    w.field("created", created)
    w.null("expires_at")
    w.field("filename", filename)
    let links = w.sandbox.store[FileLink.self]
    let positions = links.positions("file", id) ?? []
    let newest = positions.suffix(10).reversed().compactMap { links[Int($0)] }
    w.list("links", newest, hasMore: positions.count > newest.count, url: "/v1/file_links?file=\(id)")
    w.field("purpose", purpose)
    w.field("size", size)
    w.null("title")
    w.field("type", type)
    w.field("url", "https://files.stripe.com/v1/files/\(id)/contents")
  }

  static let routes = Routes("/v1/files", of: File.self) {
    $0.post("", takes: createParameters, access: .publishable, create)
    $0.list("", takes: .list("created: range\npurpose")) { call throws(StripeError) in
      var listing = Listing<File>(call)
      listing.narrow("purpose")
      return try listing.page()
    }
    $0.get("{file}") { call throws(StripeError) in try call.answerFound(File.self) }
    $0.get("{file}/contents") { call throws(StripeError) in
      let file = try call.found(File.self)
      return { w in w.document(Base64.standard.decode(file.content) ?? [], file.mediaType) }
    }
  }

  private var mediaType: String {
    switch type {
    case "pdf": "application/pdf"
    case "png": "image/png"
    case "jpg": "image/jpeg"
    case "csv": "text/csv"
    default: "application/octet-stream"
    }
  }

  private static let purposes = """
    account_requirement|additional_verification|business_icon|business_logo|customer_signature|dispute_evidence|\
    identity_document|issuing_regulatory_reporting|pci_document|platform_terms_of_service|\
    tax_document_user_upload|terminal_android_apk|terminal_reader_splashscreen|terminal_wifi_certificate|\
    terminal_wifi_private_key
    """

  private static let createParameters = Parameters(
    """
    file: {content: string(30000000), content_type, filename}!
    file_link_data: {create: boolean!, expires_at: timestamp, metadata}
    purpose: \(purposes)!
    """)

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let given = call.arguments.object("file") ?? Arguments()
    let content = given.string("content") ?? ""
    let filename = given.string("filename") ?? "file"
    let size = Base64.standard.decode(content)?.count ?? 0
    guard size > 0 else {
      throw StripeError("Your file could not be read: it is empty.", code: "file_upload_failed", param: "file")
    }
    let file = File(
      id: call.sandbox.identifiers.dated("file_", now: call.now), created: call.now, filename: filename,
      purpose: try call.arguments.required("purpose"), type: kind(of: filename, given.string("content_type")),
      size: size, content: content)
    call.insert(file, announcing: "file.created")
    if let link = call.arguments.object("file_link_data"), link.bool("create") == true {
      try call.keepLink(to: file.id, link)
    }
    return call.answer(File.self, file.id)
  }

  /// `png`, `pdf` and the like: by the name, else by the content type.
  private static func kind(of filename: String, _ contentType: String?) -> String {
    if let dot = filename.lastIndex(of: "."), dot != filename.startIndex {
      let ending = filename[filename.index(after: dot)...].lowercased()
      return ending == "jpeg" ? "jpg" : ending
    }
    let kind = contentType?.split(separator: "/").last.map(String.init) ?? "bin"
    return kind == "jpeg" ? "jpg" : kind
  }
}
