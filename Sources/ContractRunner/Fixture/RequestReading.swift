import Wire

extension Reading {
  mutating func request(_ node: Node) -> RequestTemplate {
    allow(Format.request, in: node, "a request")
    let path = required("path", in: node, "a request")
    if !path.hasPrefix("/"), !path.hasPrefix("${") {
      report("a path begins with “/”, or with a variable that holds an address", node["path"] ?? node)
    }
    return RequestTemplate(
      method: method(node), path: template(path, node["path"] ?? node) ?? Template(empty: node.place),
      query: fields("query", in: node).map { ($0.name, value($0.node)) }, headers: headers(node),
      credentials: credentials(node), body: body(node), isCompressed: flag("gzip", in: node), cookies: cookies(node),
      place: node.place)
  }

  /// An object, or a list of objects where names repeat or their order matters.
  private mutating func fields(_ name: String, in node: Node) -> [(name: String, node: Node)] {
    guard let member = node[name] else { return [] }
    if let items = member.items {
      for item in items where item.members == nil { report("“\(name)” is an object or a list of objects", item) }
      return items.flatMap { $0.members ?? [] }
    }
    return members(name, in: node)
  }

  private mutating func cookies(_ node: Node) -> RequestTemplate.Cookies {
    guard let member = node["cookies"] else { return .kept }
    switch member.json {
    case .bool(let isKept): return isKept ? .kept : .none
    case .string(let jar): return .jar(jar)
    case .object:
      let pairs = (member.members ?? []).compactMap { cookie in
        template(cookie.node.json.plainText, cookie.node).map { (name: cookie.name, value: $0) }
      }
      return .given(pairs)
    default:
      report("“cookies” is an object, the name of a jar, or false for none", member)
      return .none
    }
  }

  private mutating func method(_ node: Node) -> Method {
    let name = required("method", in: node, "a request")
    if let method = Method(rawValue: name) { return method }
    let names = Method.allCases.map(\.rawValue)
    report("there is no method “\(name)”" + didYouMean(name.uppercased(), names), node["method"] ?? node)
    return .get
  }

  mutating func headers(_ node: Node) -> [(name: String, value: Template)] {
    members("headers", in: node).compactMap { member in
      guard let text = member.node.json.string else {
        report("a header's value is a text", member.node)
        return nil
      }
      return template(text, member.node).map { (member.name, $0) }
    }
  }

  /// `null` takes away what the API's description gives.
  mutating func credentials(_ node: Node) -> Credentials {
    if node["bearer"] != nil, let basic = node["basic"] { report("a request has “bearer” or “basic”, not both", basic) }
    guard let member = node["bearer"] ?? node["basic"] else { return .inherited }
    guard !member.json.isNull else { return .none }
    guard let text = member.json.string, let template = template(text, member) else {
      report("credentials are a text, or null for none", member)
      return .none
    }
    return node["bearer"] != nil ? .bearer(template) : .basic(template)
  }

  private mutating func body(_ node: Node) -> RequestTemplate.Body {
    let bodies = ["json", "form", "raw", "multipart", "file"].compactMap { name in node[name].map { (name, $0) } }
    if bodies.count > 1 { report("a request has one of “json”, “form”, “raw”, “multipart” and “file”", bodies[1].1) }
    guard let (name, member) = bodies.first else { return .none }
    switch name {
    case "json": return .json(value(member))
    case "form": return .form(.object(fields("form", in: node).map { ($0.name, value($0.node)) }))
    case "multipart": return .multipart(fields("multipart", in: node).flatMap { parts($0.name, $0.node) })
    case "file": return upload(member, beside: node).map(RequestTemplate.Body.file) ?? .none
    default: return template(member.json.plainText, member).map(RequestTemplate.Body.raw) ?? .none
    }
  }

  private mutating func parts(_ name: String, _ node: Node) -> [RequestTemplate.Part] {
    if let items = node.items { return items.flatMap { parts(name, $0) } }
    guard node.members != nil else { return [.init(name: name, fileName: nil, type: nil, content: .text(value(node)))] }
    allow(Format.part, in: node, "a part")
    let kinds = ["file", "raw", "json", "base64"].compactMap { kind in node[kind].map { (kind, $0) } }
    guard let (kind, member) = kinds.first, kinds.count == 1 else {
      report("a part is a text, or an object with one of “file”, “raw”, “json” and “base64”", node)
      return []
    }
    var fileName = string("name", in: node)
    var usual = fileName.map(MediaType.ofFile)
    let content: RequestTemplate.Part.Content
    switch kind {
    case "json":
      usual = "application/json"
      content = .json(value(member))
    case "raw":
      if member.json.string == nil { report("“raw” is a text", member) }
      content = .text(value(member))
    case "base64":
      let bytes = member.json.string.flatMap { Base64.standard.decode($0) }
      if bytes == nil { report("“base64” is a text in base64", member) }
      usual = usual ?? "application/octet-stream"
      content = .bytes(bytes ?? [])
    default:
      guard let file = upload(member, beside: node) else { return [] }
      fileName = fileName ?? file.name
      usual = file.type
      content = .bytes(file.bytes)
    }
    return [.init(name: name, fileName: fileName, type: string("type", in: node) ?? usual, content: content)]
  }

  /// The file's path is told from the story's folder. What is sent is read with the story, so that it cannot be missing later.
  private mutating func upload(_ file: Node, beside node: Node) -> RequestTemplate.Upload? {
    guard let path = file.json.string, !path.isEmpty,
      let inside = FilePath.inside(FilePath.folder(of: node.source.path), path)
    else {
      report("a file is a path in the story's own folder", file)
      return nil
    }
    guard let bytes = Disk.read(inside) else {
      report("there is no file \(path) in the story's folder", file)
      return nil
    }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return .init(name: name, type: MediaType.ofFile(name), bytes: bytes)
  }

  mutating func value(_ node: Node) -> ValueTemplate {
    switch node.json {
    case .string(let text): template(text, node).map(ValueTemplate.text) ?? .literal(node.json)
    case .array: .array((node.items ?? []).map { value($0) })
    case .object: .object((node.members ?? []).map { ($0.name, value($0.node)) })
    default: .literal(node.json)
    }
  }
}

extension Template {
  /// Stands in for a template that could not be read, so that reading can go on.
  fileprivate init(empty place: Place) { self.init(parts: [], place: place) }
}
