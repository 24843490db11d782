import Wire

/// An address at which anybody can read a file.
package struct FileLink: Resource {
  package static let object: StaticString = "file_link"
  package static let noun = "file link"
  package static let idPrefixes = ["link_"]
  package static let pathParameter = "link"
  package static let example: Script? = "link: POST file_links file={file}"
  package static let indexes = [Index<FileLink>(name: "file") { $0.file }]
  package static var expandable: [String: Expandable] { ["file": .one("file")] }

  package let id: String
  package let created: Int
  var expiresAt: Int?
  let file: String
  var metadata = Metadata()
  let token: String

  package func write(_ w: inout ObjectWriter) {
    w.field("created", created)
    w.field("expired", expiresAt.map { $0 <= w.sandbox.now } ?? false)
    w.field("expires_at", expiresAt)
    w.reference("file", file)
    w.field("livemode", false)
    w.field("metadata", metadata)
    w.field("url", "https://files.stripe.com/links/\(token)")
  }

  static let routes = Routes("/v1/file_links", of: FileLink.self) {
    $0.post("", takes: Parameters("expires_at: timestamp\nfile: id!\nmetadata")) { call throws(StripeError) in
      guard let file = try call.referenced(File.self, "file") else { throw .missing("file") }
      return call.answer(FileLink.self, try call.keepLink(to: file.id, call.arguments))
    }
    $0.list("", takes: .list("created: range\nexpired: boolean\nfile: id")) { call throws(StripeError) in
      var listing = Listing<FileLink>(call)
      listing.narrow("file")
      let now = call.now
      listing.filter("expired") { $0.expiresAt.map { $0 <= now } ?? false }
      return try listing.page()
    }
    $0.get("{link}") { call throws(StripeError) in try call.answerFound(FileLink.self) }
    $0.post("{link}", takes: Parameters("expires_at: any(timestamp, now)?\nmetadata")) { call throws(StripeError) in
      var link = try call.found(FileLink.self)
      if let moment = call.arguments["expires_at"] {
        link.expiresAt = moment.string == "now" ? call.now : moment.integer
      }
      try call.arguments.merge(into: &link.metadata)
      call.sandbox.store[FileLink.self].update(link.id) { [link] in $0 = link }
      return call.answer(FileLink.self, link.id)
    }
  }
}

extension Call {
  @discardableResult
  func keepLink(to file: String, _ arguments: Arguments) throws(StripeError) -> String {
    var link = FileLink(
      id: sandbox.identifiers.dated("link_", now: now), created: now, expiresAt: arguments.integer("expires_at"),
      file: file, token: sandbox.identifiers.random("MDB8", 60))
    try arguments.merge(into: &link.metadata)
    sandbox.store[FileLink.self].insert(link)
    return link.id
  }
}
