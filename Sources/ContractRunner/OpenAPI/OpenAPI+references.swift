import Wire

/// `$ref`: to a place in the same file, or in another one of the description's folder.
extension OpenAPI {
  /// Members that hold data, in which `$ref` means nothing.
  private static let data = ["example", "value", "default", "enum", "const"]
  /// Members whose own members have names that people chose.
  private static let named = [
    "properties", "patternProperties", "dependentSchemas", "$defs", "definitions", "schemas", "responses", "parameters",
    "examples", "requestBodies", "headers", "securitySchemes", "links", "callbacks", "pathItems", "content",
  ]

  /// Reads all files that are referred to, and says what leads nowhere, so that no reference is ever found broken later.
  mutating func readReferences() throws(Diagnostic) {
    try read(root)
    for (name, file) in files.sorted(by: { $0.key < $1.key }) {
      try check(Part(json: file.json, pointer: name.isEmpty ? "" : "\(name)#"))
    }
  }

  private mutating func read(_ part: Part) throws(Diagnostic) {
    for (reference, part) in references(in: part) {
      let file = file(of: reference, from: part)
      if files[file] != nil { continue }
      let place = place(of: part.pointer)
      let outside = "is outside of the description's folder: it is not read"
      guard !file.contains("://"), let path = FilePath.inside(FilePath.folder(of: self.path), file) else {
        throw Diagnostic("\(self.path): \(place): “\(reference)” \(outside)")
      }
      guard let bytes = Disk.read(path) else { throw Diagnostic("\(self.path): \(place): there is no file \(path)") }
      files[file] = try Self.parse(bytes, path)
      try read(Part(json: files[file]?.json ?? .null, pointer: "\(file)#"))
    }
  }

  private func check(_ part: Part) throws(Diagnostic) {
    for (reference, part) in references(in: part) {
      var seen: Set = [part.pointer]
      var next: (reference: String, part: Part)? = (reference, part)
      while let (own, from) = next {
        let target = target(own, from: from)
        guard let target, seen.insert(target.pointer).inserted else {
          let fault = target == nil ? "leads nowhere" : "leads back to itself"
          throw Diagnostic("\(path): \(place(of: part.pointer)): “\(reference)” \(fault)")
        }
        next = target.json["$ref"]?.string.map { ($0, target) }
      }
    }
  }

  private func references(in part: Part, isNamed: Bool = false) -> [(reference: String, part: Part)] {
    let own = isNamed ? nil : part.json["$ref"]?.string.map { ($0, part) }
    let members = part.members.flatMap { name, member in
      let isData = Self.data.contains(name) || name == "examples" && member.json.array != nil
      if isData, !isNamed { return [] as [(reference: String, part: Part)] }
      return references(in: member, isNamed: !isNamed && Self.named.contains(name))
    }
    return (own.map { [$0] } ?? []) + members + part.items.flatMap { references(in: $0) }
  }

  /// As seen from the description's folder; the description itself is called nothing.
  private func file(of reference: String, from part: Part) -> String {
    let own = Self.split(part.pointer).file
    let other = String(reference.prefix { $0 != "#" })
    if other.isEmpty { return own }
    if other.contains("://") { return other }
    let file = FilePath.join(FilePath.folder(of: own), percentDecoded(other) ?? other)
    return file == name ? "" : file
  }

  func target(_ reference: String, from part: Part) -> Part? {
    let file = file(of: reference, from: part)
    let fragment = reference.drop { $0 != "#" }.dropFirst()
    let pointer = percentDecoded(fragment) ?? String(fragment)
    guard pointer.isEmpty || pointer.hasPrefix("/") else { return nil }
    return files[file].flatMap { Pointer.find(pointer, in: $0.json) }
      .map { Part(json: $0, pointer: file.isEmpty ? pointer : "\(file)#\(pointer)") }
  }

  /// The target of a reference, or the part itself.
  func resolved(_ part: Part) -> Part {
    var part = part
    while let reference = part.json["$ref"]?.string, let target = target(reference, from: part) { part = target }
    return part
  }

  /// The name of a schema that is referred to so: `Pet` of `#/components/schemas/Pet`, `pets.yaml#/Pet` and `Pet.yaml`.
  static func name(of reference: String) -> String {
    let text = percentDecoded(reference[...]) ?? reference
    let file = text.prefix { $0 != "#" }.split(separator: "/").last ?? ""
    return Pointer.segments(String(text.drop { $0 != "#" })).last ?? String(file.prefix { $0 != "." })
  }

  /// Whether a part stands in another file than the description.
  static func isElsewhere(_ part: Part) -> Bool { !split(part.pointer).file.isEmpty }
}
